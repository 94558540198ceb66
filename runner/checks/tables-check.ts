import type { TablesCheckPlan } from '../../lib/plan';
import { findingOf, listed, type SqlCheck } from './finding';
import { relationText } from './names';
import { findRelations, TABLE_KINDS } from './relations';

/** The tables or views exist. */
export const tablesCheck: SqlCheck<TablesCheckPlan> = {
  expected: ({ tables }) => `tables ${listed(tables.map(relationText))}`,

  async run({ tables }, session) {
    const found = await findRelations(session, tables, TABLE_KINDS);
    const missing = tables.filter((_table, index) => found[index] === undefined);
    return findingOf(
      missing.map((table) => `there is no table ${relationText(table)}`),
      `${tables.length - missing.length} of ${tables.length} there`,
    );
  },
};
