import * as fc from 'fast-check';
import { expectationText, satisfies } from '../../../runner/checks/expectation';

test.each([
  [{ kind: 'equals', value: 5 }, '5'],
  [{ kind: 'equals', value: 'on' }, '"on"'],
  [{ kind: 'equals', value: true }, 'true'],
  [{ kind: 'range', atLeast: 1 }, 'at least 1'],
  [{ kind: 'range', atMost: 9 }, 'at most 9'],
  [{ kind: 'range', atLeast: 1, atMost: 9 }, 'from 1 to 9'],
  [{ kind: 'within', of: 1000, fraction: 0.07 }, '1000 give or take 7%'],
] as const)('%j reads %s', (expect_, text) => {
  expect(expectationText(expect_)).toBe(text);
});

test('any safe whole number equals itself and no other', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
      expect(satisfies(String(a), { kind: 'equals', value: a })).toBe(true);
      expect(satisfies(String(a), { kind: 'equals', value: b })).toBe(a === b);
    }),
  );
});

test('ends of tolerances are included, whatever binary fractions lose', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 99 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      (percent, hundreds) => {
        const expect_ = { kind: 'within', of: hundreds * 100, fraction: percent / 100 } as const;
        const off = hundreds * percent;
        expect(satisfies(String(expect_.of - off), expect_)).toBe(true);
        expect(satisfies(String(expect_.of + off), expect_)).toBe(true);
        expect(satisfies(String(expect_.of - off - 1), expect_)).toBe(false);
        expect(satisfies(String(expect_.of + off + 1), expect_)).toBe(false);
      },
    ),
  );
});

test.each(['', ' ', '0x10', 'NaN', 'Infinity', '-Infinity', '1_000', '5 ', 'one', '.', '1e'])(
  'the text "%s" is no number',
  (text) => {
    expect(satisfies(text, { kind: 'range', atMost: Number.MAX_VALUE })).toBe(false);
    expect(satisfies(text, { kind: 'equals', value: Number(text) || 0 })).toBe(false);
  },
);

test.each(['5', '5.00', '+5', '5e0', '.5e1', '5.'])('%s is 5', (text) => {
  expect(satisfies(text, { kind: 'equals', value: 5 })).toBe(true);
  expect(satisfies(text, { kind: 'range', atLeast: 5, atMost: 5 })).toBe(true);
});
