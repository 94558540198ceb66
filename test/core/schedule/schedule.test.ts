import fc from 'fast-check';
import { Schedule, WEEKDAYS, weekdayName, type Weekday } from '../../../lib/core';
import { refusal } from '../refusal';

test.each([
  [Schedule.daily('02:00'), '0 2 * * *', 'daily at 02:00 UTC'],
  [Schedule.daily('02:00:30'), '30 0 2 * * *', 'daily at 02:00:30 UTC'],
  [Schedule.weekly('sun', '04:00'), '0 4 * * 0', 'Sundays at 04:00 UTC'],
  [Schedule.monthly(28, '03:00'), '0 3 28 * *', 'day 28 of each month at 03:00 UTC'],
  [Schedule.hourly(), '0 * * * *', 'every hour'],
  [Schedule.hourly(15), '15 * * * *', 'hourly at minute 15'],
  [Schedule.every('6h'), '0 */6 * * *', 'every 6 hours'],
  [Schedule.every('1d'), '0 0 * * *', 'daily at 00:00 UTC'],
  [Schedule.every('PT5M'), '*/5 * * * *', 'every 5 minutes'],
  [Schedule.every('1m'), '* * * * *', 'every minute'],
  [Schedule.every('1h'), '0 * * * *', 'every hour'],
  [Schedule.every('10s'), '*/10 * * * * *', 'every 10 seconds'],
  [Schedule.every('1s'), '* * * * * *', 'every second'],
  [Schedule.firstWeekdayOfMonth('mon', '02:00'), '0 2 1-7 * *', 'first Monday of each month at 02:00 UTC'],
  [Schedule.cron('0 4 * * mon-wed'), '0 4 * * 1-3', 'Mondays, Tuesdays and Wednesdays at 04:00 UTC'],
  [Schedule.cron('0 4 * * 1,4'), '0 4 * * 1,4', 'Mondays and Thursdays at 04:00 UTC'],
  [Schedule.cron('@yearly'), '0 0 1 1 *', '0 0 1 1 *'],
  [Schedule.cron('0 */7 * * *'), '0 */7 * * *', '0 */7 * * *'],
  [Schedule.cron('0 1,7,13,19 * * *'), '0 1,7,13,19 * * *', '0 1,7,13,19 * * *'],
  [Schedule.cron('*/5 2 * * *'), '*/5 2 * * *', '*/5 2 * * *'],
  [Schedule.cron('*/7 * * * *'), '*/7 * * * *', '*/7 * * * *'],
  [Schedule.cron('30 */5 * * * *'), '30 */5 * * * *', '30 */5 * * * *'],
  [Schedule.cron('0 2 1,15 * *'), '0 2 1,15 * *', '0 2 1,15 * *'],
  [Schedule.cron('0 2 1 * 1'), '0 2 1 * 1', '0 2 1 * 1'],
  [Schedule.cron('0 2 * 6 1'), '0 2 * 6 1', '0 2 * 6 1'],
])('%s is cron %s: %s', (schedule, cron, words) => {
  expect([schedule.toString(), schedule.toJSON(), schedule.describe()]).toEqual([cron, cron, words]);
});

test('takes schedules and cron texts alike', () => {
  const schedule = Schedule.daily('02:00');
  expect(Schedule.of(schedule)).toBe(schedule);
  expect(Schedule.of('0 0 2 * * *').equals(schedule)).toBe(true);
  expect(schedule.equals('0 3 * * *')).toBe(false);
});

test('a guard makes another schedule of the same cron text', () => {
  const guarded = Schedule.firstWeekdayOfMonth('mon', '02:00');
  expect(guarded.equals('0 2 1-7 * *')).toBe(false);
  expect(guarded.equals(Schedule.firstWeekdayOfMonth('tue', '02:00'))).toBe(false);
  expect(guarded.equals(Schedule.firstWeekdayOfMonth('mon', '02:00'))).toBe(true);
});

test.each([29, 30, 31])('monthly refuses day %d and says why', (day) => {
  const problem = refusal(() => Schedule.monthly(day, '03:00'));
  expect([problem.code, problem.reason]).toEqual([
    'RST102',
    expect.stringContaining(`a day ${day}; cron leaves`),
  ]);
});

test.each([0, 32, 1.5, NaN])('monthly refuses day %d', (day) => {
  expect(refusal(() => Schedule.monthly(day, '03:00')).code).toBe('RST102');
});

test.each([-1, 60, 0.5])('hourly refuses minute %d', (minute) => {
  expect(refusal(() => Schedule.hourly(minute)).fix).toBe('Choose a minute from 0 to 59.');
});

test('weekdays outside the week are refused, for callers without types', () => {
  const day = 'sunday' as Weekday;
  expect(refusal(() => Schedule.weekly(day, '04:00')).fix).toContain('sun, mon');
  expect(refusal(() => Schedule.firstWeekdayOfMonth(day, '04:00')).code).toBe('RST102');
});

test('a wrong time of day is reported as such', () => {
  expect(refusal(() => Schedule.daily('2:00')).code).toBe('RST110');
});

test.each([
  ['90m', '1h or 2h'],
  ['45m', '30m or 1h'],
  ['5h', '4h or 6h'],
  ['7s', '6s or 10s'],
  ['500ms', '1s'],
  ['0s', '1s'],
  ['36h', "Schedule.daily('02:00')"],
  ['7d', "Schedule.weekly('sun', '04:00')"],
])('every refuses %s and names what can be: %s', (interval, fix) => {
  const problem = refusal(() => Schedule.every(interval));
  expect(problem.code).toBe('RST103');
  expect(problem.fix).toContain(fix);
});

test('every refuses what is no duration', () => {
  expect(refusal(() => Schedule.every('often')).code).toBe('RST101');
});

test('every interval that divides an hour or a day in whole seconds, minutes or hours fires at it, from 00:00 UTC', () => {
  const intervals = [1, 2, 5, 30, 60, 300, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];
  fc.assert(
    fc.property(fc.constantFrom(...intervals), fc.nat(4_000_000_000), (seconds, moment) => {
      const schedule = Schedule.every(`${seconds}s`);
      const next = schedule.next(new Date(moment * 1000)).getTime() / 1000;
      expect(next).toBe((Math.floor(moment / seconds) + 1) * seconds);
      expect(schedule.longestGap().seconds).toBe(seconds);
    }),
  );
});

test('weekdays are named by the number that cron and dates give them', () => {
  expect(WEEKDAYS.map((_, weekday) => weekdayName(weekday))).toEqual(
    [4, 5, 6, 7, 8, 9, 10].map((day) =>
      new Date(Date.UTC(2026, 0, day)).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }),
    ),
  );
});
