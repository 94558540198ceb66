import { DatabaseError, escapeIdentifier } from 'pg';
import type { IndexesCheckPlan } from '../../lib/plan';
import { scanForDamage, type Scanned } from './damage-scan';
import { told } from './failure';
import { CheckImpossible, findingOf, type SqlCheck } from './finding';
import { ownerSchemas } from './relations';
import type { Session } from './session';

/**
 * Every B-tree index of the database is consistent, those of the system and of TOAST tables too: `bt_index_check` of the
 * `amcheck` extension. Where the database does not have the extension, it is made in a transaction that is rolled back.
 *
 * Left out are temporary indexes, and those that are not valid: queries do not use them.
 */
export const indexesCheck: SqlCheck<IndexesCheckPlan> = {
  expected: ({ heapAllIndexed }) =>
    heapAllIndexed
      ? 'every B-tree index is consistent, and every row of the tables is in them'
      : 'every B-tree index is consistent',

  async run({ heapAllIndexed }, session) {
    // Functions of indexes may name things without a schema; before PostgreSQL 17 they find them on the search path.
    const path = (await ownerSchemas(session)).map(escapeIdentifier).join(', ');
    return session.undone(async () => {
      const schema = (await schemaOfAmcheck(session)) ?? (await makeAmcheck(session));
      const indexes = await session.rows<{ oid: string; name: string }>(`
        SELECT c.oid::text, format('%I.%I', n.nspname, c.relname) AS name
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_am a ON a.oid = c.relam
        WHERE a.amname = 'btree' AND c.relkind = 'i' AND c.relpersistence <> 't' AND i.indisready AND i.indisvalid
        ORDER BY c.oid`);
      const check = `${escapeIdentifier(schema)}.bt_index_check($1::oid::regclass, $2::boolean)`;
      await session.rows("SELECT set_config('search_path', $1, true)", [path]);
      const faults = await scanForDamage(
        session,
        indexes.map(({ oid, name }): Scanned => ({
          name,
          sql: `SELECT ${check}`,
          parameters: [oid, heapAllIndexed],
        })),
      );
      return findingOf(faults, `${indexes.length - faults.length} of ${indexes.length} are consistent`);
    });
  },
};

async function schemaOfAmcheck(session: Session): Promise<string | undefined> {
  const [row] = await session.rows<{ schema: string }>(
    `SELECT n.nspname::text AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
     WHERE e.extname = 'amcheck'`,
  );
  return row?.schema;
}

async function makeAmcheck(session: Session): Promise<string> {
  try {
    await session.run('CREATE EXTENSION amcheck SCHEMA pg_catalog');
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new CheckImpossible(`the extension amcheck cannot be created: ${told(error)}`);
  }
  return 'pg_catalog';
}
