/** A day of the week, as cron and Kubernetes people write it. */
export type Weekday = 'sun' | 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat';

/** Every weekday, at the place of its number in cron and in `Date.getUTCDay()`: 0 is Sunday. */
export const WEEKDAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The English name of a weekday by its number, 0 is Sunday. */
export function weekdayName(weekday: number): string {
  return NAMES[weekday] ?? String(weekday);
}
