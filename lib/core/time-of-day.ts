import { isMarked } from './identity';
import { coreProblems, fail } from './problems';
import { writtenText } from './written-text';

const MARK = Symbol.for('restorable.TimeOfDay');

/** A time of day as written, `HH:MM` or `HH:MM:SS` on a 24-hour clock, or a `TimeOfDay`. */
export type TimeOfDayInput = string | TimeOfDay;

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** A time of day in UTC, to the second. */
export class TimeOfDay {
  /** True for times of any copy of this package. */
  static is(value: unknown): value is TimeOfDay {
    return isMarked(value, MARK);
  }

  /**
   * Reads a time of day.
   *
   * @throws RestorableError `RST110`
   */
  static of(text: TimeOfDayInput): TimeOfDay {
    if (TimeOfDay.is(text)) return text;
    const written = writtenText(coreProblems.invalidTimeOfDay, text);
    const match = CLOCK.exec(written);
    if (match === null) return refuse(written);
    const [, hour, minute, second = '0'] = match;
    return new TimeOfDay(Number(hour), Number(minute), Number(second));
  }

  /**
   * The time of an hour (0 to 23), a minute and a second (0 to 59).
   *
   * @throws RestorableError `RST110`
   */
  static at(hour: number, minute: number, second = 0): TimeOfDay {
    return TimeOfDay.of([hour, minute, second].map(twoDigits).join(':'));
  }

  /** Hour, 0 to 23. */
  readonly hour: number;

  /** Minute, 0 to 59. */
  readonly minute: number;

  /** Second, 0 to 59. */
  readonly second: number;

  private constructor(hour: number, minute: number, second: number) {
    this.hour = hour;
    this.minute = minute;
    this.second = second;
  }

  /** @internal */
  get [MARK](): true {
    return true;
  }

  /** Seconds since midnight. */
  get secondOfDay(): number {
    return (this.hour * 60 + this.minute) * 60 + this.second;
  }

  /** `HH:MM`, or `HH:MM:SS` where the second is not 0. */
  toString(): string {
    const parts = this.second === 0 ? [this.hour, this.minute] : [this.hour, this.minute, this.second];
    return parts.map(twoDigits).join(':');
  }

  /** Same as `toString`. */
  toJSON(): string {
    return this.toString();
  }
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}

function refuse(written: string): never {
  const numbers = written.trim().split(':');
  const padded = numbers.map((part) => part.padStart(2, '0')).join(':');
  const meant = written === '24:00' ? '00:00' : CLOCK.test(padded) ? padded : undefined;
  return fail(coreProblems.invalidTimeOfDay, {
    value: written,
    reason: 'A time of day is HH:MM or HH:MM:SS, from 00:00 to 23:59:59, with two digits each.',
    ...(meant !== undefined && { fix: `Write '${meant}'.` }),
  });
}
