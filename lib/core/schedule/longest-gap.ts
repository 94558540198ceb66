import { Duration } from '../duration';
import { DAY_SECONDS, type FiringDays } from './firing-days';
import type { TimesOfDay } from './times-of-day';

/** The calendar repeats after 400 years, weekdays included: they are 146,097 days, which is a whole number of weeks. */
const CALENDAR_YEARS = 400;

/** A gap that starts at the end of the 400 years is over in these: 29 February comes back after 8 years at most. */
const OVERLAP_YEARS = 9;

/** Longest distances by days: a composition asks for thousands of gaps, and its schedules differ mostly in their times. */
const distances = new Map<string, number>();

/**
 * The longest time between two firings in a row, over the whole calendar, exactly. From the last time of one day to the
 * first of the next firing day it is the distance of the days less the span of the times.
 */
export function longestGap(times: TimesOfDay, days: FiringDays): Duration {
  const { span, longest } = times.extent;
  const distance = distances.get(days.key) ?? longestDistance(days);
  distances.set(days.key, distance);
  return Duration.seconds(Math.max(longest, distance * DAY_SECONDS - span));
}

/** Where the firing days of one kind of year are: days count from 0 on 1 January. */
interface YearShape {
  readonly length: number;
  readonly first: number;
  readonly last: number;
  readonly longest: number;
}

function longestDistance(days: FiringDays): number {
  // There are only 14 kinds of years: leap or not, by the weekday they start on.
  const shapes = new Map<string, YearShape>();
  let longest = 0;
  let sinceLast = NaN;
  for (let year = 2000; year < 2000 + CALENDAR_YEARS + OVERLAP_YEARS; year++) {
    const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
    const firstWeekday = new Date(Date.UTC(year, 0, 1)).getUTCDay();
    const key = `${String(leap)} ${firstWeekday}`;
    const shape = shapes.get(key) ?? shapeOf(year, days);
    shapes.set(key, shape);
    if (shape.first < 0) {
      sinceLast += shape.length;
      continue;
    }
    // Before the first firing there is no distance yet.
    longest = Math.max(longest, shape.longest, Number.isNaN(sinceLast) ? 0 : sinceLast + shape.first);
    sinceLast = shape.length - shape.last;
  }
  return longest;
}

function shapeOf(year: number, days: FiringDays): YearShape {
  let length = 0;
  let first = -1;
  let last = -1;
  let longest = 0;
  for (const date = new Date(Date.UTC(year, 0, 1)); date.getUTCFullYear() === year; length++) {
    if (days.has(date)) {
      if (first < 0) first = length;
      else longest = Math.max(longest, length - last);
      last = length;
    }
    date.setUTCDate(date.getUTCDate() + 1);
  }
  return { length, first, last, longest };
}
