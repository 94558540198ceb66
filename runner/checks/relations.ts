import { escapeIdentifier } from 'pg';
import type { RelationPlan } from '../../lib/plan';
import { sqlName } from './names';
import type { Session } from './session';

/** Kinds of relations that have rows: tables, partitioned and foreign ones, views (PostgreSQL, "pg_class"). */
export const TABLE_KINDS = ['r', 'p', 'v', 'm', 'f'] as const;
export const SEQUENCE_KINDS = ['S'] as const;

/** A relation that was found. */
export interface FoundRelation {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** For SQL. */
  readonly sql: string;
}

/**
 * Schemas on the search path of the database's owner, in order: those that exist and that it may use. What is set for it
 * in this database goes before what is set for it, for the database, and for all (PostgreSQL, `process_settings`).
 */
export async function ownerSchemas(session: Session): Promise<readonly string[]> {
  return session.reading(async () => {
    const { owner, path } = await session.row<{ owner: string; path: string }>(`
      SELECT o.rolname::text AS owner, coalesce(
        (SELECT substr(c, 13) FROM pg_db_role_setting s, unnest(s.setconfig) c
          WHERE c LIKE 'search\\_path=%' AND s.setdatabase IN (0, d.oid) AND s.setrole IN (0, d.datdba)
          ORDER BY s.setrole <> 0 DESC, s.setdatabase <> 0 DESC LIMIT 1),
        (SELECT reset_val FROM pg_settings WHERE name = 'search_path')) AS path
      FROM pg_database d JOIN pg_roles o ON o.oid = d.datdba WHERE d.datname = current_database()`);
    await session.run(`SET LOCAL ROLE ${escapeIdentifier(owner)}`);
    await session.rows("SELECT set_config('search_path', $1, true)", [path]);
    const { schemas } = await session.row<{ schemas: string[] }>(
      'SELECT pg_catalog.current_schemas(false)::pg_catalog.text[] AS schemas',
    );
    return schemas;
  });
}

/** Looks relations up, one for each that is asked for; undefined where there is none of these kinds. */
export async function findRelations(
  session: Session,
  wanted: readonly RelationPlan[],
  kinds: readonly string[],
): Promise<readonly (FoundRelation | undefined)[]> {
  const path = wanted.some(({ schema }) => schema === undefined) ? await ownerSchemas(session) : [];
  const rows = await session.reading(() =>
    session.rows<{ oid: string | null; schema: string; name: string }>(
      `SELECT f.oid, f.schema, f.name
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w (schema, name, place)
       LEFT JOIN LATERAL (
         SELECT c.oid::text, n.nspname::text AS schema, c.relname::text AS name
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relname = w.name AND c.relkind::text = ANY ($3::text[])
           AND CASE WHEN w.schema IS NULL THEN n.nspname = ANY ($4::text[]) ELSE n.nspname = w.schema END
         ORDER BY array_position($4::text[], n.nspname::text) LIMIT 1
       ) f ON true
       ORDER BY w.place`,
      [wanted.map(({ schema }) => schema ?? null), wanted.map(({ name }) => name), kinds, path],
    ),
  );
  return rows.map(({ oid, schema, name }) =>
    oid === null ? undefined : { oid, schema, name, sql: sqlName(schema, name) },
  );
}
