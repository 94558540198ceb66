import type { CollationsCheckPlan } from '../../lib/plan';
import { findingOf, type SqlCheck } from './finding';

/** Databases have a version of their default collation since PostgreSQL 15 (release notes). */
const HAS_DATABASE_VERSION = 150_000;

const NAMED = `
  SELECT 'collation ' || n.nspname || '.' || c.collname AS what, c.collversion AS stored,
         pg_collation_actual_version(c.oid) AS actual
  FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
  WHERE c.collversion IS NOT NULL AND EXISTS (
    SELECT FROM pg_depend d WHERE d.refclassid = 'pg_collation'::regclass AND d.refobjid = c.oid)`;

const DEFAULT = `
  UNION ALL
  SELECT 'the default collation of the database', datcollversion, pg_database_collation_actual_version(oid)
  FROM pg_database WHERE datname = current_database() AND datcollversion IS NOT NULL`;

/**
 * The default collation of the database, and every one that something depends on, has the version that the operating
 * system now has. Collations that nothing uses may differ: an operating system brings hundreds of them.
 */
export const collationsCheck: SqlCheck<CollationsCheckPlan> = {
  expected: () => 'collations in use have the versions of the operating system',

  async run(_plan, session) {
    const rows = await session.reading(async () => {
      const { version } = await session.row<{ version: string }>(
        "SELECT current_setting('server_version_num') AS version",
      );
      return session.rows<{ what: string; stored: string; actual: string | null }>(
        Number(version) >= HAS_DATABASE_VERSION ? NAMED + DEFAULT : NAMED,
      );
    });
    const faults = rows
      .filter(({ stored, actual }) => stored !== actual)
      .map(
        ({ what, stored, actual }) =>
          `${what} has version ${stored}, the operating system ${actual ?? 'does not have it'}`,
      );
    return findingOf(faults, `${rows.length - faults.length} of ${rows.length} with a version are right`);
  },
};
