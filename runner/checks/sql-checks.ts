import type { CheckPlan } from '../../lib/plan';
import { checksumsCheck } from './checksums-check';
import { collationsCheck } from './collations-check';
import { extensionsCheck } from './extensions-check';
import type { SqlCheck } from './finding';
import { freshnessCheck } from './freshness-check';
import { indexesCheck } from './indexes-check';
import { migrationsCheck } from './migrations-check';
import { queryCheck } from './query-check';
import { roleCheck } from './role-check';
import { rowCountsCheck } from './row-counts-check';
import { schemaCheck } from './schema-check';
import { tablesCheck } from './tables-check';
import { writeCheck } from './write-check';

/** Checks that are carried out by SQL alone. */
export type SqlCheckPlan = Extract<CheckPlan, { kind: `sql.${string}` }>;

const SQL_CHECKS: { readonly [K in SqlCheckPlan['kind']]: SqlCheck<Extract<SqlCheckPlan, { kind: K }>> } = {
  'sql.schema': schemaCheck,
  'sql.tables': tablesCheck,
  'sql.migrations': migrationsCheck,
  'sql.query': queryCheck,
  'sql.write': writeCheck,
  'sql.role': roleCheck,
  'sql.rowCounts': rowCountsCheck,
  'sql.extensions': extensionsCheck,
  'sql.collations': collationsCheck,
  'sql.indexes': indexesCheck,
  'sql.checksums': checksumsCheck,
  'sql.freshness': freshnessCheck,
};

/** How a kind of check is carried out. */
export function sqlCheckOf({ kind }: SqlCheckPlan): SqlCheck<SqlCheckPlan> {
  return SQL_CHECKS[kind];
}
