import { Cron } from 'croner';
import fc from 'fast-check';
import { RestorableError, Schedule } from '../../../lib/core';

/** A cron text as croner, an independent implementation, reads it in UTC. */
export function croner(text: string): Cron {
  const mode = text.split(' ').length === 6 ? '6-part' : '5-part';
  return new Cron(text, { mode, timezone: 'UTC', paused: true });
}

/** Our schedule of a text, undefined if it never fires or parsers read it differently. Anything else wrong with it throws. */
export function tryCron(text: string): Schedule | undefined {
  try {
    return Schedule.cron(text);
  } catch (error) {
    if (!RestorableError.is(error) || !error.problems.every((p) => /never fires|ambiguous/.test(p.reason)))
      throw error;
    return undefined;
  }
}

/** Dates within the years that croner and we are compared in. */
export const moments = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2110, 0, 1) })
  .map((milliseconds) => new Date(milliseconds));

interface Unit {
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const SIXTY: Unit = { min: 0, max: 59, names: [] };
const HOURS: Unit = { min: 0, max: 23, names: [] };
const DAYS: Unit = { min: 1, max: 31, names: [] };
const MONTHS: Unit = {
  min: 1,
  max: 12,
  names: ['jan', 'FEB', 'Mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const WEEKDAYS: Unit = { min: 0, max: 6, names: ['sun', 'MON', 'Tue', 'wed', 'thu', 'fri', 'sat'] };

/** One field of a cron text, in any form that croner and the parsers of our consumers have in common. */
function field(unit: Unit, star: number): fc.Arbitrary<string> {
  const value = fc.integer({ min: unit.min, max: unit.max });
  const written = fc
    .tuple(value, fc.boolean())
    .map(([n, named]) => (named ? unit.names[n - unit.min] : undefined) ?? String(n));
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: unit.max - unit.min });
  // croner refuses a step longer than its range; robfig/cron takes the first value alone.
  const stepped = fc
    .tuple(value, step)
    .map(([from, by]) => `${Math.min(from, unit.max - by)}-${unit.max}/${by}`);
  const item = fc.oneof(written, range, stepped);
  return fc.oneof(
    { weight: star, arbitrary: fc.constant('*') },
    // A star with step 1 is a star to robfig/cron and none to croner, which matters where days are AND-ed or OR-ed.
    { weight: 1, arbitrary: step.map((by) => `*/${Math.max(by, 2)}`) },
    { weight: 3, arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(',')) },
  );
}

/** Cron texts of five or six fields. Some never fire, and some are read differently by different parsers. */
export const cronTexts = fc
  .tuple(
    fc.option(field(SIXTY, 1), { nil: undefined }),
    field(SIXTY, 2),
    field(HOURS, 2),
    field(DAYS, 5),
    field(MONTHS, 5),
    field(WEEKDAYS, 5),
  )
  .map((fields) => fields.filter((text) => text !== undefined).join(' '));

/** Cron texts that fire a few times on every day. */
export const dailyCronTexts = fc
  .tuple(few(59), few(59), few(23))
  .map(([seconds, minutes, hours]) => `${seconds} ${minutes} ${hours} * * *`);

const months = fc.constantFrom('*', '2', '1,7', '6-8', '11,12');
const daysOfMonth = fc.constantFrom('1', '15', '29', '31', '1,29', '28-30');
const weekdays = fc.constantFrom('0', '1,2', '5', '3');

/** Cron texts that fire once on some days of the month. Some never fire. */
export const monthlyCronTexts = fc.tuple(daysOfMonth, months).map((days) => `30 2 ${days.join(' ')} *`);

/** Cron texts that fire once on some weekdays, or on weekdays and on days of the month. */
export const weeklyCronTexts = fc
  .tuple(fc.oneof(fc.constant('*'), daysOfMonth), months, weekdays)
  .map((days) => `30 2 ${days.join(' ')}`);

function few(max: number): fc.Arbitrary<string> {
  return fc.uniqueArray(fc.nat(max), { minLength: 1, maxLength: 4 }).map((values) => values.join(','));
}
