import { Credentials, Inspection, Witness } from '../../lib';
import { inspectRoles, managedRoles, type ManagedRoleProps } from '../../lib/postgres/managed-roles';
import { App } from 'cdk8s';
import { composed, valueAt } from './fixture';

const PASSWORD = Credentials.existing('reporting', Credentials.basicAuth);

function inspected(roles: readonly ManagedRoleProps[]) {
  const app = new App();
  inspectRoles(roles, Inspection.of(app));
  return Inspection.problemsIn(app).map(({ code, property, reason }) => ({ code, property, reason }));
}

describe('managedRoles', () => {
  test('says of every role whether it is there, may log in and is a superuser', () => {
    expect(managedRoles([{ name: 'reporting' }])).toEqual([
      { name: 'reporting', ensure: 'present', login: false, superuser: false },
    ]);
  });

  test('writes everything a role can have in the words of the operator', () => {
    const [role] = managedRoles([
      {
        name: 'reporting',
        comment: 'Reads',
        login: true,
        superuser: false,
        createDatabase: true,
        createRole: false,
        replication: true,
        bypassRowLevelSecurity: true,
        inherit: false,
        memberOf: ['pg_read_all_data'],
        connectionLimit: 5,
        password: PASSWORD,
        ensure: 'absent',
      },
    ]);
    expect(role).toEqual({
      name: 'reporting',
      comment: 'Reads',
      ensure: 'absent',
      login: true,
      superuser: false,
      createdb: true,
      createrole: false,
      replication: true,
      bypassrls: true,
      inherit: false,
      inRoles: ['pg_read_all_data'],
      connectionLimit: 5,
      passwordSecret: { name: 'reporting' },
    });
  });
});

describe('inspectRoles', () => {
  test('finds nothing wrong with roles the operator takes', () => {
    const roles: ManagedRoleProps[] = [
      { name: 'reporting', login: true, password: PASSWORD, connectionLimit: -1 },
      { name: 'postgres_exporter', connectionLimit: 0 },
      { name: 'old', login: true, ensure: 'absent' },
    ];
    expect(inspected(roles)).toEqual([]);
  });

  test.each(['postgres', 'streaming_replica', 'pg_monitor', 'cnpg_pooler'])(
    'refuses the reserved name %s (RST505)',
    (name) => {
      expect(inspected([{ name: 'fine' }, { name }])).toEqual([
        { code: 'RST505', property: 'roles[1]', reason: 'the name is reserved' },
      ]);
    },
  );

  test('refuses a role that is declared twice (RST505)', () => {
    expect(inspected([{ name: 'a' }, { name: 'b' }, { name: 'a' }])).toEqual([
      { code: 'RST505', property: 'roles[2]', reason: 'it is declared twice' },
    ]);
  });

  test.each([-2, 1.5, NaN])('refuses the connection limit %d (RST505)', (connectionLimit) => {
    expect(inspected([{ name: 'a', connectionLimit }])).toMatchObject([
      { code: 'RST505', property: 'roles[0]' },
    ]);
  });

  test('warns of a role that may log in but has no password (RST506)', () => {
    expect(inspected([{ name: 'a', login: true }])).toMatchObject([{ code: 'RST506', property: 'roles[0]' }]);
  });
});

describe('a PostgresCluster', () => {
  test('declares its roles and needs their passwords', () => {
    const { cluster, plan, codes } = composed({
      roles: [{ name: 'reporting', login: true, password: PASSWORD }],
    });
    expect(codes).toEqual([]);
    expect(valueAt(cluster, 'spec.managed.roles')).toEqual([
      {
        name: 'reporting',
        ensure: 'present',
        login: true,
        superuser: false,
        passwordSecret: { name: 'reporting' },
      },
    ]);
    expect(plan.requiredSecrets.find(({ name }) => name === 'reporting')).toMatchObject({
      namespace: 'shop',
      type: 'kubernetes.io/basic-auth',
      roles: ['database-role'],
      keys: [
        { key: 'username', holds: 'username', expected: 'reporting' },
        { key: 'password', holds: 'password' },
      ],
    });
  });

  test.each(['roles', 'owner'])('refuses a witness whose role is among the %s too (RST505)', (where) => {
    const witness = Witness.every('5m', { role: 'heartbeats' });
    const props = where === 'owner' ? { owner: 'heartbeats' } : { roles: [{ name: 'heartbeats' }] };
    expect(composed({ witness, ...props }).problem('RST505')).toMatchObject({
      property: 'witness',
      value: "'heartbeats'",
    });
  });

  test('without roles and witness manages none', () => {
    expect(composed().cluster['spec']).not.toHaveProperty('managed');
  });
});
