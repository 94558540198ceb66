import fc from 'fast-check';
import { Retention } from '../../lib/core';
import { refusal } from './refusal';

test.each([
  ['30d', 30, 30, '30 days'],
  ['4w', 28, 28, '4 weeks'],
  ['3m', 84, 93, '3 months'],
  ['1d', 1, 1, '1 day'],
  ['1m', 28, 31, '1 month'],
])('%s is %d to %d days: %s', (text, least, most, words) => {
  const retention = Retention.of(text);
  expect(retention.atLeast.toShort()).toBe(`${least}d`);
  expect(retention.atMost.toShort()).toBe(`${most}d`);
  expect(retention.describe()).toBe(words);
  expect([retention.toBarman(), retention.toString(), retention.toJSON()]).toEqual([text, text, text]);
});

test('every retention matches the pattern of CloudNativePG and is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.constantFrom('d', 'w', 'm'), (n, unit) => {
      const retention = Retention.of(`${n}${unit}`);
      expect(retention.toBarman()).toMatch(/^[1-9][0-9]*[dwm]$/);
      expect(Retention.of(retention.toBarman()).equals(retention)).toBe(true);
      expect(retention.atMost.isShorterThan(retention.atLeast)).toBe(false);
    }),
  );
});

test('returns a retention as it is', () => {
  const retention = Retention.of('30d');
  expect(Retention.of(retention)).toBe(retention);
});

test('equal only in the same unit: 4 weeks are not 28 days for every tool', () => {
  expect(Retention.of('30d').equals('30d')).toBe(true);
  expect(Retention.of('28d').equals('4w')).toBe(false);
});

test.each(['', '0d', '-1d', '30', '1.5d', '12h', '30D', '030d', '1y', 'P30D', '30 d', 'forever'])(
  "refuses '%s'",
  (text) => {
    const problem = refusal(() => Retention.of(text));
    expect(problem.code).toBe('RST106');
    expect(problem.value).toBe(`'${text}'`);
  },
);

test.each([
  ['30D', '30d'],
  ['30 days', '30d'],
  ['3 months', '3m'],
  ['2 weeks', '2w'],
  ['1y', '12m'],
  ['720h', '30d'],
  ['P30D', '30d'],
  ['P2W', '14d'],
])("says how to write '%s': %s", (text, meant) => {
  expect(refusal(() => Retention.of(text)).fix).toBe(`Write ${meant}.`);
});

test.each(['12h', 'forever'])("has no better suggestion for '%s' than the grammar", (text) => {
  expect(refusal(() => Retention.of(text)).fix).toContain('whole days, weeks or months');
});

test.each(['9999999d', '99999999999999999999m'])('refuses %s, which no duration can hold', (text) => {
  expect(refusal(() => Retention.of(text)).reason).toContain('292 years');
});

test('refuses a number, for callers without types', () => {
  expect(refusal(() => Retention.of(30 as unknown as string)).code).toBe('RST106');
});
