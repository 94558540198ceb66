import { WEEKDAYS } from './weekday';

/** What one cron field counts, with the bounds and names robfig/cron gives it (the parser of every consumer we write for). */
export interface CronUnit {
  /** For messages, for example `day of month`. */
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names for the values from `min` upward, lower case; empty where the field has none. */
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The units of the six cron fields. */
export const CRON_UNITS = {
  second: { name: 'second', min: 0, max: 59, names: [] },
  minute: { name: 'minute', min: 0, max: 59, names: [] },
  hour: { name: 'hour', min: 0, max: 23, names: [] },
  dayOfMonth: { name: 'day of month', min: 1, max: 31, names: [] },
  month: { name: 'month', min: 1, max: 12, names: MONTHS },
  dayOfWeek: { name: 'day of week', min: 0, max: 6, names: WEEKDAYS },
} as const satisfies Record<string, CronUnit>;

/** The name of one of the six cron fields. */
export type CronUnitName = keyof typeof CRON_UNITS;
