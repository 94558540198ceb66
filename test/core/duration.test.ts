import fc from 'fast-check';
import { Duration } from '../../lib/core';
import { refusal } from './refusal';

const LONGEST = 9_223_372_036_854;
const durations = fc
  .oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: LONGEST }))
  .map((ms) => Duration.seconds(ms / 1000));

test.each([
  ['1h30m', 5400],
  ['720h0m0s', 30 * 86_400],
  ['90s', 90],
  ['500ms', 0.5],
  ['1d12h', 129_600],
  ['1.5h', 5400],
  ['0s', 0],
  ['PT15M', 900],
  ['P7D', 604_800],
  ['P1DT12H', 129_600],
  ['P2W', 1_209_600],
  ['PT0.5S', 0.5],
  ['PT0,5S', 0.5],
])('%s is %d seconds', (text, seconds) => {
  expect(Duration.of(text).seconds).toBe(seconds);
});

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['15', 'no unit'],
  ['-5m', 'negative'],
  ['P-1D', 'negative'],
  ['1y', 'no fixed length'],
  ['3mo', 'no fixed length'],
  ['P3M', 'no fixed length'],
  ['P1Y2D', 'no fixed length'],
  ['2w', 'no weeks'],
  ['100us', 'milliseconds'],
  ['0.1ms', 'finer'],
  ['PT0.0001S', 'finer'],
  ['1h 30m', 'neither'],
  ['15M', 'neither'],
  ['P', 'neither'],
  ['PT', 'neither'],
  ['P1DT', 'neither'],
  ['m', 'neither'],
  ['1h30', 'neither'],
  ['300000000h', '292 years'],
])("refuses '%s': %s", (text, reason) => {
  const problem = refusal(() => Duration.of(text));
  expect(problem.code).toBe('RST101');
  expect(problem.reason).toContain(reason);
  expect(problem.value).toBe(`'${text}'`);
});

test.each([
  ['15', '15m'],
  ['2w', '14d'],
  ['1h 30m', 'Write 1h30m.'],
  ['15M', 'Write 15m.'],
  ['pt15m', 'Write PT15M.'],
  ['-5m', 'Write 5m.'],
])("says how to write '%s': %s", (text, fix) => {
  expect(refusal(() => Duration.of(text)).fix).toContain(fix);
});

test('refuses what is no text, for callers without types', () => {
  expect(refusal(() => Duration.of(15 as unknown as string)).code).toBe('RST101');
  expect(refusal(() => Duration.of(undefined as unknown as string)).reason).toContain('undefined');
});

test('returns a duration as it is', () => {
  const duration = Duration.of('15m');
  expect(Duration.of(duration)).toBe(duration);
});

test('factories count units', () => {
  expect(Duration.seconds(1.5).milliseconds).toBe(1500);
  expect(Duration.minutes(15).toShort()).toBe('15m');
  expect(Duration.hours(36).toShort()).toBe('1d12h');
  expect(Duration.days(30).toShort()).toBe('30d');
});

test.each([-1, NaN, Infinity])('factories refuse %d', (n) => {
  expect(refusal(() => Duration.minutes(n)).code).toBe('RST101');
});

test.each([
  ['30d', '720h0m0s', '30d', 'P30D'],
  ['15m', '15m0s', '15m', 'PT15M'],
  ['90m', '1h30m0s', '1h30m', 'PT1H30M'],
  ['36h', '36h0m0s', '1d12h', 'P1DT12H'],
  ['500ms', '500ms', '500ms', 'PT0.5S'],
  ['1500ms', '1.5s', '1s500ms', 'PT1.5S'],
  ['1h500ms', '1h0m0.5s', '1h500ms', 'PT1H0.5S'],
  ['0s', '0s', '0s', 'PT0S'],
])('%s is %s in Go, %s for people, %s in ISO 8601', (text, go, short, iso) => {
  const duration = Duration.of(text);
  expect([duration.toGo(), duration.toShort(), duration.toIso()]).toEqual([go, short, iso]);
});

test('prints and serialises as the short text', () => {
  expect(`${Duration.of('PT90M').toString()} ${JSON.stringify([Duration.of('24h')])}`).toBe('1h30m ["1d"]');
});

test('every duration is read back from each of its texts', () => {
  fc.assert(
    fc.property(durations, (duration) => {
      for (const text of [duration.toGo(), duration.toShort(), duration.toIso()]) {
        expect(Duration.of(text).milliseconds).toBe(duration.milliseconds);
      }
    }),
  );
});

test('compounds of Go syntax add up in any order', () => {
  const part = fc.tuple(fc.nat(9999), fc.constantFrom('d', 'h', 'm', 's', 'ms'));
  const sizes: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const text = parts.map(([n, unit]) => `${n}${unit}`).join('');
      const sum = parts.reduce((total, [n, unit]) => total + n * (sizes[unit] ?? NaN), 0);
      expect(Duration.of(text).milliseconds).toBe(sum);
    }),
  );
});

test('arithmetic and comparison agree with milliseconds', () => {
  const short = fc.nat(1_000_000_000).map((ms) => Duration.seconds(ms / 1000));
  fc.assert(
    fc.property(short, short, fc.nat(100), (a, b, n) => {
      expect(a.plus(b).milliseconds).toBe(a.milliseconds + b.milliseconds);
      expect(a.times(n).milliseconds).toBe(a.milliseconds * n);
      expect(Math.sign(a.compare(b))).toBe(Math.sign(a.milliseconds - b.milliseconds));
      expect(a.isLongerThan(b)).toBe(a.milliseconds > b.milliseconds);
      expect(a.isShorterThan(b)).toBe(a.milliseconds < b.milliseconds);
      expect(a.equals(b)).toBe(a.milliseconds === b.milliseconds);
    }),
  );
});

test('arithmetic refuses what is no duration any more', () => {
  expect(refusal(() => Duration.of('1h').times(-1)).code).toBe('RST101');
  expect(refusal(() => Duration.days(100_000).plus('100000d')).reason).toContain('292 years');
});

test('arithmetic takes text', () => {
  expect(Duration.of('1h').plus('30m').toShort()).toBe('1h30m');
  expect(Duration.of('60m').equals('PT1H')).toBe(true);
  expect(Duration.of('7d').isLongerThan('1d')).toBe(true);
});
