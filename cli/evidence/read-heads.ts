import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cliProblems, fail } from '../../lib/core/problems';
import type { ChainHead } from '../../lib/evidence';
import { guarded } from '../write-file';

/** Heads of chains, by `id` of the protection. */
export type ChainHeads = Readonly<Record<string, ChainHead>>;

/** Reads the heads that an earlier verification printed as JSON. Throws RST721, RST735. */
export function readHeads(file: string, cwd: string): ChainHeads {
  const text = guarded(file, () => readFileSync(resolve(cwd, file), 'utf8'));
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return refuse(file, 'it is no JSON');
  }
  const heads = isObject(document) ? document['heads'] : undefined;
  if (!isObject(heads)) return refuse(file, 'it has no heads');
  const wrong = Object.entries(heads).find(([, head]) => !isHead(head));
  if (wrong !== undefined) return refuse(file, `the head of ${wrong[0]} is no number with a digest`);
  return heads as ChainHeads;
}

function isHead(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { sequence, digest } = value;
  return Number.isSafeInteger(sequence) && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(value: string, reason: string): never {
  return fail(cliProblems.unreadableHeads, { value, reason });
}
