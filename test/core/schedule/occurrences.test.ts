import fc from 'fast-check';
import { Schedule, WEEKDAYS } from '../../../lib/core';
import { croner, cronTexts, moments, tryCron } from './croner';

test('the firings after and before a moment are those of croner', () => {
  fc.assert(
    fc.property(cronTexts, moments, (text, moment) => {
      const schedule = tryCron(text);
      fc.pre(schedule !== undefined);
      const oracle = croner(text);
      let after = moment;
      for (const expected of oracle.nextRuns(4, moment)) {
        after = schedule.next(after);
        expect(after.toISOString()).toBe(expected.toISOString());
      }
      // croner looks back from whole seconds only.
      const second = new Date(Math.floor(moment.getTime() / 1000) * 1000);
      let before = second;
      for (const expected of oracle.previousRuns(4, second)) {
        before = schedule.previous(before);
        expect(before.toISOString()).toBe(expected.toISOString());
      }
    }),
    { numRuns: 500 },
  );
});

test('a schedule that never fires has no firing in croner either', () => {
  fc.assert(
    fc.property(fc.constantFrom('30', '31', '30,31'), fc.constantFrom('2', 'feb'), (day, month) => {
      const text = `0 2 ${day} ${month} *`;
      expect(tryCron(text)).toBeUndefined();
      expect(croner(text).nextRun(new Date('2026-01-01'))).toBeNull();
    }),
  );
});

test('next and previous undo each other at a firing', () => {
  fc.assert(
    fc.property(cronTexts, moments, (text, moment) => {
      const schedule = tryCron(text);
      fc.pre(schedule !== undefined);
      const next = schedule.next(moment);
      expect(next.getTime()).toBeGreaterThan(moment.getTime());
      expect(schedule.previous(schedule.next(next)).getTime()).toBe(next.getTime());
      expect(schedule.previous(next).getTime()).toBeLessThanOrEqual(moment.getTime());
    }),
    { numRuns: 300 },
  );
});

test('a guarded schedule fires on the first such weekday of each month, as croner says it with #', () => {
  fc.assert(
    fc.property(fc.constantFrom(...WEEKDAYS), moments, (day, moment) => {
      const schedule = Schedule.firstWeekdayOfMonth(day, '02:00');
      expect(schedule.next(moment)).toEqual(croner(`0 2 * * ${day}#1`).nextRun(moment));
    }),
  );
});

test('a firing itself is neither after nor before itself, down to the millisecond', () => {
  const schedule = Schedule.daily('02:00');
  const firing = new Date('2026-11-20T02:00:00.000Z');
  expect(schedule.next(firing).toISOString()).toBe('2026-11-21T02:00:00.000Z');
  expect(schedule.previous(firing).toISOString()).toBe('2026-11-19T02:00:00.000Z');
  expect(schedule.next(new Date(firing.getTime() - 1))).toEqual(firing);
  expect(schedule.previous(new Date(firing.getTime() + 1))).toEqual(firing);
});

test('leap days are found across a century without one', () => {
  const schedule = Schedule.cron('0 0 29 2 *');
  expect(schedule.next(new Date('2096-03-01')).toISOString()).toBe('2104-02-29T00:00:00.000Z');
  expect(schedule.previous(new Date('2104-02-01')).toISOString()).toBe('2096-02-29T00:00:00.000Z');
});

test('works before 1970', () => {
  expect(Schedule.daily('02:00').previous(new Date('1969-07-20T01:00:00Z')).toISOString()).toBe(
    '1969-07-19T02:00:00.000Z',
  );
});

test('refuses a moment that is no valid date', () => {
  expect(() => Schedule.daily('02:00').next(new Date('soon'))).toThrow(RangeError);
  expect(() => Schedule.daily('02:00').previous(new Date(NaN))).toThrow(RangeError);
});
