import { Duration } from './duration';
import { isMarked } from './identity';
import { coreProblems, fail, RestorableError } from './problems';
import { writtenText } from './written-text';

const MARK = Symbol.for('restorable.Retention');

/** A retention as written: whole days, weeks or months (`30d`, `4w`, `3m`; `m` is months here), or a `Retention`. */
export type RetentionInput = string | Retention;

type RetentionUnit = 'd' | 'w' | 'm';

/** The pattern CloudNativePG 1.30 and its Barman Cloud plugin have for `retentionPolicy`. */
const GRAMMAR = /^([1-9][0-9]*)([dwm])$/;

/** Name of each unit, with the least and the most days it has. */
const UNITS: Readonly<
  Record<RetentionUnit, { readonly name: string; readonly least: number; readonly most: number }>
> = {
  d: { name: 'day', least: 1, most: 1 },
  w: { name: 'week', least: 7, most: 7 },
  m: { name: 'month', least: 28, most: 31 },
};

/** Longer retentions than `Duration` can hold (292 years) are refused. */
const MOST_DAYS = 106_751;

/** How long backups are kept, in the whole units that every backup tool keeps. */
export class Retention {
  /** True for retentions of any copy of this package. */
  static is(value: unknown): value is Retention {
    return isMarked(value, MARK);
  }

  /**
   * Reads a retention.
   *
   * @throws RestorableError `RST106`
   */
  static of(text: RetentionInput): Retention {
    if (Retention.is(text)) return text;
    const written = writtenText(coreProblems.invalidRetention, text);
    const [, digits, unit] = GRAMMAR.exec(written) ?? [];
    if (digits === undefined) return refuse(written);
    const retention = new Retention(Number(digits), unit as RetentionUnit);
    if (retention.amount * UNITS[retention.unit].most > MOST_DAYS) {
      return fail(coreProblems.invalidRetention, {
        value: written,
        reason: 'It is longer than 292 years, the longest time Kubernetes can express.',
        fix: 'Choose a shorter retention.',
      });
    }
    return retention;
  }

  private constructor(
    private readonly amount: number,
    private readonly unit: RetentionUnit,
  ) {}

  /** @internal */
  get [MARK](): true {
    return true;
  }

  /** The shortest time a backup is kept: months are counted as 28 days. */
  get atLeast(): Duration {
    return Duration.days(this.amount * UNITS[this.unit].least);
  }

  /** The longest time a backup is kept: months are counted as 31 days. */
  get atMost(): Duration {
    return Duration.days(this.amount * UNITS[this.unit].most);
  }

  /** Whether both are the same number of the same unit. */
  equals(other: RetentionInput): boolean {
    return this.toBarman() === Retention.of(other).toBarman();
  }

  /** As Barman and CloudNativePG read it: `30d`, `4w`, `3m`. */
  toBarman(): string {
    return `${this.amount}${this.unit}`;
  }

  /** For people: `30 days`, `1 month`. */
  describe(): string {
    return `${this.amount} ${UNITS[this.unit].name}${this.amount === 1 ? '' : 's'}`;
  }

  /** Same as `toBarman`. */
  toString(): string {
    return this.toBarman();
  }

  /** Same as `toBarman`. */
  toJSON(): string {
    return this.toBarman();
  }
}

function refuse(written: string): never {
  const meant = meantBy(written);
  return fail(coreProblems.invalidRetention, {
    value: written,
    reason: 'It is not a positive whole number of days (d), weeks (w) or months (m).',
    ...(meant !== undefined && { fix: `Write ${meant}.` }),
  });
}

function meantBy(written: string): string | undefined {
  const years = /^([1-9]\d{0,2}) *y/i.exec(written)?.[1];
  if (years !== undefined) return `${Number(years) * 12}m`;
  const words = /^([1-9]\d{0,5}) *(d|w|mo?)(?:ays?|eeks?|nths?)?$/i.exec(written.trim());
  if (words !== null) return `${words[1] ?? ''}${(words[2] ?? '').slice(0, 1).toLowerCase()}`;
  const duration = tryDuration(written);
  const days = duration === undefined ? NaN : duration.seconds / 86_400;
  return Number.isInteger(days) && days > 0 ? `${days}d` : undefined;
}

function tryDuration(written: string): Duration | undefined {
  try {
    return Duration.of(written);
  } catch (error) {
    if (RestorableError.is(error)) return undefined;
    throw error;
  }
}
