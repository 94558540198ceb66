import { Check } from '../../../lib/drill/check';
import { TestServer } from '../../setup/postgres-server';
import { checkOn } from './check-on';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

describe('schemas', () => {
  test('that exist pass, also with names that SQL would need quotes for', async () => {
    const database = await server.database('CREATE SCHEMA sales; CREATE SCHEMA "Größe ""A"""');
    const result = await checkOn(server, database, Check.schema('sales', 'Größe "A"'));
    expect(result).toMatchObject({
      name: 'schema sales, Größe "A"',
      kind: 'sql.schema',
      status: 'passed',
      expected: 'schemas sales, Größe "A"',
      actual: '2 of 2 there',
    });
    expect(result.reason).toBeUndefined();
    expect(result.duration).toBeGreaterThan(0);
  });

  test('that are missing fail, and are named', async () => {
    const database = await server.database('CREATE SCHEMA sales');
    expect(await checkOn(server, database, Check.schema('sales', 'Sales', 'hr'))).toMatchObject({
      status: 'failed',
      actual: '1 of 3 there',
      reason: 'there is no schema Sales; there is no schema hr',
    });
  });
});

describe('tables', () => {
  test('views, materialized views and partitioned tables count as tables', async () => {
    const database = await server.database(`
      CREATE TABLE "Order Items" (id int); CREATE VIEW seen AS SELECT 1 AS one;
      CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one;
      CREATE TABLE parted (id int) PARTITION BY RANGE (id);
      CREATE SCHEMA "a.b"; CREATE TABLE "a.b"."c""d" (id int); CREATE TABLE "表" (id int)`);
    const check = Check.tables('Order Items', 'seen', 'kept', 'parted', '"a.b"."c""d"', '表');
    expect(await checkOn(server, database, check)).toMatchObject({
      status: 'passed',
      actual: '6 of 6 there',
    });
  });

  test('a table that is missing, stands in another schema or is only a sequence fails', async () => {
    const database = await server.database(
      'CREATE TABLE orders (id int); CREATE SCHEMA sales; CREATE SEQUENCE numbers',
    );
    const check = Check.tables('orders', 'sales.orders', 'numbers', 'Orders');
    expect(await checkOn(server, database, check)).toMatchObject({
      status: 'failed',
      actual: '1 of 4 there',
      reason: 'there is no table sales.orders; there is no table numbers; there is no table Orders',
    });
  });

  test('an empty database fails', async () => {
    expect(await checkOn(server, await server.database(), Check.tables('orders'))).toMatchObject({
      status: 'failed',
      reason: 'there is no table orders',
    });
  });

  test("a name without a schema is looked up on the search path of the database's owner", async () => {
    await server.sql('postgres', 'CREATE ROLE keeper; CREATE ROLE other');
    const database = await server.database(
      `CREATE SCHEMA keeper AUTHORIZATION keeper; CREATE TABLE keeper.mine (id int);
       CREATE SCHEMA extra AUTHORIZATION keeper; CREATE TABLE extra.more (id int);
       CREATE SCHEMA closed; CREATE TABLE closed.hidden (id int)`,
      'keeper',
    );
    // $user is the owner, and not whoever looks.
    const mine = Check.tables('mine');
    expect(await checkOn(server, database, mine)).toMatchObject({ status: 'passed' });
    const more = Check.tables('more');
    expect(await checkOn(server, database, more)).toMatchObject({ status: 'failed' });

    await server.sql(database, `ALTER DATABASE ${database} SET search_path = extra, closed`);
    expect(await checkOn(server, database, more)).toMatchObject({ status: 'passed' });
    // The owner may not use this schema, so it would not find the table either.
    expect(await checkOn(server, database, Check.tables('hidden'))).toMatchObject({ status: 'failed' });

    await server.sql(database, 'ALTER ROLE keeper SET search_path = "$user"');
    expect(await checkOn(server, database, mine)).toMatchObject({ status: 'passed' });
    expect(await checkOn(server, database, more)).toMatchObject({ status: 'failed' });

    await server.sql(database, `ALTER ROLE keeper IN DATABASE ${database} SET search_path = extra`);
    expect(await checkOn(server, database, more)).toMatchObject({ status: 'passed' });
  });
});

describe('extensions', () => {
  test('that are installed pass, with any version or the one that is given', async () => {
    const database = await server.database('CREATE EXTENSION pg_trgm; CREATE EXTENSION "uuid-ossp"');
    const [row] = await server.sql(
      database,
      "SELECT extversion AS v FROM pg_extension WHERE extname = 'pg_trgm'",
    );
    const check = Check.extensions({ name: 'pg_trgm', version: String(row?.['v']) }, 'uuid-ossp');
    expect(await checkOn(server, database, check)).toMatchObject({ status: 'passed' });
  });

  test('that are missing, of another version, or without files on the server fail', async () => {
    const database = await server.database(`
      CREATE EXTENSION pg_trgm;
      INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
        VALUES (99999, 'postgis', 10, 11, false, '3.5.2')`);
    const check = Check.extensions({ name: 'pg_trgm', version: '0.1' }, 'postgis', 'hstore');
    expect(await checkOn(server, database, check)).toMatchObject({
      status: 'failed',
      expected: 'extensions pg_trgm 0.1, postgis, hstore',
      reason: expect.stringMatching(
        /^pg_trgm has version \d\.\d instead of 0\.1; postgis is installed, but this server has no files of it; hstore is not installed$/,
      ) as unknown,
    });
  });
});

describe('collations', () => {
  test('of the right version pass', async () => {
    const database = await server.database('CREATE TABLE names (name text COLLATE "en-x-icu")');
    expect(await checkOn(server, database, Check.collations())).toMatchObject({
      status: 'passed',
      actual: '1 of 1 with a version are right',
    });
  });

  test('of another version fail where something uses them, and only there', async () => {
    const database = await server.database(`
      CREATE TABLE names (name text COLLATE "en-x-icu");
      UPDATE pg_collation SET collversion = '1.0' WHERE collname IN ('en-x-icu', 'de-x-icu')`);
    expect(await checkOn(server, database, Check.collations())).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(
        /^collation pg_catalog\.en-x-icu has version 1\.0, the operating system [\d.]+$/,
      ) as unknown,
    });
  });

  test('the default collation of the database is among them', async () => {
    const database = await server.database(
      "UPDATE pg_database SET datcollversion = '1.0' WHERE datname = current_database()",
    );
    expect(await checkOn(server, database, Check.collations())).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('the default collation of the database has version 1.0') as unknown,
    });
  });
});
