import { randomBytes } from 'node:crypto';
import { DatabaseError } from 'pg';
import type { WriteCheckPlan } from '../../lib/plan';
import { told } from './failure';
import type { Finding, SqlCheck } from './finding';
import { sqlName } from './names';
import { ownerSchemas } from './relations';
import type { Session } from './session';

/** read_only_sql_transaction, also where the server is in recovery (PostgreSQL documentation, "PostgreSQL Error Codes"). */
const READ_ONLY = '25006';

const ROW = '(1)';

/**
 * The database accepts writes: first a scratch table in a transaction that is rolled back, then one that is committed,
 * read back by another connection, and dropped.
 */
export const writeCheck: SqlCheck<WriteCheckPlan> = {
  expected: () => 'a table is written, rolled back, written again, committed, read back and dropped',

  async run({ schema: given }, session) {
    const schema = given ?? (await ownerSchemas(session))[0];
    if (schema === undefined)
      return { passed: false, reason: "there is no schema on the search path of the database's owner" };
    const table = sqlName(schema, `restorable_check_${randomBytes(8).toString('hex')}`);
    try {
      return (await rolledBack(session, table)) ?? (await committed(session, table)) ?? held;
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === READ_ONLY)) throw error;
      return { passed: false, reason: `the database accepts no writes: ${told(error)}` };
    }
  },
};

const held: Finding = { passed: true, actual: 'all of it' };

/** Undefined: as it should be. */
async function rolledBack(session: Session, table: string): Promise<Finding | undefined> {
  const written = await session.undone(async () => {
    await session.run(`CREATE TABLE ${table} (id integer PRIMARY KEY)`);
    await session.run(`INSERT INTO ${table} VALUES ${ROW}`);
    return rowsOf(session, table);
  });
  if (written !== 1) return broken(`${written} rows after one was written`);
  return (await exists(session, table)) ? broken('a table that was rolled back is still there') : undefined;
}

async function committed(session: Session, table: string): Promise<Finding | undefined> {
  await session.run(`CREATE TABLE ${table} (id integer PRIMARY KEY)`);
  let read: number;
  try {
    await session.committed(() => session.run(`INSERT INTO ${table} VALUES ${ROW}`));
    const other = await session.another();
    try {
      read = await rowsOf(other, table);
    } finally {
      await other.close();
    }
  } catch (error) {
    // Best effort: the restored database is thrown away, and the error says more.
    await session.run(`DROP TABLE IF EXISTS ${table}`).catch(() => undefined);
    throw error;
  }
  await session.run(`DROP TABLE ${table}`);
  if (read !== 1) return broken(`another connection read ${read} rows after one was committed`);
  return (await exists(session, table)) ? broken('a table that was dropped is still there') : undefined;
}

async function rowsOf(session: Session, table: string): Promise<number> {
  return Number((await session.row<{ rows: string }>(`SELECT count(*) AS rows FROM ${table}`)).rows);
}

async function exists(session: Session, table: string): Promise<boolean> {
  const { found } = await session.row<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    table,
  ]);
  return found;
}

function broken(reason: string): Finding {
  return { passed: false, reason };
}
