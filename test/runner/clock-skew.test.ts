import fc from 'fast-check';
import { LARGEST_SKEW, skewOf, skewText, type ClockReading } from '../../runner/clock-skew';

/** An answer of a clock that is so many milliseconds ahead, after a way of so many there and back. */
function reading(ahead: number, there = 0, back = 0): ClockReading {
  const sentAt = Date.parse('2027-01-03T04:00:00.250Z');
  const shown = new Date(sentAt + there + ahead).toUTCString();
  return { shown, sentAt: new Date(sentAt), receivedAt: new Date(sentAt + there + back) };
}

test('clocks that agree have no skew, however long the answer took', () => {
  fc.assert(
    fc.property(fc.nat({ max: 60_000 }), fc.nat({ max: 60_000 }), (there, back) => {
      expect(skewOf(reading(0, there, back))).toBe(0);
    }),
  );
});

test('no more skew is told than there is, and at most the way and a second less', () => {
  const ahead = fc.integer({ min: -3_600_000, max: 3_600_000 });
  fc.assert(
    fc.property(ahead, fc.nat({ max: 5000 }), fc.nat({ max: 5000 }), (skew, there, back) => {
      const told = skewOf(reading(skew, there, back)) ?? NaN;
      expect(Math.abs(told)).toBeLessThanOrEqual(Math.abs(skew) / 1000);
      expect(Math.abs(skew) / 1000 - Math.abs(told)).toBeLessThanOrEqual((there + back) / 1000 + 1);
    }),
  );
});

test('a large skew is told with its direction', () => {
  expect(skewText('the API server', reading(60_000))).toMatch(
    /^the clock of the API server is (59|60) s ahead of the runner's$/,
  );
  expect(skewText('the store', reading(-60_000))).toMatch(
    /^the clock of the store is (59|60) s behind the runner's$/,
  );
});

test('a small skew, a clock nobody saw and a time that cannot be read are none', () => {
  expect(skewText('the store', reading(LARGEST_SKEW * 1000))).toBeUndefined();
  expect(skewText('the store', undefined)).toBeUndefined();
  expect(skewText('the store', { ...reading(60_000), shown: 'yesterday' })).toBeUndefined();
});
