import type { RowCountsCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, readList, type CheckOptions } from './base-check';
import { Expectation, type CountExpectation } from './expectation';
import { Percentage, type PercentageText } from './percentage';
import { Relation } from './relation';

/** Row counts relative to those the witness wrote down. */
export interface RelativeCounts {
  /** How far a restored count may be off, as a part of the witness's count. `0%` asks for equality. */
  readonly within: PercentageText;
}

/** Expected row counts by table. */
export type ExpectedCounts = Readonly<Record<string, CountExpectation>>;

/** Tables have as many rows as expected, or as the witness counted. */
export class RowCountsCheck extends BaseCheck {
  /** Throws RST601, RST602, RST603, RST604, RST605, RST612. */
  static of(expected: RelativeCounts | ExpectedCounts, options: CheckOptions): RowCountsCheck {
    if (isRelative(expected)) {
      const tolerance = Percentage.of(expected.within);
      return new RowCountsCheck(`row counts within ${tolerance.toString()} of the witness`, options, {
        tables: [],
        witness: { fraction: tolerance.fraction },
      });
    }
    const tables = readList('tables', Object.entries(expected)).map(([text, count]) => {
      const table = Relation.parse(text);
      return { table, expect: Expectation.ofCount(count).plan() };
    });
    const names = tables.map(({ table }) => table.toString()).join(', ');
    return new RowCountsCheck(`row counts of ${names}`, options, {
      tables: tables.map(({ table, expect }) => ({ table: table.plan(), expect })),
    });
  }

  readonly runsIn = ANYWHERE;

  private constructor(
    defaultName: string,
    options: CheckOptions,
    private readonly expected: Pick<RowCountsCheckPlan, 'tables' | 'witness'>,
  ) {
    // Counting reads every row.
    super(defaultName, '10m', options);
  }

  override get readsData(): boolean {
    return true;
  }

  override get needsWitness(): 'nothing' | 'counts' {
    return this.expected.witness === undefined ? 'nothing' : 'counts';
  }

  override plan(): RowCountsCheckPlan {
    return { ...this.base, kind: 'sql.rowCounts', ...this.expected };
  }
}

/** A table may be called `within`: its expectation is then an object, not a percentage. */
function isRelative(expected: RelativeCounts | ExpectedCounts): expected is RelativeCounts {
  return typeof expected.within === 'string';
}
