import fc from 'fast-check';
import { SqlQuery } from '../../../lib/drill/check/sql-text';
import { codesOf, thrownBy } from '../problems';

test.each([
  'SELECT count(*) FROM orders',
  'select 1;',
  '  SELECT 1 ; ; ',
  '(SELECT 1) UNION (SELECT 2)',
  'WITH a AS (SELECT 1) SELECT * FROM a',
  'TABLE orders',
  'VALUES (1)',
  'SHOW server_version',
  "SELECT ';' -- a comment; with a semicolon",
  'SELECT "odd;name" FROM "t;"',
  'SELECT $$ ; $$, $tag$ ; $$ ; $tag$',
  "SELECT E'it\\'s; fine'",
  "SELECT 'it''s; fine'",
  'SELECT /* a; /* nested; */ b; */ 1',
  "SELECT 'INSERT INTO x' AS note FROM t",
  'SELECT some$1 FROM t',
])('%s is one reading statement, kept as written', (text) => {
  expect(SqlQuery.of(text).text).toBe(text);
});

test.each(['', '   ', ';', '-- only a comment', '/* ; */'])('%j has no statement', (text) => {
  expect(thrownBy(() => SqlQuery.of(text))).toMatchObject([
    { code: 'RST606', reason: 'there is no statement in it' },
  ]);
});

test.each([
  'SELECT 1; SELECT 2',
  "SELECT 'a'; DROP TABLE orders",
  'SELECT $a$ $a$; COMMIT',
  'SELECT 1 /* x */; SELECT 2',
])('%s are two statements', (text) => {
  expect(thrownBy(() => SqlQuery.of(text))).toMatchObject([
    { code: 'RST606', reason: 'it contains 2 statements' },
  ]);
});

test.each([
  'DELETE FROM orders',
  'insert into t values (1)',
  'COMMIT',
  'SELECT * INTO copy FROM orders',
  'WITH gone AS (DELETE FROM orders RETURNING *) SELECT count(*) FROM gone',
  'WITH gone AS MATERIALIZED (UPDATE orders SET a = 1 RETURNING *) SELECT count(*) FROM gone',
  'WITH gone AS NOT MATERIALIZED (INSERT INTO a VALUES (1) RETURNING *) SELECT 1',
  'SELECT * FROM orders FOR UPDATE',
  'SELECT * FROM orders FOR NO KEY UPDATE',
  '= 5',
])('%s does not only read', (text) => {
  expect(codesOf(() => SqlQuery.of(text))).toEqual(['RST606']);
});

test.each(["SELECT 'open", 'SELECT "open', 'SELECT $a$ open $b$', 'SELECT /* open /* */', 'SELECT 1\0'])(
  'the unfinished text %j is refused',
  (text) => {
    expect(codesOf(() => SqlQuery.of(text))).toEqual(['RST606']);
  },
);

test('a query that reads nothing is told from one that reads rows', () => {
  expect(SqlQuery.of('SELECT 1').readsRows).toBe(false);
  expect(SqlQuery.of("SELECT 'from here'").readsRows).toBe(false);
  expect(SqlQuery.of('SELECT count(*) FROM orders').readsRows).toBe(true);
  expect(SqlQuery.of('TABLE orders').readsRows).toBe(true);
});

test('nothing inside a literal changes what a query is', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes('\0')),
      (text) => {
        const query = SqlQuery.of(`SELECT '${text.replaceAll("'", "''")}' AS v FROM t`);
        expect(query.readsRows).toBe(true);
      },
    ),
  );
});

test('the summary is one line', () => {
  expect(SqlQuery.of('SELECT 1\n  , 2').summary).toBe('SELECT 1 , 2');
});
