import { CronField } from './cron-field';
import { CRON_UNITS, type CronUnitName } from './cron-unit';

/** Days of each month, January first, in a leap year. */
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The six fields of a cron schedule, in UTC. */
export class CronFields {
  /** Fields that fire at these values, at second 0 and at every value of whatever is not given. */
  static of(fields: Partial<Record<CronUnitName, CronField>>): CronFields {
    return new CronFields({ ...DEFAULTS, ...fields });
  }

  /** Second of the minute, 0 to 59. */
  readonly second: CronField;

  /** Minute of the hour, 0 to 59. */
  readonly minute: CronField;

  /** Hour of the day, 0 to 23. */
  readonly hour: CronField;

  /** Day of the month, 1 to 31. */
  readonly dayOfMonth: CronField;

  /** Month of the year, 1 to 12. */
  readonly month: CronField;

  /** Day of the week, 0 (Sunday) to 6. */
  readonly dayOfWeek: CronField;

  private constructor(fields: Readonly<Record<CronUnitName, CronField>>) {
    this.second = fields.second;
    this.minute = fields.minute;
    this.hour = fields.hour;
    this.dayOfMonth = fields.dayOfMonth;
    this.month = fields.month;
    this.dayOfWeek = fields.dayOfWeek;
  }

  /** Whether it fires on every day. */
  get isEveryDay(): boolean {
    return this.dayOfMonth.isEvery && this.month.isEvery && this.dayOfWeek.isEvery;
  }

  /** Whether there is any day on which it fires: 30 February is none. */
  get everFires(): boolean {
    if (!this.dayOfWeek.isEvery) return true;
    return this.month.values.some((month) =>
      this.dayOfMonth.values.some((day) => day <= (LONGEST_MONTHS[month - 1] ?? 0)),
    );
  }

  /**
   * Whether it fires on a day of the month (1 to 31), month (1 to 12) and weekday (0 is Sunday). Where both days are
   * restricted, one of them is enough: so do all parsers we write for.
   */
  firesOn(day: number, month: number, weekday: number): boolean {
    if (!this.month.has(month)) return false;
    const onDay = this.dayOfMonth.has(day);
    const onWeekday = this.dayOfWeek.has(weekday);
    return this.areBothDaysRestricted ? onDay || onWeekday : onDay && onWeekday;
  }

  /**
   * Cron text with five fields (without the second) or six. The text never depends on the parser: a stepped star beside
   * a restricted day is AND-ed by robfig/cron 1 and OR-ed by robfig/cron 3, so such days are written as lists.
   */
  render(count: 5 | 6): string {
    const steps = !this.areBothDaysRestricted;
    return [
      ...(count === 6 ? [this.second.render({ steps: true })] : []),
      this.minute.render({ steps: true }),
      this.hour.render({ steps: true }),
      this.dayOfMonth.render({ steps }),
      this.month.render({ steps: true }),
      this.dayOfWeek.render({ steps }),
    ].join(' ');
  }

  private get areBothDaysRestricted(): boolean {
    return !this.dayOfMonth.isEvery && !this.dayOfWeek.isEvery;
  }
}

const DEFAULTS: Readonly<Record<CronUnitName, CronField>> = {
  second: CronField.at(CRON_UNITS.second, [0]),
  minute: CronField.every(CRON_UNITS.minute),
  hour: CronField.every(CRON_UNITS.hour),
  dayOfMonth: CronField.every(CRON_UNITS.dayOfMonth),
  month: CronField.every(CRON_UNITS.month),
  dayOfWeek: CronField.every(CRON_UNITS.dayOfWeek),
};
