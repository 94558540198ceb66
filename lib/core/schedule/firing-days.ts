import type { CronFields } from './cron-fields';

/** Seconds of a day. Every day has as many in UTC as computers count it. */
export const DAY_SECONDS = 86_400;

/** The days on which a schedule fires, its guard respected. */
export class FiringDays {
  /** The days of these fields, of one weekday alone (0 is Sunday) if a guard says so. */
  static of(fields: CronFields, guardWeekday?: number): FiringDays {
    return new FiringDays(fields, guardWeekday);
  }

  /** The same text for the same days. */
  readonly key: string;

  private constructor(
    private readonly fields: CronFields,
    private readonly guardWeekday: number | undefined,
  ) {
    const days = [fields.dayOfMonth, fields.month, fields.dayOfWeek].map((field) =>
      field.render({ steps: false }),
    );
    this.key = [...days, guardWeekday ?? '*'].join(' ');
  }

  /** Whether it fires on the day of a date in UTC. */
  has(date: Date): boolean {
    const weekday = date.getUTCDay();
    if (this.guardWeekday !== undefined && this.guardWeekday !== weekday) return false;
    return this.fields.firesOn(date.getUTCDate(), date.getUTCMonth() + 1, weekday);
  }
}
