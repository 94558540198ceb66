import { Check, type ExpectedRole } from '../../../lib/drill';
import { codesOf } from '../problems';

test('a role without more is only expected to exist', () => {
  expect(Check.role('app').plan()).toMatchObject({
    kind: 'sql.role',
    role: 'app',
    memberOf: [],
    privileges: [],
    owns: [],
    defaultPrivileges: [],
  });
});

test('each privilege is expected on each object', () => {
  const check = Check.role('app', { login: true, can: ['SELECT', 'INSERT'], on: ['orders', 'sales.items'] });
  expect(check.plan()).toMatchObject({
    login: true,
    privileges: [
      { privilege: 'SELECT', on: { kind: 'table', relation: { name: 'orders' } } },
      { privilege: 'INSERT', on: { kind: 'table', relation: { name: 'orders' } } },
      { privilege: 'SELECT', on: { kind: 'table', relation: { schema: 'sales', name: 'items' } } },
      { privilege: 'INSERT', on: { kind: 'table', relation: { schema: 'sales', name: 'items' } } },
    ],
  });
});

test.each<[ExpectedRole, unknown]>([
  [
    { can: ['USAGE'], on: { schema: 'sales' } },
    { privilege: 'USAGE', on: { kind: 'schema', schema: 'sales' } },
  ],
  [
    { can: ['CONNECT'], on: { database: true } },
    { privilege: 'CONNECT', on: { kind: 'database' } },
  ],
  [
    { can: ['USAGE'], on: { sequence: 'orders_id_seq' } },
    { privilege: 'USAGE', on: { kind: 'sequence', relation: { name: 'orders_id_seq' } } },
  ],
  [
    { can: ['DELETE'], on: { table: 'a.b' } },
    { privilege: 'DELETE', on: { kind: 'table', relation: { schema: 'a', name: 'b' } } },
  ],
])('%j is planned', (expected, privilege) => {
  expect(Check.role('app', expected).plan()).toMatchObject({ privileges: [privilege] });
});

test('memberships, ownership and default privileges are planned', () => {
  const check = Check.role('app', {
    memberOf: ['pg_monitor'],
    owns: 'orders',
    defaultPrivileges: [{ can: ['SELECT'], on: 'tables', createdBy: 'migrator', schema: 'public' }],
  });
  expect(check.plan()).toMatchObject({
    memberOf: ['pg_monitor'],
    owns: [{ name: 'orders' }],
    defaultPrivileges: [{ privilege: 'SELECT', on: 'tables', createdBy: 'migrator', schema: 'public' }],
  });
});

test.each<[string, ExpectedRole]>([
  ['can without on', { can: ['SELECT'] }],
  ['on without can', { on: 'orders' }],
  ['a privilege that tables do not have', { can: ['EXECUTE' as 'SELECT'], on: 'orders' }],
  ['a table privilege on a schema', { can: ['SELECT'], on: { schema: 'public' } }],
  [
    'a schema privilege on future tables',
    { defaultPrivileges: [{ can: ['CREATE'], on: 'tables', createdBy: 'a' }] },
  ],
])('%s is refused', (_what, expected) => {
  expect(codesOf(() => Check.role('app', expected))).toEqual(['RST608']);
});

test.each<[string, ExpectedRole]>([
  ['no privileges', { can: [], on: 'orders' }],
  ['no objects', { can: ['SELECT'], on: [] }],
  ['no groups', { memberOf: [] }],
  ['no owned objects', { owns: [] }],
  ['no default privileges', { defaultPrivileges: [] }],
])('an empty list of %s checks nothing', (_what, expected) => {
  expect(codesOf(() => Check.role('app', expected))).toEqual(['RST602']);
});

test('a role needs a name', () => {
  expect(codesOf(() => Check.role(''))).toEqual(['RST601']);
});
