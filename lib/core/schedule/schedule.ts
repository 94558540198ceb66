import type { Duration, DurationInput } from '../duration';
import { isMarked } from '../identity';
import { coreProblems, fail } from '../problems';
import { TimeOfDay, type TimeOfDayInput } from '../time-of-day';
import { writtenText } from '../written-text';
import { SCHEDULE_DIALECTS, type ScheduleConsumer } from './consumer';
import { CronField } from './cron-field';
import { CronFields } from './cron-fields';
import { parseCron } from './cron-grammar';
import { CRON_UNITS, type CronUnit } from './cron-unit';
import { describeFields } from './description';
import { FiringDays } from './firing-days';
import { everyInterval } from './interval';
import { longestGap } from './longest-gap';
import { occurrence } from './occurrences';
import { TimesOfDay } from './times-of-day';
import { WEEKDAYS, weekdayName, type Weekday } from './weekday';

const MARK = Symbol.for('restorable.Schedule');

/** A schedule, or the cron text `Schedule.cron` reads. */
export type ScheduleInput = Schedule | string;

/** What the job must check at its start, since cron cannot: it ends at once on any other weekday. */
export interface ScheduleGuard {
  /** The weekday on which the job goes on, in UTC: 0 (Sunday) to 6, as `Date.getUTCDay()` counts. */
  readonly weekday: number;
}

/** A schedule as its consumer is told it. */
export interface RenderedSchedule {
  /** Cron text in the dialect of the consumer, in UTC. */
  readonly cron: string;
  /** What the job must check. @default - nothing */
  readonly guard?: ScheduleGuard;
}

/** When something happens, in UTC. Rendered to the cron dialect of whoever reads it. */
export class Schedule {
  /** True for schedules of any copy of this package. */
  static is(value: unknown): value is Schedule {
    return isMarked(value, MARK);
  }

  /** A schedule as it is, or a cron text as `Schedule.cron` reads it. @throws RestorableError `RST102` */
  static of(input: ScheduleInput): Schedule {
    return Schedule.is(input) ? input : Schedule.cron(input);
  }

  /** Every day at a time. @throws RestorableError `RST110` */
  static daily(time: TimeOfDayInput): Schedule {
    return new Schedule(CronFields.of(clock(time)));
  }

  /** Every week on a day. @throws RestorableError `RST102`, `RST110` */
  static weekly(day: Weekday, time: TimeOfDayInput): Schedule {
    const dayOfWeek = CronField.at(CRON_UNITS.dayOfWeek, [weekdayNumber(day)]);
    return new Schedule(CronFields.of({ ...clock(time), dayOfWeek }));
  }

  /** Every month on a day from 1 to 28, the days that every month has. @throws RestorableError `RST102`, `RST110` */
  static monthly(dayOfMonth: number, time: TimeOfDayInput): Schedule {
    if (dayOfMonth >= 29 && dayOfMonth <= 31) {
      return fail(coreProblems.invalidSchedule, {
        value: dayOfMonth,
        reason: `Not every month has a day ${dayOfMonth}; cron leaves such a month out, and with it the backup.`,
        fix: 'Choose a day from 1 to 28.',
      });
    }
    const day = within(CRON_UNITS.dayOfMonth, dayOfMonth);
    return new Schedule(CronFields.of({ ...clock(time), dayOfMonth: day }));
  }

  /** Every hour at a minute, by default the first. @throws RestorableError `RST102` */
  static hourly(minute = 0): Schedule {
    return new Schedule(CronFields.of({ minute: within(CRON_UNITS.minute, minute) }));
  }

  /**
   * At an interval that divides an hour or a day, aligned at 00:00 UTC: `every('6h')` is 00:00, 06:00, 12:00 and 18:00.
   *
   * @throws RestorableError `RST101`, `RST103`
   */
  static every(interval: DurationInput): Schedule {
    return new Schedule(everyInterval(interval));
  }

  /**
   * The first such weekday of each month. Cron fires when the day of month or the day of week matches, so the schedule
   * fires on the first seven days and its `guard` names the weekday the job must check. Only jobs of ours can have it.
   *
   * @throws RestorableError `RST102`, `RST110`
   */
  static firstWeekdayOfMonth(day: Weekday, time: TimeOfDayInput): Schedule {
    const dayOfMonth = CronField.at(CRON_UNITS.dayOfMonth, [1, 2, 3, 4, 5, 6, 7]);
    return new Schedule(CronFields.of({ ...clock(time), dayOfMonth }), { weekday: weekdayNumber(day) });
  }

  /**
   * A cron text with five fields (minute, hour, day of month, month, day of week), with six (the second first), or a
   * descriptor such as `@daily`. The number of fields says how it is read; it is rendered anew for whoever reads it.
   *
   * @throws RestorableError `RST102`
   */
  static cron(text: string): Schedule {
    return new Schedule(parseCron(writtenText(coreProblems.invalidSchedule, text)));
  }

  /** What the job must check at its start; undefined if nothing. */
  readonly guard: ScheduleGuard | undefined;

  private readonly times: TimesOfDay;
  private readonly days: FiringDays;
  private readonly text: string;

  private constructor(
    private readonly fields: CronFields,
    guard?: ScheduleGuard,
  ) {
    this.guard = guard;
    this.times = TimesOfDay.of(fields);
    this.days = FiringDays.of(fields, guard?.weekday);
    this.text = fields.render(fields.second.single === 0 ? 5 : 6);
  }

  /** @internal */
  get [MARK](): true {
    return true;
  }

  /** The cron text for a consumer, in UTC. @throws RestorableError `RST103` if it cannot be told so */
  for(consumer: ScheduleConsumer): string {
    const dialect = SCHEDULE_DIALECTS[consumer];
    if (this.guard !== undefined && !dialect.checksGuards) {
      return this.cannot(
        `${dialect.name} fires on each of the first seven days: it cannot check for ${weekdayName(this.guard.weekday)}.`,
        'Choose a day of the month or a day of the week.',
      );
    }
    if (dialect.fields === 5 && this.fields.second.single !== 0) {
      return this.cannot(`${dialect.name} has no field for seconds.`, 'Choose a time at second 0.');
    }
    return this.fields.render(dialect.fields);
  }

  /** The cron text for a consumer and what its job must check. @throws RestorableError `RST103` as `for` */
  render(consumer: ScheduleConsumer): RenderedSchedule {
    return { cron: this.for(consumer), ...(this.guard !== undefined && { guard: this.guard }) };
  }

  /** The longest time between two firings in a row, over the whole calendar, exactly. The guard is respected. */
  longestGap(): Duration {
    return longestGap(this.times, this.days);
  }

  /** The first firing after a moment. @throws RangeError if the moment is no valid date */
  next(after: Date): Date {
    return occurrence(this.times, this.days, after, 'after');
  }

  /** The last firing before a moment. @throws RangeError if the moment is no valid date */
  previous(before: Date): Date {
    return occurrence(this.times, this.days, before, 'before');
  }

  /** Whether both fire at the same times and check the same. */
  equals(other: ScheduleInput): boolean {
    return this.key === Schedule.of(other).key;
  }

  /** For people: `daily at 02:00 UTC`, `Sundays at 04:00 UTC`, `every 6 hours`; the cron text where there are no such words. */
  describe(): string {
    return describeFields(this.fields, this.guard?.weekday) ?? this.text;
  }

  /** Cron text with five fields, or with six where it has seconds. Without the guard, which `describe` tells. */
  toString(): string {
    return this.text;
  }

  /** Same as `toString`. */
  toJSON(): string {
    return this.text;
  }

  private get key(): string {
    return this.guard === undefined ? this.text : `${this.text} guard ${this.guard.weekday}`;
  }

  private cannot(reason: string, fix: string): never {
    return fail(coreProblems.inexpressibleSchedule, { value: this.describe(), reason, fix });
  }
}

function clock(time: TimeOfDayInput): { second: CronField; minute: CronField; hour: CronField } {
  const { hour, minute, second } = TimeOfDay.of(time);
  return {
    second: CronField.at(CRON_UNITS.second, [second]),
    minute: CronField.at(CRON_UNITS.minute, [minute]),
    hour: CronField.at(CRON_UNITS.hour, [hour]),
  };
}

function weekdayNumber(day: Weekday): number {
  const found = WEEKDAYS.indexOf(day);
  if (found >= 0) return found;
  return fail(coreProblems.invalidSchedule, {
    value: day,
    reason: 'It is no weekday.',
    fix: `Use one of ${WEEKDAYS.join(', ')}.`,
  });
}

function within(unit: CronUnit, value: number): CronField {
  if (Number.isInteger(value) && value >= unit.min && value <= unit.max) return CronField.at(unit, [value]);
  return fail(coreProblems.invalidSchedule, {
    value,
    reason: `The ${unit.name} is a whole number from ${unit.min} to ${unit.max}.`,
    fix: `Choose a ${unit.name} from ${unit.min} to ${unit.max}.`,
  });
}
