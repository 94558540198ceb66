import fc from 'fast-check';
import { Schedule, WEEKDAYS } from '../../../lib/core';
import { croner, dailyCronTexts, monthlyCronTexts, tryCron, weeklyCronTexts } from './croner';

const DAY = 86_400;

test.each([
  [Schedule.daily('02:00'), 1],
  [Schedule.weekly('sun', '04:00'), 7],
  [Schedule.monthly(1, '03:00'), 31],
  [Schedule.monthly(28, '03:00'), 31],
  [Schedule.cron('0 0 29 * *'), 59],
  [Schedule.cron('0 0 30 * *'), 60],
  [Schedule.cron('0 0 31 * *'), 61],
  [Schedule.cron('@yearly'), 366],
  [Schedule.cron('0 0 29 2 *'), 8 * 365 + 1],
  [Schedule.firstWeekdayOfMonth('mon', '02:00'), 35],
  [Schedule.cron('0 0 * * 1-5'), 3],
  [Schedule.cron('0 0 1 * 1'), 7],
  [Schedule.every('6h'), 0.25],
  [Schedule.hourly(15), 1 / 24],
])('the longest gap of %s is %d days', (schedule, days) => {
  expect(schedule.longestGap().seconds).toBe(days * DAY);
});

test('uneven times of a day and the night between them count', () => {
  expect(Schedule.cron('0 9-17 * * *').longestGap().toShort()).toBe('16h');
  expect(Schedule.cron('0 9-17 * * 1-5').longestGap().toShort()).toBe('2d16h');
  expect(Schedule.cron('0 */7 * * *').longestGap().toShort()).toBe('7h');
  expect(Schedule.cron('0 0,2,18 * * *').longestGap().toShort()).toBe('16h');
});

test('equal days count once and times still differ', () => {
  expect(Schedule.cron('0 6,18 * * 1').longestGap().toShort()).toBe('6d12h');
  expect(Schedule.cron('0 6 * * 1').longestGap().toShort()).toBe('7d');
});

test('a guard counts', () => {
  expect(Schedule.cron('0 2 1-7 * *').longestGap().toShort()).toBe('25d');
  expect(Schedule.firstWeekdayOfMonth('fri', '02:00').longestGap().toShort()).toBe('35d');
});

test('for times of day it is the longest distance croner counts in three days', () => {
  fc.assert(
    fc.property(dailyCronTexts, (text) => {
      expect(Schedule.cron(text).longestGap().seconds).toBe(
        longest(firings(text, '2026-03-01', '2026-03-04')),
      );
    }),
    { numRuns: 60 },
  );
});

test('for days of the month it is the longest distance croner counts around a century that is no leap year', () => {
  fc.assert(
    fc.property(monthlyCronTexts, (text) => {
      const schedule = tryCron(text);
      fc.pre(schedule !== undefined);
      // Sixteen years hold every length of a month beside every other, and the eight years without 29 February.
      expect(schedule.longestGap().seconds).toBe(longest(firings(text, '2092-01-01', '2108-01-01')));
    }),
    { numRuns: 20 },
  );
});

test('for weekdays it is the longest distance croner counts in 30 years, which hold every kind of year beside every other', () => {
  fc.assert(
    fc.property(weeklyCronTexts, (text) => {
      expect(Schedule.cron(text).longestGap().seconds).toBe(
        longest(firings(text, '2000-01-01', '2030-01-01')),
      );
    }),
    { numRuns: 12 },
  );
});

test.each(WEEKDAYS)('for the first %s of a month it is the longest distance croner counts', (day) => {
  const schedule = Schedule.firstWeekdayOfMonth(day, '02:00');
  expect(schedule.longestGap().seconds).toBe(
    longest(firings(`0 2 * * ${day}#1`, '2000-01-01', '2030-01-01')),
  );
});

function firings(text: string, from: string, to: string): number[] {
  const oracle = croner(text);
  const end = new Date(to).getTime();
  const found: number[] = [];
  for (let at = oracle.nextRun(new Date(from)); at !== null && at.getTime() < end; at = oracle.nextRun(at)) {
    found.push(at.getTime() / 1000);
  }
  return found;
}

function longest(seconds: readonly number[]): number {
  return seconds.slice(1).reduce((gap, second, i) => Math.max(gap, second - (seconds[i] ?? NaN)), 0);
}
