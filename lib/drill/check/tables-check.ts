import type { TablesCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, readList, type CheckOptions } from './base-check';
import { Relation } from './relation';

/** The tables or views exist. */
export class TablesCheck extends BaseCheck {
  /** Throws RST601, RST602. */
  static of(tables: readonly string[]): TablesCheck {
    return new TablesCheck(readList('tables', tables).map((table) => Relation.parse(table)));
  }

  readonly runsIn = ANYWHERE;

  private constructor(
    private readonly tables: readonly Relation[],
    options?: CheckOptions,
  ) {
    super(`tables ${tables.join(', ')}`, '1m', options);
  }

  /** The same check with this name and timeout. Throws RST101, RST612. */
  with(options: CheckOptions): TablesCheck {
    return new TablesCheck(this.tables, options);
  }

  override plan(): TablesCheckPlan {
    return { ...this.base, kind: 'sql.tables', tables: this.tables.map((table) => table.plan()) };
  }
}
