import { parseDuration, UNIT_MILLISECONDS, type DurationUnit } from './duration-grammar';
import { isMarked } from './identity';
import { coreProblems, fail } from './problems';
import { writtenText } from './written-text';

const MARK = Symbol.for('restorable.Duration');

/**
 * A duration as written: Go syntax with days added (`15m`, `1h30m`, `720h0m0s`, `500ms`, `1d12h`), ISO 8601 (`PT15M`,
 * `P7D`, `P1DT12H`, `P2W`), or a `Duration`. A day is always 24 hours. Never a bare number, negative, or in months or years.
 */
export type DurationInput = string | Duration;

/** Go keeps durations as 64-bit nanoseconds (`time.Duration`), so nothing longer can be told to Kubernetes: about 292 years. */
const LONGEST_MILLISECONDS = 9_223_372_036_854;

const UNITS = Object.entries(UNIT_MILLISECONDS) as [DurationUnit, number][];

/** A length of time in whole milliseconds, zero or longer. */
export class Duration {
  /** True for durations of any copy of this package. */
  static is(value: unknown): value is Duration {
    return isMarked(value, MARK);
  }

  /**
   * Reads a duration.
   *
   * @throws RestorableError `RST101`
   */
  static of(text: DurationInput): Duration {
    if (Duration.is(text)) return text;
    const written = writtenText(coreProblems.invalidDuration, text);
    return Duration.checked(Number(parseDuration(written)), written);
  }

  /** So many seconds. @throws RestorableError `RST101` */
  static seconds(n: number): Duration {
    return Duration.counted(n, 's');
  }

  /** So many minutes. @throws RestorableError `RST101` */
  static minutes(n: number): Duration {
    return Duration.counted(n, 'm');
  }

  /** So many hours. @throws RestorableError `RST101` */
  static hours(n: number): Duration {
    return Duration.counted(n, 'h');
  }

  /** So many days of 24 hours. @throws RestorableError `RST101` */
  static days(n: number): Duration {
    return Duration.counted(n, 'd');
  }

  private static counted(n: number, unit: DurationUnit): Duration {
    return Duration.checked(Math.round(n * UNIT_MILLISECONDS[unit]), `${n}${unit}`);
  }

  private static checked(milliseconds: number, written: string): Duration {
    if (milliseconds >= 0 && milliseconds <= LONGEST_MILLISECONDS) return new Duration(milliseconds);
    return fail(coreProblems.invalidDuration, {
      value: written,
      reason:
        milliseconds > LONGEST_MILLISECONDS
          ? 'It is longer than Kubernetes can express: 292 years.'
          : 'A duration is zero or a positive amount.',
    });
  }

  /** Length in milliseconds. */
  readonly milliseconds: number;

  private constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }

  /** @internal */
  get [MARK](): true {
    return true;
  }

  /** Length in seconds, with a fraction where it has milliseconds. */
  get seconds(): number {
    return this.milliseconds / UNIT_MILLISECONDS.s;
  }

  /** The sum of both. @throws RestorableError `RST101` if it is beyond 292 years */
  plus(other: DurationInput): Duration {
    const added = Duration.of(other);
    return Duration.checked(this.milliseconds + added.milliseconds, `${this.toShort()} + ${added.toShort()}`);
  }

  /** This length so many times, rounded to a millisecond. @throws RestorableError `RST101` if `n` is negative */
  times(n: number): Duration {
    return Duration.checked(Math.round(this.milliseconds * n), `${this.toShort()} × ${n}`);
  }

  /** Negative if shorter than the other, positive if longer, 0 if equal. */
  compare(other: DurationInput): number {
    return this.milliseconds - Duration.of(other).milliseconds;
  }

  /** Whether this is longer than the other. */
  isLongerThan(other: DurationInput): boolean {
    return this.compare(other) > 0;
  }

  /** Whether this is shorter than the other. */
  isShorterThan(other: DurationInput): boolean {
    return this.compare(other) < 0;
  }

  /** Whether both are of the same length, however written. */
  equals(other: DurationInput): boolean {
    return this.compare(other) === 0;
  }

  /** As Kubernetes prints it (Go's `time.Duration.String`), for example `720h0m0s`, `15m0s`, `500ms`. */
  toGo(): string {
    const { milliseconds } = this;
    if (milliseconds === 0) return '0s';
    if (milliseconds < UNIT_MILLISECONDS.s) return `${milliseconds}ms`;
    const hours = Math.floor(milliseconds / UNIT_MILLISECONDS.h);
    const minutes = Math.floor((milliseconds % UNIT_MILLISECONDS.h) / UNIT_MILLISECONDS.m);
    const seconds = `${(milliseconds % UNIT_MILLISECONDS.m) / UNIT_MILLISECONDS.s}s`;
    if (hours > 0) return `${hours}h${minutes}m${seconds}`;
    return minutes > 0 ? `${minutes}m${seconds}` : seconds;
  }

  /** The shortest text for people, for example `15m`, `1h30m`, `30d`. `Duration.of` reads it back. */
  toShort(): string {
    return (
      this.counts()
        .map(([unit, count]) => `${count}${unit}`)
        .join('') || '0s'
    );
  }

  /** As ISO 8601, for example `PT15M`, `P30D`, `P1DT12H`. */
  toIso(): string {
    const days = Math.floor(this.milliseconds / UNIT_MILLISECONDS.d);
    const rest = new Map(this.counts());
    const seconds = (this.milliseconds % UNIT_MILLISECONDS.m) / UNIT_MILLISECONDS.s;
    const time = `${iso(rest.get('h'), 'H')}${iso(rest.get('m'), 'M')}${iso(seconds, 'S')}`;
    if (time !== '') return `P${iso(days, 'D')}T${time}`;
    return days > 0 ? `P${days}D` : 'PT0S';
  }

  /** Same as `toShort`. */
  toString(): string {
    return this.toShort();
  }

  /** Same as `toShort`. */
  toJSON(): string {
    return this.toShort();
  }

  private counts(): [DurationUnit, number][] {
    let rest = this.milliseconds;
    return UNITS.flatMap(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest %= size;
      return count > 0 ? [[unit, count]] : [];
    });
  }
}

function iso(amount: number | undefined, designator: string): string {
  return amount === undefined || amount === 0 ? '' : `${amount}${designator}`;
}
