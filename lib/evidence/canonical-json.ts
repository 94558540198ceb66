import { createHash } from 'node:crypto';
import { evidenceProblems, fail } from './problems';

/** Deepest nesting that is written: far above what a result has, far below what exhausts the stack. */
const DEEPEST = 64;

/**
 * A value as JSON with exactly one spelling: keys in the order of their UTF-16 code units, no white space, numbers and
 * texts as ECMAScript writes them (RFC 8785, JSON Canonicalization Scheme). Properties that are undefined are left out. Half
 * of a surrogate pair, which RFC 8785 refuses, is written as an escape: a text that was cut must not cost a verdict.
 *
 * @throws RestorableError `RST820` for what JSON cannot say: NaN, infinities, functions, big integers, circles
 */
export function canonicalJson(value: unknown): string {
  return write(value, '', 0);
}

/** SHA-256 of a value's canonical JSON, lower-case hex. @throws RestorableError `RST820` */
export function canonicalDigest(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** SHA-256 of bytes, or of a text in UTF-8, lower-case hex. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function write(value: unknown, at: string, depth: number): string {
  if (depth > DEEPEST) return refuse(at, 'it is nested without end');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? JSON.stringify(value) : refuse(at, `it is ${value}`);
  if (Array.isArray(value))
    return `[${value.map((item, index) => write(item, `${at}[${index}]`, depth + 1)).join(',')}]`;
  if (typeof value !== 'object') return refuse(at, `JSON has no ${typeof value}`);
  const prototype = Object.getPrototypeOf(value) as object | null;
  // Plain objects of another realm have another prototype, but none above it either.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    return refuse(at, 'it is no plain object, list, text, number or truth value');
  const properties = Object.entries(value)
    .filter(([, property]) => property !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, property]) => `${JSON.stringify(key)}:${write(property, `${at}.${key}`, depth + 1)}`);
  return `{${properties.join(',')}}`;
}

function refuse(at: string, reason: string): never {
  // The value itself stays out: what cannot be recorded is not looked at closely enough to know it holds no secret.
  return fail(evidenceProblems.invalidRecord, { property: at.replace(/^\./, ''), reason });
}
