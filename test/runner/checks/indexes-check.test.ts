import { renameSync } from 'node:fs';
import { Check } from '../../../lib/drill/check';
import { TestServer } from '../../setup/postgres-server';
import { checkOn } from './check-on';
import { damage, fileOf, ORDERS } from './damage';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

const FINE = /^(\d+) of \1 are consistent$/;

const check = Check.indexes();

test('indexes that are consistent pass, and the extension is not left behind', async () => {
  const database = await server.database(ORDERS);
  const result = await checkOn(server, database, check);
  expect(result).toMatchObject({
    kind: 'sql.indexes',
    status: 'passed',
    expected: 'every B-tree index is consistent, and every row of the tables is in them',
  });
  expect(result.actual).toMatch(FINE);
  expect(await server.sql(database, "SELECT FROM pg_extension WHERE extname = 'amcheck'")).toEqual([]);
});

test('indexes are checked with the extension that is there, wherever it is', async () => {
  const database = await server.database(
    `${ORDERS}; CREATE SCHEMA "Am C"; CREATE EXTENSION amcheck SCHEMA "Am C"`,
  );
  expect(await checkOn(server, database, check)).toMatchObject({ status: 'passed' });
});

test('indexes with garbage in their file fail, one by one, and the others are still checked', async () => {
  const database = await server.database(
    `${ORDERS}; CREATE INDEX "By Note" ON orders (note); CREATE INDEX fine ON orders (id, note)`,
  );
  await damage(server, database, 'orders_pkey');
  await damage(server, database, '"By Note"');
  const result = await checkOn(server, database, Check.indexes({ heapAllIndexed: false }));
  expect(result).toMatchObject({ status: 'failed', expected: 'every B-tree index is consistent' });
  expect(result.reason).toMatch(
    /^public\.orders_pkey: invalid page in block 1 of relation .*; public\."By Note": invalid page in block 1 of relation .*$/,
  );
  const [, good, all] = /^(\d+) of (\d+) are consistent$/.exec(result.actual ?? '') ?? [];
  expect(Number(all) - Number(good)).toBe(2);
});

test('indexes whose file is missing fail', async () => {
  const database = await server.database(ORDERS);
  const path = await fileOf(server, database, 'orders_pkey');
  await server.stop();
  renameSync(path, `${path}.away`);
  await server.startAgain();
  expect(await checkOn(server, database, check)).toMatchObject({
    status: 'failed',
    reason: 'public.orders_pkey: index "orders_pkey" lacks a main relation fork (SQLSTATE XX002)',
  });
});

test('indexes in another order than their values have now fail, although every page is whole', async () => {
  const database = await server.database(`${ORDERS};
    CREATE FUNCTION place(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1';
    CREATE FUNCTION compare(int, int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1 - $2; END';
    CREATE OPERATOR CLASS turned FOR TYPE int USING btree AS
      OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 compare(int, int);
    CREATE INDEX turned ON orders (id turned);
    CREATE OR REPLACE FUNCTION compare(int, int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $2 - $1; END'`);
  expect(await checkOn(server, database, check)).toMatchObject({
    status: 'failed',
    reason: 'public.turned: item order invariant violated for index "turned" (SQLSTATE XX002)',
  });
});

test('indexes that lack a row fail where every row is looked for', async () => {
  const database = await server.database(`${ORDERS};
    CREATE FUNCTION place(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1';
    CREATE INDEX placed ON orders (place(id));
    CREATE OR REPLACE FUNCTION place(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT CASE WHEN $1 = 7 THEN 8 ELSE $1 END'`);
  expect(await checkOn(server, database, Check.indexes({ heapAllIndexed: false }))).toMatchObject({
    status: 'passed',
  });
  expect(await checkOn(server, database, check)).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/^public\.placed: heap tuple .* lacks matching index tuple/) as unknown,
  });
});

test('indexes are an error where the extension cannot be made', async () => {
  const database = await server.database(`
    CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
    CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE EXTENSION') EXECUTE FUNCTION refuse()`);
  expect(await checkOn(server, database, check)).toMatchObject({
    status: 'error',
    reason: expect.stringMatching(/^the extension amcheck cannot be created: /) as unknown,
  });
});

test('an index that cannot be looked at for another reason is an error with its name', async () => {
  const database = await server.database(`${ORDERS};
    CREATE FUNCTION place(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1';
    CREATE INDEX placed ON orders (place(id));
    CREATE OR REPLACE FUNCTION place(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'marked-secret-in-data'; END $$`);
  expect(await checkOn(server, database, check)).toMatchObject({
    status: 'error',
    reason: 'public.placed: the server refused the data it was to work on (SQLSTATE P0001)',
  });
});
