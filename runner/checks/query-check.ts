import { escapeIdentifier } from 'pg';
import type { QueryCheckPlan } from '../../lib/plan';
import { expectationText, satisfies } from './expectation';
import type { SqlCheck } from './finding';
import { ownerSchemas } from './relations';

/** Type of booleans (PostgreSQL, pg_type.dat); on the wire they are `t` and `f`. */
const BOOLEAN = 16;

/**
 * The first column of the first row of a query is as expected. The query is sent as it is written, by the superuser, whom
 * no row security hides rows from, on the search path of the database's owner.
 */
export const queryCheck: SqlCheck<QueryCheckPlan> = {
  expected: ({ expect }) => expectationText(expect),

  async run({ sql, expect }, session) {
    const path = (await ownerSchemas(session)).map(escapeIdentifier).join(', ');
    const { firstType, rows } = await session.reading(async () => {
      await session.rows("SELECT set_config('search_path', $1, true)", [path]);
      // A second row is asked for only to tell that there is one.
      return session.firstRows(sql, 2);
    });
    const [row] = rows;
    if (row === undefined) return { passed: false, actual: 'no row', reason: 'the query gave no row' };
    const [value] = row;
    if (value === undefined || value === null) {
      return {
        passed: false,
        actual: value === null ? 'NULL' : 'no column',
        reason: `the query gave ${value === null ? 'NULL' : 'a row without columns'}`,
      };
    }
    const text = firstType === BOOLEAN ? String(value === 't') : value;
    const passed = satisfies(text, expect);
    return {
      passed,
      actual: rows.length > 1 ? `${text} (first of several rows)` : text,
      ...(!passed && { reason: `the query did not give ${expectationText(expect)}` }),
    };
  },
};
