import fc from 'fast-check';
import { Witness } from '../../../lib';
import { witnessSql } from '../../../lib/postgres/witness/witness-sql';

/** A name of 1 to 63 bytes that PostgreSQL can have and `Relation` takes. */
const name = fc.stringMatching(/^[A-Za-z0-9_.$"'; :\\-]{1,30}$/).filter((text) => text.trim() === text);

const written = (part: string) => (/[."]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part);

/** Splits SQL into its statements as PostgreSQL does: nothing in quotes ends one. */
function statements(sql: string): readonly string[] {
  return [...sql.matchAll(/(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|[^;'"])+;/g)].map(([text]) => text.trim());
}

test('writes heartbeat and counts in one transaction over one snapshot', () => {
  const sql = statements(witnessSql(Witness.every('5m', { counts: ['orders', 'sales.items'] })));
  expect(sql.map((statement) => statement.split(' ').slice(0, 3).join(' '))).toEqual([
    'CREATE TABLE IF',
    'CREATE TABLE IF',
    'BEGIN ISOLATION LEVEL',
    'INSERT INTO "restorable".heartbeat',
    'INSERT INTO "restorable".row_counts',
    'INSERT INTO "restorable".row_counts',
    'DELETE FROM "restorable".row_counts',
    'COMMIT;',
  ]);
  expect(sql[2]).toBe('BEGIN ISOLATION LEVEL REPEATABLE READ;');
});

test('counts each table under the name it was declared by', () => {
  const sql = witnessSql(Witness.every('5m', { counts: ['orders', 'sales."items.v2"'] }));
  expect(sql).toContain(`SELECT 'orders', count(*), now() FROM "orders" ON CONFLICT`);
  expect(sql).toContain(`SELECT 'sales."items.v2"', count(*), now() FROM "sales"."items.v2" ON CONFLICT`);
});

test('forgets tables that are no longer counted', () => {
  expect(witnessSql(Witness.every('5m', { counts: ['orders', "it's"] }))).toContain(
    `DELETE FROM "restorable".row_counts WHERE NOT (relation = ANY (ARRAY['orders', 'it''s']::text[]));`,
  );
  expect(witnessSql(Witness.every('5m'))).toContain('ANY (ARRAY[]::text[])');
});

test('whatever the names, there is one statement for each table, and it counts that table', () => {
  fc.assert(
    fc.property(name, fc.option(name), fc.uniqueArray(name, { maxLength: 3 }), (schema, inSchema, tables) => {
      fc.pre(!/^pg_|^public$|^information_schema$/.test(schema));
      const counts = tables.map((table) =>
        inSchema === null ? written(table) : `${written(inSchema)}.${written(table)}`,
      );
      const sql = statements(witnessSql(Witness.every('5m', { schema, counts })));
      expect(sql).toHaveLength(6 + tables.length);
      tables.forEach((table, index) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const from = inSchema === null ? quoted(table) : `${quoted(inSchema)}.${quoted(table)}`;
        expect(sql[4 + index]).toContain(` count(*), now() FROM ${from} ON CONFLICT `);
        expect(sql[4 + index]?.startsWith(`INSERT INTO ${quoted(schema)}.row_counts `)).toBe(true);
      });
    }),
  );
});
