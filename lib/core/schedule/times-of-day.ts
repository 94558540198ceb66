import type { CronFields } from './cron-fields';

/** The times of day at which a schedule fires, as seconds since midnight. */
export class TimesOfDay {
  /** The times of these fields. */
  static of(fields: CronFields): TimesOfDay {
    return new TimesOfDay(fields.hour.values, fields.minute.values, fields.second.values);
  }

  private constructor(
    private readonly hours: readonly number[],
    private readonly minutes: readonly number[],
    private readonly seconds: readonly number[],
  ) {}

  /**
   * Seconds from the first time of a day to the last, and the longest distance of two in a row within a day. Both grow
   * from field to field: a step to the next value of a field leads from the last time below it to the first one.
   */
  get extent(): { readonly span: number; readonly longest: number } {
    let span = 0;
    let longest = 0;
    for (const [values, size] of [
      [this.seconds, 1],
      [this.minutes, 60],
      [this.hours, 3600],
    ] as const) {
      const [first = 0] = values;
      let previous = first;
      for (const value of values.slice(1)) {
        longest = Math.max(longest, (value - previous) * size - span);
        previous = value;
      }
      span += (previous - first) * size;
    }
    return { span, longest };
  }

  /** The first time at or after a second of the day; undefined if there is none. */
  atOrAfter(secondOfDay: number): number | undefined {
    return seek([this.hours, this.minutes, this.seconds], split(secondOfDay), 1);
  }

  /** The last time at or before a second of the day; undefined if there is none. */
  atOrBefore(secondOfDay: number): number | undefined {
    return seek([this.hours, this.minutes, this.seconds], split(secondOfDay), -1);
  }
}

const SIZES = [3600, 60, 1];

function split(secondOfDay: number): [number, number, number] {
  return [Math.floor(secondOfDay / 3600), Math.floor((secondOfDay % 3600) / 60), secondOfDay % 60];
}

/** The nearest time in a direction: the same leading value and the nearest rest, else the next leading value and the outermost rest. */
function seek(
  fields: readonly (readonly number[])[],
  from: readonly number[],
  direction: 1 | -1,
): number | undefined {
  const [values, ...inner] = fields;
  const [start = 0, ...rest] = from;
  if (values === undefined) return 0;
  const size = SIZES[SIZES.length - fields.length] ?? 1;
  if (values.includes(start)) {
    const within = seek(inner, rest, direction);
    if (within !== undefined) return start * size + within;
  }
  const next =
    direction === 1 ? values.find((value) => value > start) : values.findLast((value) => value < start);
  if (next === undefined) return undefined;
  const outermost = inner.map((field) => (direction === 1 ? field[0] : field.at(-1)) ?? 0);
  return outermost.reduce(
    (sum, value, i) => sum + value * (SIZES[SIZES.length - inner.length + i] ?? 1),
    next * size,
  );
}
