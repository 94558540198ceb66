import { Check } from '../../../lib/drill/check';
import { TestServer } from '../../setup/postgres-server';
import { checkOn } from './check-on';

let server: TestServer;
let database: string;
beforeAll(async () => {
  server = await TestServer.start();
  await server.sql(
    'postgres',
    `CREATE ROLE app LOGIN; CREATE ROLE "App Reader"; CREATE ROLE groups; CREATE ROLE top; CREATE ROLE owner;
     CREATE ROLE nobody; CREATE ROLE super SUPERUSER; CREATE ROLE aside NOINHERIT;
     GRANT top TO groups; GRANT groups TO app; GRANT groups TO aside WITH INHERIT FALSE`,
  );
  database = await server.database(
    `CREATE TABLE orders (id int); CREATE TABLE "Order Items" (id int); CREATE SEQUENCE numbers; CREATE VIEW seen AS SELECT 1;
     CREATE SCHEMA closed; CREATE TABLE closed.hidden (id int);
     ALTER TABLE orders OWNER TO owner; ALTER SEQUENCE numbers OWNER TO owner;
     GRANT SELECT, INSERT ON orders TO app; GRANT SELECT ON "Order Items" TO top; GRANT SELECT ON closed.hidden TO app;
     GRANT USAGE ON SEQUENCE numbers TO app; GRANT USAGE ON SCHEMA public TO app;
     ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT ON TABLES TO app;
     ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA public GRANT INSERT ON TABLES TO top;
     ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT USAGE ON SEQUENCES TO PUBLIC`,
  );
});
afterAll(() => server.remove());

const role = (...declared: Parameters<typeof Check.role>) =>
  checkOn(server, database, Check.role(...declared));

test('a role that exists passes, and one that is missing fails', async () => {
  expect(await role('App Reader')).toMatchObject({ status: 'passed', kind: 'sql.role', actual: 'all of it' });
  expect(await role('app reader')).toMatchObject({
    status: 'failed',
    actual: 'no such role',
    reason: 'there is no role app reader',
  });
});

test('whether it may log in is as expected', async () => {
  expect(await role('app', { login: true })).toMatchObject({ status: 'passed' });
  expect(await role('nobody', { login: false })).toMatchObject({ status: 'passed' });
  expect(await role('nobody', { login: true })).toMatchObject({ reason: 'it may not log in' });
  expect(await role('app', { login: false })).toMatchObject({ status: 'failed', reason: 'it may log in' });
});

test('membership counts through other roles too', async () => {
  expect(await role('app', { memberOf: ['groups', 'top'] })).toMatchObject({ status: 'passed' });
  expect(await role('groups', { memberOf: ['top', 'app', 'no such'] })).toMatchObject({
    status: 'failed',
    reason: 'it is no member of app; it is no member of no such',
  });
});

test('a superuser is a member only of what it was made a member of', async () => {
  expect(await role('super', { memberOf: ['top'] })).toMatchObject({ status: 'failed' });
});

test('privileges count by itself, through its roles, and on all kinds of objects', async () => {
  const all = [
    role('app', { can: ['SELECT', 'INSERT'], on: 'orders' }),
    role('app', { can: ['SELECT'], on: ['orders', 'Order Items'] }),
    role('app', { can: ['USAGE'], on: [{ sequence: 'numbers' }, { schema: 'public' }] }),
    role('app', { can: ['CONNECT'], on: { database: true } }),
    role('owner', { can: ['DELETE'], on: 'orders' }),
  ];
  expect((await Promise.all(all)).map(({ status }) => status)).toEqual(all.map(() => 'passed'));
});

test('a privilege that is missing fails, and is named', async () => {
  expect(await role('app', { can: ['SELECT', 'DELETE'], on: ['orders', 'Order Items'] })).toMatchObject({
    status: 'failed',
    expected:
      'role app; may SELECT on orders, DELETE on orders, SELECT on Order Items, DELETE on Order Items',
    reason: 'it has no DELETE on orders; it has no DELETE on Order Items',
  });
  expect(await role('app', { can: ['CREATE'], on: { database: true } })).toMatchObject({
    reason: 'it has no CREATE on the database',
  });
  expect(await role('app', { can: ['CREATE'], on: { schema: 'closed' } })).toMatchObject({
    reason: 'it has no CREATE on schema closed',
  });
  expect(await role('app', { can: ['UPDATE'], on: { sequence: 'numbers' } })).toMatchObject({
    reason: 'it has no UPDATE on numbers',
  });
});

test('a privilege in a schema that the role may not use is worth nothing', async () => {
  expect(await role('app', { can: ['SELECT'], on: 'closed.hidden' })).toMatchObject({
    status: 'failed',
    reason: 'it has no USAGE on schema closed, in which closed.hidden stands',
  });
});

test('membership without inheritance gives no privilege', async () => {
  expect(await role('aside', { memberOf: ['top'] })).toMatchObject({ status: 'passed' });
  expect(await role('aside', { can: ['SELECT'], on: 'Order Items' })).toMatchObject({ status: 'failed' });
});

test('an object that is missing or of another kind fails, and is named', async () => {
  expect(await role('app', { can: ['SELECT', 'INSERT'], on: ['gone', 'numbers'] })).toMatchObject({
    status: 'failed',
    reason: 'there is no table gone; there is no table numbers',
  });
  expect(
    await role('app', { can: ['USAGE'], on: [{ sequence: 'orders' }, { schema: 'gone' }] }),
  ).toMatchObject({
    reason: 'there is no sequence orders; there is no schema gone',
  });
});

test('ownership is that of the role itself', async () => {
  expect(await role('owner', { owns: ['orders', 'numbers'] })).toMatchObject({ status: 'passed' });
  expect(await role('owner', { owns: ['Order Items', 'seen', 'gone'] })).toMatchObject({
    status: 'failed',
    reason: 'it does not own Order Items; it does not own seen; there is no gone',
  });
  expect(await role('super', { owns: 'orders' })).toMatchObject({ status: 'failed' });
});

test('default privileges count in all schemas, in one, through roles, and for everybody', async () => {
  const expected = [
    { can: ['SELECT'], on: 'tables', createdBy: 'owner' },
    { can: ['SELECT', 'INSERT'], on: 'tables', createdBy: 'owner', schema: 'public' },
    { can: ['USAGE'], on: 'sequences', createdBy: 'owner' },
  ] as const;
  expect(await role('app', { defaultPrivileges: expected })).toMatchObject({ status: 'passed' });
});

test('default privileges that are missing fail', async () => {
  const lacking = [
    { can: ['INSERT'], on: 'tables', createdBy: 'owner' },
    { can: ['INSERT'], on: 'tables', createdBy: 'owner', schema: 'closed' },
    { can: ['SELECT'], on: 'sequences', createdBy: 'owner' },
    { can: ['SELECT'], on: 'tables', createdBy: 'no such' },
  ] as const;
  expect(await role('app', { defaultPrivileges: lacking })).toMatchObject({
    status: 'failed',
    expected: [
      'role app; gets INSERT on tables that owner creates',
      'INSERT on tables that owner creates in schema closed',
      'SELECT on sequences that owner creates',
      'SELECT on tables that no such creates',
    ].join(', '),
    reason: [
      'it would get no INSERT on tables that owner creates',
      'it would get no INSERT on tables that owner creates in schema closed',
      'it would get no SELECT on sequences that owner creates',
      'it would get no SELECT on tables that no such creates',
    ].join('; '),
  });
});

test('the creator has all privileges on what it creates, unless they were revoked', async () => {
  const own = { can: ['DELETE'], on: 'tables', createdBy: 'groups' } as const;
  const it = await server.database();
  const check = Check.role('groups', { defaultPrivileges: [own] });
  expect(await checkOn(server, it, check)).toMatchObject({ status: 'passed' });
  await server.sql(it, 'ALTER DEFAULT PRIVILEGES FOR ROLE groups REVOKE DELETE ON TABLES FROM groups');
  expect(await checkOn(server, it, check)).toMatchObject({ status: 'failed' });
});

test('a privilege that this server does not know is an error', async () => {
  const plan = Check.role('app', { can: ['SELECT'], on: 'orders' }).plan();
  const unknown = { ...plan, privileges: plan.privileges.map((held) => ({ ...held, privilege: 'FLY' })) };
  expect(await checkOn(server, database, unknown)).toMatchObject({
    status: 'error',
    reason: expect.stringContaining('SQLSTATE 22023') as unknown,
  });
});
