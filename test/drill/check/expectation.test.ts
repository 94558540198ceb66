import fc from 'fast-check';
import {
  Expectation,
  type CountExpectation,
  type ValueExpectation,
} from '../../../lib/drill/check/expectation';
import { codesOf } from '../problems';

test.each<[ValueExpectation, unknown]>([
  [{ equals: 'ready' }, { kind: 'equals', value: 'ready' }],
  [{ equals: true }, { kind: 'equals', value: true }],
  [{ atLeast: 1 }, { kind: 'range', atLeast: 1 }],
  [{ atMost: 1.5 }, { kind: 'range', atMost: 1.5 }],
  [
    { atLeast: 1, atMost: 2 },
    { kind: 'range', atLeast: 1, atMost: 2 },
  ],
  [{ between: [-3, 3] }, { kind: 'range', atLeast: -3, atMost: 3 }],
  [
    { of: 1000, within: '5%' },
    { kind: 'within', of: 1000, fraction: 0.05 },
  ],
])('%j is planned', (expected, plan) => {
  expect(Expectation.ofValue(expected).plan()).toEqual(plan);
});

test.each<ValueExpectation>([
  { between: [2, 1] },
  { atLeast: 2, atMost: 1 },
  { atLeast: Number.NaN },
  { equals: Number.POSITIVE_INFINITY },
  { of: 0, within: '5%' },
  { of: -10, within: '5%' },
])('%j can never hold and is refused', (expected) => {
  expect(codesOf(() => Expectation.ofValue(expected))).toEqual(['RST603']);
});

test.each<CountExpectation>([
  { equals: -1 },
  { equals: 1.5 },
  { atMost: -1 },
  { of: 2.5, within: '5%' },
  { equals: 1e300 },
])('no table has a number of rows like %j', (expected) => {
  expect(codesOf(() => Expectation.ofCount(expected))).toEqual(['RST603']);
});

test('an expectation that every database satisfies is refused', () => {
  expect(codesOf(() => Expectation.ofCount({ atLeast: 0 }))).toEqual(['RST604']);
  expect(codesOf(() => Expectation.ofValue({} as ValueExpectation))).toEqual(['RST604']);
});

test('zero rows may be expected where it says something', () => {
  expect(Expectation.ofCount({ equals: 0 }).plan()).toEqual({ kind: 'equals', value: 0 });
  expect(Expectation.ofCount({ between: [0, 3] }).plan()).toEqual({ kind: 'range', atLeast: 0, atMost: 3 });
});

test('a tolerance of 100% is refused wherever it stands', () => {
  expect(codesOf(() => Expectation.ofCount({ of: 10, within: '100%' }))).toEqual(['RST605']);
});

test('allowsAtLeast tells whether so many could be right', () => {
  expect(Expectation.ofCount({ atMost: 2 }).allowsAtLeast(3)).toBe(false);
  expect(Expectation.ofCount({ atLeast: 2 }).allowsAtLeast(300)).toBe(true);
  expect(Expectation.ofCount({ equals: 3 }).allowsAtLeast(3)).toBe(true);
  expect(Expectation.ofCount({ of: 100, within: '10%' }).allowsAtLeast(111)).toBe(false);
});

test('a range is refused exactly when its ends are the wrong way round', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), fc.integer({ min: 1 }), (low, high) => {
      expect(codesOf(() => Expectation.ofCount({ between: [low, high] }))).toEqual(
        low > high ? ['RST603'] : [],
      );
    }),
  );
});
