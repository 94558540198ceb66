import type { Finding } from './violation';

/** The finding that a value is of another type. Its texts never repeat the value, which may be a secret. */
export function wrongType(expected: string, value: unknown): Finding {
  const suggestion = suggested(expected, value);
  return {
    property: '',
    value,
    reason: `must be ${expected}, but is ${typeName(value)}`,
    ...(suggestion !== undefined && { suggestion }),
  };
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a fraction';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

function suggested(expected: string, value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (expected.endsWith('number') && value.trim() !== '' && Number.isFinite(Number(value))) return UNQUOTE;
    if (expected === 'a boolean' && (value === 'true' || value === 'false')) return UNQUOTE;
  }
  if (expected.endsWith('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    return 'Write it in quotes.';
  }
  if (expected === 'a list' && value !== null) return 'Write it as the one item of a list.';
  return undefined;
}

const UNQUOTE = 'Write it without quotes.';

/** A number of things, for a sentence: `1 item`, `2 items`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
