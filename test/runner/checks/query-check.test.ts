import { Check } from '../../../lib/drill/check';
import type { QueryCheckPlan } from '../../../lib/plan';
import { TestServer } from '../../setup/postgres-server';
import { checkOn } from './check-on';

let server: TestServer;
let database: string;
beforeAll(async () => {
  server = await TestServer.start();
  database = await server.database(`
    CREATE TABLE "Order Items" (id bigint, note text);
    INSERT INTO "Order Items" SELECT n, 'note ' || n FROM generate_series(1, 1000) n`);
});
afterAll(() => server.remove());

test.each([
  ['SELECT count(*) FROM "Order Items"', { equals: 1000 }, '1000'],
  ['SELECT count(*) FROM "Order Items"', { atLeast: 1 }, '1000'],
  ['SELECT count(*) FROM "Order Items"', { of: 1010, within: '1%' as const }, '1000'],
  ['SELECT avg(id) FROM "Order Items"', { between: [500, 501] as const }, '500.5000000000000000'],
  ['SELECT note FROM "Order Items" WHERE id = 7', { equals: 'note 7' }, 'note 7'],
  ['SELECT bool_and(id > 0) FROM "Order Items"', { equals: true }, 'true'],
  ['SELECT false', { equals: false }, 'false'],
  ['SELECT 9007199254740993', { equals: '9007199254740993' }, '9007199254740993'],
  [
    "SELECT timestamptz '2027-01-03 04:00+00'",
    { equals: '2027-01-03 04:00:00+00' },
    '2027-01-03 04:00:00+00',
  ],
  ['-- how many\nSELECT 1; -- enough', { equals: 1 }, '1'],
  ['SHOW data_checksums', { equals: 'on' }, 'on'],
  ['VALUES (3)', { equals: 3 }, '3'],
  ['TABLE "Order Items"', { atLeast: 1 }, '1 (first of several rows)'],
  ['WITH x AS (SELECT 5 AS y) SELECT y, 1 / 1 FROM x', { equals: 5 }, '5'],
])('%s passes with %j', async (sql, expected, actual) => {
  expect(await checkOn(server, database, Check.query(sql, expected))).toMatchObject({
    status: 'passed',
    actual,
  });
});

test.each([
  ['SELECT count(*) FROM "Order Items"', { equals: 999 }, '1000', 'the query did not give 999'],
  [
    'SELECT count(*) FROM "Order Items" WHERE id < 0',
    { atLeast: 1 },
    '0',
    'the query did not give at least 1',
  ],
  ['SELECT note FROM "Order Items" WHERE id < 0', { equals: 'x' }, 'no row', 'the query gave no row'],
  ['SELECT max(id) FROM "Order Items" WHERE id < 0', { atMost: 5 }, 'NULL', 'the query gave NULL'],
  ['SELECT FROM "Order Items"', { equals: '' }, 'no column', 'the query gave a row without columns'],
  ["SELECT 'many'", { atLeast: 1 }, 'many', 'the query did not give at least 1'],
  ["SELECT ''", { atMost: 1 }, '', 'the query did not give at most 1'],
  ["SELECT 'NaN'::float", { atMost: 1 }, 'NaN', 'the query did not give at most 1'],
  ['SELECT 9007199254740993', { equals: 9007199254740992 }, '9007199254740993', /^the query did not give/],
  ["SELECT 't'::text", { equals: true }, 't', 'the query did not give true'],
  ['SELECT id FROM "Order Items" ORDER BY id', { equals: 2 }, '1 (first of several rows)', /./],
])('%s fails with %j', async (sql, expected, actual, reason) => {
  expect(await checkOn(server, database, Check.query(sql, expected))).toMatchObject({
    status: 'failed',
    actual,
    reason: typeof reason === 'string' ? reason : (expect.stringMatching(reason) as unknown),
  });
});

test.each([
  ['SELECT count(*) FROM orders', /relation "orders" does not exist \(SQLSTATE 42P01\)/],
  ['SELECT count(*) FROM sales.orders', /SQLSTATE 42P01/],
  ['SELECT paid FROM "Order Items"', /column "paid" does not exist \(SQLSTATE 42703\)/],
])('%s names what is not there, and fails', async (sql, reason) => {
  const result = await checkOn(server, database, Check.query(sql, { atLeast: 1 }));
  expect(result).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) as unknown });
  expect(result.actual).toBeUndefined();
});

test.each([
  ['SELECT 1 / 0', /SQLSTATE 22012/],
  ['SELECT FROM WHERE', /syntax error at or near "WHERE" \(SQLSTATE 42601\)/],
  ['SELECT no_such_function()', /SQLSTATE 42883/],
])('%s is an error', async (sql, reason) => {
  expect(await checkOn(server, database, Check.query(sql, { atLeast: 1 }))).toMatchObject({
    status: 'error',
    reason: expect.stringMatching(reason) as unknown,
  });
});

test('an error that quotes rows is not repeated', async () => {
  const check = Check.query('SELECT note::int FROM "Order Items"', { atLeast: 1 });
  expect(await checkOn(server, database, check)).toMatchObject({
    status: 'error',
    reason: 'the server refused the data it was to work on (SQLSTATE 22P02)',
  });
});

test('a function that writes is refused, and nothing is written', async () => {
  const it = await server.database(`
    CREATE TABLE log (at timestamptz);
    CREATE FUNCTION note() RETURNS int LANGUAGE sql AS 'INSERT INTO log VALUES (now()) RETURNING 1'`);
  expect(await checkOn(server, it, Check.query('SELECT note()', { equals: 1 }))).toMatchObject({
    status: 'error',
    reason: expect.stringMatching(/read-only transaction \(SQLSTATE 25006\)/) as unknown,
  });
  expect(await server.sql(it, 'SELECT count(*)::int AS n FROM log')).toEqual([{ n: 0 }]);
});

test('a plan with more than one statement is refused by the server', async () => {
  const it = await server.database('CREATE TABLE kept (id int)');
  const plan: QueryCheckPlan = {
    ...Check.query('SELECT 1', { equals: 1 }).plan(),
    sql: 'SELECT 1; COMMIT; DROP TABLE kept',
  };
  expect(await checkOn(server, it, plan)).toMatchObject({
    status: 'error',
    reason: 'cannot insert multiple commands into a prepared statement (SQLSTATE 42601)',
  });
  expect(await checkOn(server, it, Check.tables('kept'))).toMatchObject({ status: 'passed' });
});

test('of a table with many rows only the first are computed', async () => {
  // The third row would be an error.
  const check = Check.query('SELECT 1 / (3 - n) FROM generate_series(1, 1000) AS x (n)', { equals: 0 });
  expect(await checkOn(server, database, check)).toMatchObject({
    status: 'passed',
    actual: '0 (first of several rows)',
  });
});

test("rows that are hidden from the owner count, and what the owner's search path leads to is found", async () => {
  await server.sql('postgres', 'CREATE ROLE shop');
  const it = await server.database(
    `CREATE SCHEMA shop AUTHORIZATION shop; SET ROLE shop;
     CREATE TABLE shop.orders (id int); INSERT INTO shop.orders VALUES (1), (2);
     ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY; ALTER TABLE shop.orders FORCE ROW LEVEL SECURITY`,
    'shop',
  );
  expect(await checkOn(server, it, Check.query('SELECT count(*) FROM orders', { equals: 2 }))).toMatchObject({
    status: 'passed',
  });
});

test('what the database has set does not change what values look like', async () => {
  const it = await server.database();
  await server.sql(
    it,
    `ALTER DATABASE ${it} SET TimeZone = 'Asia/Tokyo'; ALTER DATABASE ${it} SET DateStyle = 'German';
     ALTER DATABASE ${it} SET statement_timeout = 1`,
  );
  const check = Check.query("SELECT timestamptz '2027-01-03 04:00+00'", { equals: '2027-01-03 04:00:00+00' });
  expect(await checkOn(server, it, check)).toMatchObject({ status: 'passed' });
});
