import { DAY_SECONDS, type FiringDays } from './firing-days';
import type { TimesOfDay } from './times-of-day';

/** No schedule pauses longer: 29 February is 8 years away where a century is no leap year. */
const LONGEST_PAUSE_DAYS = 8 * 366;

/**
 * The first firing after a moment, or the last one before it. The moment itself does not count.
 *
 * @throws RangeError if the moment is no valid date, or the firing is beyond the dates of JavaScript
 */
export function occurrence(
  times: TimesOfDay,
  days: FiringDays,
  moment: Date,
  direction: 'after' | 'before',
): Date {
  const forward = direction === 'after';
  const second = moment.getTime() / 1000;
  const start = forward ? Math.floor(second) + 1 : Math.ceil(second) - 1;
  const startDay = Math.floor(start / DAY_SECONDS);
  for (let distance = 0; distance <= LONGEST_PAUSE_DAYS; distance++) {
    const day = forward ? startDay + distance : startDay - distance;
    const date = new Date(day * DAY_SECONDS * 1000);
    if (!days.has(date)) continue;
    const edge = distance === 0 ? start - day * DAY_SECONDS : forward ? 0 : DAY_SECONDS - 1;
    const time = forward ? times.atOrAfter(edge) : times.atOrBefore(edge);
    if (time !== undefined) return new Date((day * DAY_SECONDS + time) * 1000);
  }
  throw new RangeError(`A schedule has no firing ${direction} ${String(moment)}.`);
}
