import type { CronUnit } from './cron-unit';

/** One field of a cron schedule: the values of its unit at which it fires. */
export class CronField {
  /** A field that fires at every value. */
  static every(unit: CronUnit): CronField {
    return new CronField(unit, valuesBetween(unit.min, unit.max, 1));
  }

  /** A field that fires at these values. They must be within the bounds of the unit. */
  static at(unit: CronUnit, values: Iterable<number>): CronField {
    return new CronField(
      unit,
      [...new Set(values)].sort((a, b) => a - b),
    );
  }

  /** A field that fires at every so many values, from the first one. */
  static step(unit: CronUnit, step: number): CronField {
    return new CronField(unit, valuesBetween(unit.min, unit.max, step));
  }

  /** What the field counts. */
  readonly unit: CronUnit;

  /** The values at which it fires, ascending, at least one. */
  readonly values: readonly number[];

  private readonly members: ReadonlySet<number>;

  private constructor(unit: CronUnit, values: readonly number[]) {
    this.unit = unit;
    this.values = values;
    this.members = new Set(values);
  }

  /** Whether it fires at every value. */
  get isEvery(): boolean {
    return this.values.length === this.unit.max - this.unit.min + 1;
  }

  /** The only value at which it fires; undefined if there are more. */
  get single(): number | undefined {
    return this.values.length === 1 ? this.values[0] : undefined;
  }

  /**
   * The step of a field whose values lie evenly on the circle of its unit, starting at its first value: 15 for the
   * minutes 0, 15, 30 and 45. Undefined for any other field.
   */
  get evenStep(): number | undefined {
    const span = this.unit.max - this.unit.min + 1;
    const step = span / this.values.length;
    return this.values.every((value, i) => value === this.unit.min + i * step) ? step : undefined;
  }

  /** Whether it fires at this value. */
  has(value: number): boolean {
    return this.members.has(value);
  }

  /** Cron text of the field: a star, a stepped star, or a list of numbers and ranges. Never a name or a question mark. */
  render(options: { readonly steps: boolean }): string {
    if (this.isEvery) return '*';
    const step = options.steps ? this.stepFromFirst() : undefined;
    return step === undefined ? this.runs().join(',') : `*/${step}`;
  }

  private stepFromFirst(): number | undefined {
    const { min, max } = this.unit;
    const [first, second] = this.values;
    if (first === undefined || second === undefined) return undefined;
    const stepped = valuesBetween(min, max, second - first);
    const same = stepped.length === this.values.length && stepped.every((value) => this.has(value));
    return same ? second - first : undefined;
  }

  private runs(): string[] {
    const runs: [number, number][] = [];
    for (const value of this.values) {
      const run = runs.at(-1);
      if (run?.[1] === value - 1) run[1] = value;
      else runs.push([value, value]);
    }
    return runs.map(([from, to]) =>
      from === to ? String(from) : to === from + 1 ? `${from},${to}` : `${from}-${to}`,
    );
  }
}

/** The numbers from one to another, both within, in steps. */
export function valuesBetween(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}
