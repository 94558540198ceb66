import { tryFindClosest } from './closest-name';
import { tryTranslatePattern } from './pattern';
import type { NumberOrStringShape, NumberShape, NumberType, StringShape } from './shape';
import type { Check, Finding } from './violation';
import { counted, wrongType } from './wrong-type';

/** Keeps whatever is there. */
export const checkNothing: Check = () => undefined;

export const checkBoolean: Check = (value, found) => {
  if (typeof value !== 'boolean') found.push(wrongType('a boolean', value));
};

export function stringCheck(shape: StringShape): Check {
  const rules = [
    ...(shape.type === 'date-time' ? [isDateTime] : []),
    ...(shape.type === 'byte' ? [isBase64] : []),
    ...(shape.enum === undefined ? [] : [enumRule(shape.enum)]),
    ...(shape.pattern === undefined ? [] : [patternRule(shape.pattern)]),
    ...(shape.minLength === undefined ? [] : [minLengthRule(shape.minLength)]),
    ...(shape.maxLength === undefined ? [] : [maxLengthRule(shape.maxLength)]),
  ];
  return (value, found) => {
    if (typeof value !== 'string') found.push(wrongType('a string', value));
    else for (const rule of rules) rule(value, found);
  };
}

export function numberCheck(shape: NumberShape): Check {
  const whole = shape.type !== 'number';
  const minimum = Math.max(RANGES[shape.type].minimum, shape.minimum ?? -Infinity);
  const maximum = Math.min(RANGES[shape.type].maximum, shape.maximum ?? Infinity);
  const allowed = shape.enum;
  return (value, found) => {
    if (typeof value !== 'number' || (whole ? !Number.isInteger(value) : !Number.isFinite(value))) {
      found.push(wrongType(whole ? 'a whole number' : 'a number', value));
      return;
    }
    if (value < minimum) found.push(refused(value, `must be at least ${minimum}`));
    if (value > maximum) found.push(refused(value, `must be at most ${maximum}`));
    if (allowed !== undefined && !allowed.includes(value)) {
      found.push(refused(value, `must be one of ${allowed.join(', ')}`));
    }
  };
}

export function numberOrStringCheck(shape: NumberOrStringShape): Check {
  const whole = shape.type === 'int-or-string';
  const rule = shape.pattern === undefined ? undefined : patternRule(shape.pattern);
  const expected = whole ? 'a whole number or a string' : 'a number or a string';
  return (value, found) => {
    if (typeof value === 'string') rule?.(value, found);
    else if (typeof value !== 'number' || (whole ? !Number.isInteger(value) : !Number.isFinite(value))) {
      found.push(wrongType(expected, value));
    }
  };
}

type StringRule = (value: string, found: Finding[]) => void;

const RANGES: Readonly<Record<NumberType, { readonly minimum: number; readonly maximum: number }>> = {
  int32: { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  int64: { minimum: -(2 ** 63), maximum: 2 ** 63 },
  integer: { minimum: -Infinity, maximum: Infinity },
  number: { minimum: -Infinity, maximum: Infinity },
};

function refused(value: unknown, reason: string, suggestion?: string): Finding {
  return { property: '', value, reason, ...(suggestion !== undefined && { suggestion }) };
}

function enumRule(allowed: readonly string[]): StringRule {
  const set = new Set(allowed);
  return (value, found) => {
    if (set.has(value)) return;
    const closest = tryFindClosest(value, allowed);
    const suggestion = closest === undefined ? undefined : `Did you mean '${closest}'?`;
    found.push(refused(value, `must be one of ${allowed.map((a) => `'${a}'`).join(', ')}`, suggestion));
  };
}

function patternRule(pattern: string): StringRule {
  const expression = tryTranslatePattern(pattern);
  if (expression === undefined)
    throw new Error(`The generator let a pattern pass that is not JavaScript: ${pattern}`);
  return (value, found) => {
    if (!expression.test(value)) found.push(refused(value, `does not match ${pattern}`));
  };
}

function minLengthRule(limit: number): StringRule {
  return (value, found) => {
    if (value.length < limit * 2 && characters(value) < limit) {
      found.push(refused(value, `must have at least ${counted(limit, 'character')}`));
    }
  };
}

function maxLengthRule(limit: number): StringRule {
  return (value, found) => {
    if (value.length > limit && characters(value) > limit) {
      found.push(refused(value, `must have at most ${counted(limit, 'character')}`));
    }
  };
}

/** Characters as the API server counts them: Unicode code points. */
function characters(value: string): number {
  let count = 0;
  for (let i = 0; i < value.length; i++) {
    count++;
    if ((value.codePointAt(i) ?? 0) > 0xffff) i++;
  }
  return count;
}

// RFC 3339, section 5.6.
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

const isDateTime: StringRule = (value, found) => {
  if (!DATE_TIME.test(value)) found.push(refused(value, 'must be a time like 2026-01-31T04:00:00Z'));
};

// RFC 4648, section 4, padded; line ends are skipped, as Go's decoder does.
const BASE64 = /^[A-Za-z0-9+/\r\n]*=?[\r\n]*=?[\r\n]*$/;
const LINE_ENDS = /[\r\n]/g;

const isBase64: StringRule = (value, found) => {
  const length =
    value.includes('\n') || value.includes('\r') ? value.replace(LINE_ENDS, '').length : value.length;
  if (length % 4 !== 0 || !BASE64.test(value)) found.push(refused(value, 'must be base64'));
};
