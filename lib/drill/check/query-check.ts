import type { ExpectationPlan, QueryCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, type CheckOptions } from './base-check';
import { Expectation, type ValueExpectation } from './expectation';
import { SqlQuery } from './sql-text';

/** The first value a read query gives is as expected. */
export class QueryCheck extends BaseCheck {
  /** Throws RST603, RST605, RST606, RST612. */
  static of(sql: string, expected: ValueExpectation & CheckOptions): QueryCheck {
    return new QueryCheck(SqlQuery.of(sql), Expectation.ofValue(expected).plan(), expected);
  }

  readonly runsIn = ANYWHERE;

  private constructor(
    private readonly query: SqlQuery,
    private readonly expected: ExpectationPlan,
    options: CheckOptions,
  ) {
    super(`query ${query.summary}`, '1m', options);
  }

  override get readsData(): boolean {
    return this.query.readsRows;
  }

  override plan(): QueryCheckPlan {
    return { ...this.base, kind: 'sql.query', sql: this.query.text, expect: this.expected };
  }
}
