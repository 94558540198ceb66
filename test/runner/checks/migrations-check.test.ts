import { Check } from '../../../lib/drill/check';
import { TestServer } from '../../setup/postgres-server';
import { checkOn } from './check-on';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

/** The tables as the tools make them, as far as the checks look at them, with two applied migrations in each. */
const TOOLS = {
  flyway: `CREATE TABLE flyway_schema_history (installed_rank int, version text, success boolean);
    INSERT INTO flyway_schema_history VALUES (1, '1', true), (2, '2', true), (3, NULL, true)`,
  liquibase: `CREATE TABLE databasechangelog (id text, exectype text);
    INSERT INTO databasechangelog VALUES ('1', 'EXECUTED'), ('2', 'RERAN')`,
  'golang-migrate': `CREATE TABLE schema_migrations (version bigint, dirty boolean);
    INSERT INTO schema_migrations VALUES (2, false)`,
  prisma: `CREATE TABLE _prisma_migrations (migration_name text, finished_at timestamptz, rolled_back_at timestamptz);
    INSERT INTO _prisma_migrations VALUES ('1', now(), NULL), ('2', now(), NULL), ('0', NULL, now())`,
  django: `CREATE TABLE django_migrations (id int, app text, name text);
    INSERT INTO django_migrations VALUES (1, 'a', '1'), (2, 'b', '1'), (3, 'a', '2')`,
  rails: `CREATE TABLE schema_migrations (version text); INSERT INTO schema_migrations VALUES ('1'), ('2')`,
  drizzle: `CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id int, hash text, created_at bigint);
    INSERT INTO drizzle.__drizzle_migrations VALUES (1, '1', 1), (2, '2', 2)`,
} as const;

type Tool = keyof typeof TOOLS;
const tools = Object.keys(TOOLS) as Tool[];

/** What makes one of the applied migrations a failed or unfinished one. */
const BREAK: Partial<Record<Tool, string>> = {
  flyway: "UPDATE flyway_schema_history SET success = false WHERE version = '2'",
  liquibase: "UPDATE databasechangelog SET exectype = 'FAILED' WHERE id = '2'",
  'golang-migrate': 'UPDATE schema_migrations SET dirty = true',
  prisma: "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '2'",
};

test.each(tools)('migrations of %s that are applied pass', async (preset) => {
  const database = await server.database(TOOLS[preset]);
  const names = preset === 'golang-migrate' ? ['2'] : ['1', '2'];
  expect(await checkOn(server, database, Check.migrations({ preset, names }))).toMatchObject({
    status: 'passed',
    kind: 'sql.migrations',
    actual: `${preset === 'golang-migrate' ? 1 : ['flyway', 'django'].includes(preset) ? 3 : 2} applied`,
  });
});

test.each(tools)('a migration of %s that is missing fails by its name', async (preset) => {
  const database = await server.database(TOOLS[preset]);
  expect(await checkOn(server, database, Check.migrations({ preset, names: ['3'] }))).toMatchObject({
    status: 'failed',
    reason: 'migration 3 is not applied',
  });
});

test.each(Object.entries(BREAK))('a failed or unfinished migration of %s fails', async (tool, sql) => {
  const preset = tool as Tool;
  const database = await server.database(`${TOOLS[preset]}; ${sql}`);
  expect(await checkOn(server, database, Check.migrations({ preset }))).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/^1 failed or unfinished/) as unknown,
  });
});

test('a failed migration does not count as applied', async () => {
  const database = await server.database(`${TOOLS.liquibase}; ${BREAK.liquibase ?? ''}`);
  const check = Check.migrations({ preset: 'liquibase', names: ['1', '2'] });
  expect(await checkOn(server, database, check)).toMatchObject({
    status: 'failed',
    expected:
      'at least 2 migrations applied in databasechangelog, among them 1, 2, none failed or unfinished',
    actual: '1 applied, 1 failed or unfinished',
    reason: 'migration 2 is not applied; 1 failed or unfinished; 1 applied instead of at least 2',
  });
});

test('a table of another tool is counted', async () => {
  const database = await server.database('CREATE TABLE "Steps" (n int); INSERT INTO "Steps" VALUES (1), (2)');
  const steps = (count: number) => Check.migrations({ table: 'Steps', count: { equals: count } });
  expect(await checkOn(server, database, steps(2))).toMatchObject({ status: 'passed', actual: '2 applied' });
  expect(await checkOn(server, database, steps(3))).toMatchObject({
    status: 'failed',
    reason: '2 applied instead of 3',
  });
});

test('an empty table, and no table, fail', async () => {
  const check = Check.migrations({ table: 'steps' });
  expect(await checkOn(server, await server.database('CREATE TABLE steps (n int)'), check)).toMatchObject({
    status: 'failed',
    reason: '0 applied instead of at least 1',
  });
  expect(await checkOn(server, await server.database(), check)).toMatchObject({
    status: 'failed',
    actual: 'no migrations',
    reason: 'there is no table steps',
  });
});

test('a table of another shape fails: it is not that of the tool', async () => {
  const database = await server.database('CREATE TABLE flyway_schema_history (id int)');
  expect(await checkOn(server, database, Check.migrations({ preset: 'flyway' }))).toMatchObject({
    status: 'failed',
    reason: 'column "success" does not exist (SQLSTATE 42703)',
  });
});

test('a condition that the server cannot work out is an error', async () => {
  const database = await server.database('CREATE TABLE flyway_schema_history (version text, success text)');
  expect(await checkOn(server, database, Check.migrations({ preset: 'flyway' }))).toMatchObject({
    status: 'error',
    reason: expect.stringContaining('SQLSTATE 42804') as unknown,
  });
});

test('names of columns are quoted', async () => {
  const database = await server.database(
    `CREATE TABLE steps ("a "" b" text); INSERT INTO steps VALUES ('1')`,
  );
  const check = (name: string) => Check.migrations({ table: 'steps', column: 'a " b', names: [name] });
  expect(await checkOn(server, database, check('1'))).toMatchObject({ status: 'passed' });
  expect(await checkOn(server, database, check("1' OR true"))).toMatchObject({ status: 'failed' });
});
