import type { ExpectationPlan } from '../../lib/plan';

/** A number as PostgreSQL writes one, of any type. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Allows for what binary fractions lose: 57% of 100 is a little less than 57. */
const ROUNDING = 1e-12;

/** What is expected, for people: `at least 1`. */
export function expectationText(expect: ExpectationPlan): string {
  if (expect.kind === 'equals')
    return typeof expect.value === 'string' ? JSON.stringify(expect.value) : String(expect.value);
  if (expect.kind === 'within')
    return `${expect.of} give or take ${Number((expect.fraction * 100).toPrecision(12))}%`;
  const { atLeast, atMost } = expect;
  if (atLeast !== undefined && atMost !== undefined) return `from ${atLeast} to ${atMost}`;
  return atLeast === undefined ? `at most ${atMost ?? 'anything'}` : `at least ${atLeast}`;
}

/** Whether a value, as the server writes it, is as expected. A boolean is written `true` or `false`. */
export function satisfies(text: string, expect: ExpectationPlan): boolean {
  if (expect.kind === 'equals')
    return typeof expect.value === 'number' ? equals(text, expect.value) : text === String(expect.value);
  if (!NUMBER.test(text)) return false;
  const number = Number(text);
  if (expect.kind === 'within')
    return Math.abs(number - expect.of) <= expect.of * expect.fraction * (1 + ROUNDING);
  return number >= (expect.atLeast ?? -Infinity) && number <= (expect.atMost ?? Infinity);
}

/** Whole numbers beyond 2^53 are compared digit by digit: as numbers many of them are the same. */
function equals(text: string, value: number): boolean {
  if (!NUMBER.test(text)) return false;
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? Number(text) === value : text === String(value);
}
