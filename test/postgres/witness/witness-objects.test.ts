import { Credentials, PostgresImage, Witness } from '../../../lib';
import { composed, valueAt } from '../fixture';

const WITNESS = Witness.every('5m', { counts: ['orders'] });

describe('the schema of a witness', () => {
  test('is made by the operator in the database of the application, which is never dropped', () => {
    const composition = composed({ witness: WITNESS, database: 'ledger', owner: 'bookkeeper' });
    expect(composition.codes).toEqual([]);
    expect(composition.find('Database', 'orders-witness', 'shop')['spec']).toEqual({
      cluster: { name: 'orders' },
      name: 'ledger',
      owner: 'bookkeeper',
      databaseReclaimPolicy: 'retain',
      schemas: [{ name: 'restorable', owner: 'restorable_witness', ensure: 'present' }],
    });
  });
});

describe('the role of a witness', () => {
  test('logs in by its own Secret and reads what it counts', () => {
    const { cluster, plan } = composed({ witness: WITNESS });
    expect(valueAt(cluster, 'spec.managed.roles')).toEqual([
      {
        name: 'restorable_witness',
        comment: 'Writes heartbeats and row counts for restore drills',
        ensure: 'present',
        login: true,
        superuser: false,
        inRoles: ['pg_read_all_data'],
        passwordSecret: { name: 'orders-witness' },
      },
    ]);
    expect(plan.requiredSecrets.find(({ name }) => name === 'orders-witness')).toMatchObject({
      namespace: 'shop',
      type: 'kubernetes.io/basic-auth',
      roles: ['witness'],
      source: { kind: 'bootstrap' },
      keys: [
        { key: 'username', holds: 'username', expected: 'restorable_witness' },
        { key: 'password', holds: 'password' },
      ],
    });
  });

  test('reads nothing where it counts nothing', () => {
    const { cluster } = composed({ witness: Witness.every('5m') });
    expect(valueAt(cluster, 'spec.managed.roles.0')).not.toHaveProperty('inRoles');
  });

  test('has the Secret that is named', () => {
    const witnessSecret = Credentials.existing('heartbeats', Credentials.basicAuth);
    const { cluster, plan } = composed({ witness: WITNESS, witnessSecret });
    expect(valueAt(cluster, 'spec.managed.roles.0.passwordSecret')).toEqual({ name: 'heartbeats' });
    expect(plan.requiredSecrets.map(({ name }) => name)).toContain('heartbeats');
    expect(plan.requiredSecrets.map(({ name }) => name)).not.toContain('orders-witness');
  });
});

describe('the job of a witness', () => {
  const job = (props = {}) =>
    composed({ witness: WITNESS, ...props }).find('CronJob', 'orders-witness', 'shop');
  const container = (props = {}) => valueAt(job(props), 'spec.jobTemplate.spec.template.spec.containers.0');

  test('runs one at a time and always ends, before the next is due', () => {
    const object = job();
    expect(object['spec']).toMatchObject({
      schedule: '*/5 * * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      suspend: false,
      startingDeadlineSeconds: 150,
    });
    expect(valueAt(object, 'spec.jobTemplate.spec')).toMatchObject({
      backoffLimit: 0,
      activeDeadlineSeconds: 300,
    });
  });

  test('runs psql of the server’s image on its SQL, over TLS, as its role', () => {
    const image = PostgresImage.exact('ghcr.io/cloudnative-pg/postgresql:17.6');
    expect(container({ postgres: image, database: 'ledger' })).toMatchObject({
      image: 'ghcr.io/cloudnative-pg/postgresql:17.6',
      command: ['psql', '--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--file=/witness/witness.sql'],
      env: [
        { name: 'PGHOST', value: 'orders-rw' },
        { name: 'PGDATABASE', value: 'ledger' },
        { name: 'PGSSLMODE', value: 'require' },
        { name: 'PGCONNECT_TIMEOUT', value: '10' },
        { name: 'PGUSER', valueFrom: { secretKeyRef: { name: 'orders-witness', key: 'username' } } },
        { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'orders-witness', key: 'password' } } },
      ],
    });
  });

  test('reads its SQL from the ConfigMap of its name', () => {
    const composition = composed({ witness: WITNESS });
    const text = valueAt(composition.find('ConfigMap', 'orders-witness', 'shop'), 'data') as Record<
      string,
      string
    >;
    expect(Object.keys(text)).toEqual(['witness.sql']);
    const pod = valueAt(composition.find('CronJob', 'orders-witness'), 'spec.jobTemplate.spec.template.spec');
    expect(valueAt(pod, 'volumes')).toEqual([{ name: 'sql', configMap: { name: 'orders-witness' } }]);
    expect(valueAt(pod, 'containers.0.volumeMounts')).toEqual([
      { name: 'sql', mountPath: '/witness', readOnly: true },
    ]);
  });

  test('meets Pod Security restricted and has no token', () => {
    const pod = valueAt(job(), 'spec.jobTemplate.spec.template.spec');
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 26, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(valueAt(pod, 'containers.0.securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('is suspended while the Cluster is hibernated: there is no server to write to', () => {
    expect(valueAt(job({ hibernated: true }), 'spec.suspend')).toBe(true);
  });
});

test('without a witness there is neither schema nor job nor Secret', () => {
  const composition = composed();
  expect(composition.findAll('Database')).toEqual([]);
  expect(composition.findAll('CronJob').map(({ metadata }) => metadata.name)).toEqual(['shop-orders']);
  expect(composition.plan.requiredSecrets.flatMap(({ roles }) => roles)).not.toContain('witness');
  expect(composition.plan.protections[0]).not.toHaveProperty('witness');
});
