import type { ChecksumsCheckPlan } from '../../lib/plan';
import { scanForDamage } from './damage-scan';
import { findingOf, type SqlCheck } from './finding';
import { sqlName } from './names';

/** Errors are reported, and pages are read from the tables and not from indexes beside them. */
const SETTINGS = [
  'ignore_checksum_failure',
  'zero_damaged_pages',
  'enable_indexscan',
  'enable_indexonlyscan',
  'enable_bitmapscan',
]
  .map((setting) => `SET LOCAL ${setting} = off`)
  .join('; ');

/**
 * Data checksums are on, and every table, materialized view and TOAST table of the database can be read from its first
 * page to its last, those of the system too. The server verifies the checksum of each page that it reads from disk
 * (PostgreSQL documentation, "Data Checksums"), so this proves that no page of them has changed since it was written.
 *
 * It does not prove that no page is missing at the end of a file, and says nothing of indexes (`sql.indexes` reads them),
 * of other databases, or of what the rows mean.
 */
export const checksumsCheck: SqlCheck<ChecksumsCheckPlan> = {
  expected: () => 'data checksums are on, and hold for every page of every table',

  run(_plan, session) {
    return session.reading(async () => {
      const { checksums } = await session.row<{ checksums: string }>(
        "SELECT current_setting('data_checksums') AS checksums",
      );
      if (checksums !== 'on') {
        return {
          passed: false,
          actual: `data checksums are ${checksums}`,
          reason: 'without data checksums the server does not notice damaged pages',
        };
      }
      await session.run(SETTINGS);
      const tables = await session.rows<{ schema: string; name: string }>(`
        SELECT n.nspname::text AS schema, c.relname::text AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm', 't') AND c.relpersistence <> 't' ORDER BY c.oid`);
      const faults = await scanForDamage(
        session,
        tables.map(({ schema, name }) => {
          const table = sqlName(schema, name);
          return { name: table, sql: `SELECT count(*) FROM ${table}` };
        }),
      );
      return findingOf(
        faults,
        `data checksums are on, ${tables.length - faults.length} of ${tables.length} tables could be read`,
      );
    });
  },
};
