import fc from 'fast-check';
import { Instant } from '../../lib/rehearsal';

test('an instant is told in RFC 3339 with microseconds, and as a parameter without an abbreviation', () => {
  const instant = Instant.ofMicroseconds('1798948800000001');
  expect(instant.toString()).toBe('2027-01-03T04:00:00.000001Z');
  expect(instant.asParameter).toBe('2027-01-03 04:00:00.000001+00');
});

test('seconds between instants may be negative and have fractions', () => {
  const [one, other] = [Instant.ofMicroseconds(1_500_000), Instant.ofMicroseconds(1_000_001)];
  expect(one.secondsSince(other)).toBe(0.499999);
  expect(other.secondsSince(one)).toBe(-0.499999);
  expect(one.plusSeconds(-0.499999).microseconds).toBe(other.microseconds);
});

test('the text of an instant keeps every microsecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000_000 }), (microseconds) => {
      const text = Instant.ofMicroseconds(microseconds).toString();
      const [, whole = '', fraction = ''] = /^(.*)\.(\d{6})Z$/.exec(text) ?? [];
      expect(Date.parse(`${whole}Z`) * 1000 + Number(fraction)).toBe(microseconds);
    }),
  );
});
