import type { Witness } from '../../drill';
import { Relation } from '../../drill/check/relation';

/** Tables of the witness in its schema. */
export const WITNESS_TABLES = { heartbeat: 'heartbeat', rowCounts: 'row_counts' } as const;

/**
 * What the witness does at each run, in one transaction over one snapshot: the time, and how many rows each counted table
 * had at it. The time is that of the server, so that clocks of two machines cannot differ.
 */
export function witnessSql(witness: Witness): string {
  const schema = quoted(witness.schema);
  const heartbeat = `${schema}.${WITNESS_TABLES.heartbeat}`;
  const rowCounts = `${schema}.${WITNESS_TABLES.rowCounts}`;
  return [
    `CREATE TABLE IF NOT EXISTS ${heartbeat} (id smallint PRIMARY KEY CHECK (id = 1), at timestamptz NOT NULL);`,
    `CREATE TABLE IF NOT EXISTS ${rowCounts} (relation text PRIMARY KEY, rows bigint NOT NULL, at timestamptz NOT NULL);`,
    'BEGIN ISOLATION LEVEL REPEATABLE READ;',
    `INSERT INTO ${heartbeat} (id, at) VALUES (1, now()) ON CONFLICT (id) DO UPDATE SET at = excluded.at;`,
    ...witness.counts.map(
      (relation) =>
        `INSERT INTO ${rowCounts} (relation, rows, at) SELECT ${literal(relation)}, count(*), now() FROM ${identifier(relation)} ON CONFLICT (relation) DO UPDATE SET rows = excluded.rows, at = excluded.at;`,
    ),
    // Rows of tables that are no longer counted would be compared for ever.
    `DELETE FROM ${rowCounts} WHERE NOT (relation = ANY (ARRAY[${witness.counts.map(literal).join(', ')}]::text[]));`,
    'COMMIT;',
    '',
  ].join('\n');
}

/** A relation as SQL names it: a dot in double quotes is part of a name, not between two. */
function identifier(relation: string): string {
  const { schema, name } = Relation.parse(relation);
  return schema === undefined ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
