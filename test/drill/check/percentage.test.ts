import { Percentage, type PercentageText } from '../../../lib/drill/check/percentage';
import { codesOf } from '../problems';

test.each([
  ['0%', 0],
  ['5%', 0.05],
  ['12.5%', 0.125],
  ['99.9%', 0.999],
] as const)('%s is the fraction %d', (text, fraction) => {
  expect(Percentage.of(text).fraction).toBeCloseTo(fraction, 12);
  expect(Percentage.of(text).toString()).toBe(text);
});

test.each(['100%', '250%'] as const)('%s is refused: an empty table would be right', (text) => {
  expect(codesOf(() => Percentage.of(text))).toEqual(['RST605']);
});

test.each(['5', '-5%', '5 %', '%', '1e1%', 'NaN%', 'five%'])('%s is no percentage', (text) => {
  expect(codesOf(() => Percentage.of(text as PercentageText))).toEqual(['RST605']);
});
