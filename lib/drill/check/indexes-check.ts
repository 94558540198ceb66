import type { IndexesCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, type CheckOptions } from './base-check';

/** How thoroughly indexes are looked at. */
export interface IndexesOptions extends CheckOptions {
  /** Whether every row of the tables must be found in the indexes too; reads the tables as well. @default true */
  readonly heapAllIndexed?: boolean;
}

/** Every B-tree index of the database is consistent, by the `amcheck` extension of PostgreSQL. */
export class IndexesCheck extends BaseCheck {
  /** Throws RST612. */
  static of(options: IndexesOptions): IndexesCheck {
    return new IndexesCheck(options.heapAllIndexed ?? true, options);
  }

  readonly runsIn = ANYWHERE;

  private constructor(
    private readonly heapAllIndexed: boolean,
    options: CheckOptions,
  ) {
    super('indexes', '30m', options);
  }

  override plan(): IndexesCheckPlan {
    return { ...this.base, kind: 'sql.indexes', heapAllIndexed: this.heapAllIndexed };
  }
}
