import { Check } from '../../../lib/drill/check';
import { TestServer } from '../../setup/postgres-server';
import { checkOn } from './check-on';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

const LEFT = "SELECT relname FROM pg_class WHERE relname LIKE 'restorable_check%'";

test('a database that accepts writes passes, and nothing of it is left', async () => {
  const database = await server.database('CREATE SCHEMA "Größe ""A"""');
  for (const check of [Check.write(), Check.write({ schema: 'Größe "A"' })]) {
    expect(await checkOn(server, database, check)).toMatchObject({
      kind: 'sql.write',
      status: 'passed',
      actual: 'all of it',
    });
  }
  expect(await server.sql(database, LEFT)).toEqual([]);
});

test('the table is really made twice, in the schema that is given', async () => {
  const database = await server.database(`
    CREATE SCHEMA sales;
    CREATE SEQUENCE made;
    CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM nextval('public.made') FROM pg_event_trigger_ddl_commands() WHERE schema_name = 'sales'
        AND object_type = 'table'; END $$;
    CREATE EVENT TRIGGER made ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION note()`);
  expect(await checkOn(server, database, Check.write({ schema: 'sales' }))).toMatchObject({
    status: 'passed',
  });
  // A sequence counts what is rolled back too.
  expect(await server.sql(database, 'SELECT last_value::int AS n FROM made')).toEqual([{ n: 2 }]);
});

test('a database that is read-only fails', async () => {
  const database = await server.database();
  await server.sql(database, `ALTER DATABASE ${database} SET default_transaction_read_only = on`);
  expect(await checkOn(server, database, Check.write())).toMatchObject({
    status: 'failed',
    reason:
      'the database accepts no writes: cannot execute CREATE TABLE in a read-only transaction (SQLSTATE 25006)',
  });
});

test('a schema that is missing fails, and so does a search path without any', async () => {
  const database = await server.database('DROP SCHEMA public');
  expect(await checkOn(server, database, Check.write({ schema: 'sales' }))).toMatchObject({
    status: 'failed',
    reason: 'schema "sales" does not exist (SQLSTATE 3F000)',
  });
  expect(await checkOn(server, database, Check.write())).toMatchObject({
    status: 'failed',
    reason: "there is no schema on the search path of the database's owner",
  });
});

test('rows that vanish when they are written fail, and nothing is left', async () => {
  const database = await server.database(`
    CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE FUNCTION add() RETURNS event_trigger LANGUAGE plpgsql AS $$
      DECLARE made record; BEGIN
        FOR made IN SELECT * FROM pg_event_trigger_ddl_commands() WHERE object_type = 'table' LOOP
          EXECUTE format('CREATE TRIGGER swallow BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION public.swallow()',
            made.object_identity);
        END LOOP; END $$;
    CREATE EVENT TRIGGER add ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION add()`);
  expect(await checkOn(server, database, Check.write())).toMatchObject({
    status: 'failed',
    reason: '0 rows after one was written',
  });
  expect(await server.sql(database, LEFT)).toEqual([]);
});

test('a database that refuses for another reason is an error, and its words are not repeated', async () => {
  const database = await server.database(`
    CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'marked-secret-in-data'; END $$;
    CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse()`);
  const result = await checkOn(server, database, Check.write());
  expect(result).toMatchObject({
    status: 'error',
    reason: 'the server refused the data it was to work on (SQLSTATE P0001)',
  });
  expect(JSON.stringify(result)).not.toContain('marked-secret');
});
