import fc from 'fast-check';
import { Quantity } from '../../lib/core';
import { refusal } from './refusal';

test.each([
  ['20Gi', 20 * 1024 ** 3],
  ['1Ki', 1024],
  ['1Ti', 1024 ** 4],
  ['1k', 1000],
  ['5G', 5e9],
  ['1E', 1e18],
  ['1e3', 1000],
  ['1E3', 1000],
  ['12e-1', 1.2],
  ['500m', 0.5],
  ['250u', 0.00025],
  ['5n', 5e-9],
  ['1.5Gi', 1.5 * 1024 ** 3],
  ['.5', 0.5],
  ['5.', 5],
  ['+3', 3],
  ['0', 0],
])('%s is %d', (text, value) => {
  expect(Quantity.of(text).value).toBe(value);
});

test('bytes are whole, rounded up', () => {
  expect(Quantity.of('20Gi').bytes).toBe(21_474_836_480);
  expect(Quantity.of('500m').bytes).toBe(1);
  expect(Quantity.of('1001m').bytes).toBe(2);
});

test('keeps the text as written', () => {
  expect(Quantity.of('0.50Gi').toString()).toBe('0.50Gi');
  expect(JSON.stringify({ storage: Quantity.of('20Gi') })).toBe('{"storage":"20Gi"}');
  const quantity = Quantity.of('1Mi');
  expect(Quantity.of(quantity)).toBe(quantity);
});

test.each([
  ['', 'empty'],
  ['-5Gi', 'negative'],
  ['20GB', 'not a number'],
  ['20 Gi', 'not a number'],
  ['20gi', 'not a number'],
  ['20K', 'not a number'],
  ['Gi', 'not a number'],
  ['.', 'not a number'],
  ['1e', 'not a number'],
  ['1e3Gi', 'not a number'],
  ['1e999999999', 'not a number'],
  ['0.1n', 'finer'],
  ['16Ei', 'largest'],
  ['1e30', 'largest'],
])("refuses '%s': %s", (text, reason) => {
  const problem = refusal(() => Quantity.of(text));
  expect(problem.code).toBe('RST104');
  expect(problem.reason).toContain(reason);
});

test.each([
  ['20GB', '20Gi'],
  ['20 Gi', '20Gi'],
  ['20gib', '20Gi'],
  ['20K', '20Ki'],
  ['1,000', '1000'],
  ['-5Gi', '5Gi'],
])("says how to write '%s': %s", (text, meant) => {
  expect(refusal(() => Quantity.of(text)).fix).toBe(`Write ${meant}.`);
});

test('refuses a number, for callers without types', () => {
  expect(refusal(() => Quantity.of(5 as unknown as string)).code).toBe('RST104');
});

test('comparison is exact where numbers are not', () => {
  expect(Quantity.of('9007199254740993').compare('9007199254740992')).toBe(1);
  expect(Quantity.of('9007199254740992').isLessThan('9007199254740993')).toBe(true);
  expect(Quantity.of('1Gi').equals('1024Mi')).toBe(true);
  expect(Quantity.of('1G').isLessThan('1Gi')).toBe(true);
  expect(Quantity.of('1000m').equals('1')).toBe(true);
});

test('comparison agrees with the amounts, whatever the suffix', () => {
  const suffixes = { m: 1n, '': 1000n, k: 1_000_000n, Ki: 1_024_000n, Mi: 1_048_576_000n } as const;
  const amount = fc.tuple(fc.nat(5_000_000), fc.constantFrom('m', '', 'k', 'Ki', 'Mi'));
  fc.assert(
    fc.property(amount, amount, ([a, unitA], [b, unitB]) => {
      const difference = BigInt(a) * suffixes[unitA] - BigInt(b) * suffixes[unitB];
      const expected = difference === 0n ? 0 : difference < 0n ? -1 : 1;
      expect(Quantity.of(`${a}${unitA}`).compare(`${b}${unitB}`)).toBe(expected);
    }),
  );
});

test('decimals and exponents mean the same amount', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 0, max: 6 }), (digits, places) => {
      const text = String(digits).padStart(places + 1, '0');
      const decimal = `${text.slice(0, text.length - places)}.${text.slice(text.length - places)}`;
      expect(Quantity.of(decimal).equals(`${digits}e-${places}`)).toBe(true);
    }),
  );
});
