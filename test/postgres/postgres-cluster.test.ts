import { Credentials, FluxFolder, Operators, Schedule } from '../../lib';
import { thrownBy } from '../storage/problem-codes';
import { composed, Fixture, valueAt } from './fixture';

describe('the Cluster', () => {
  test('of a new database is initialised with data checksums, without which a flipped byte is not seen', () => {
    const { cluster, codes } = composed();
    expect(codes).toEqual([]);
    expect(cluster['spec']).toMatchObject({
      instances: 1,
      imageName: 'ghcr.io/cloudnative-pg/postgresql:17',
      storage: { size: '1Gi' },
      bootstrap: { initdb: { database: 'orders', owner: 'orders', dataChecksums: true } },
      enableSuperuserAccess: false,
    });
  });

  test('has everything that is said of its first server', () => {
    const { cluster, codes } = composed({
      initdb: {
        dataChecksums: false,
        encoding: 'UTF8',
        localeCollate: 'en_US.UTF-8',
        localeCType: 'en_US.UTF-8',
        localeProvider: 'icu',
        icuLocale: 'en-US',
        walSegmentSize: 16,
        postInitSql: ['CREATE ROLE reporting'],
        postInitApplicationSql: ['CREATE EXTENSION pg_trgm'],
        postInitTemplateSql: ['CREATE EXTENSION hstore'],
      },
    });
    expect(codes).toEqual([]);
    expect(valueAt(cluster, 'spec.bootstrap.initdb')).toEqual({
      database: 'orders',
      owner: 'orders',
      dataChecksums: false,
      encoding: 'UTF8',
      localeCollate: 'en_US.UTF-8',
      localeCType: 'en_US.UTF-8',
      localeProvider: 'icu',
      icuLocale: 'en-US',
      walSegmentSize: 16,
      postInitSQL: ['CREATE ROLE reporting'],
      postInitApplicationSQL: ['CREATE EXTENSION pg_trgm'],
      postInitTemplateSQL: ['CREATE EXTENSION hstore'],
    });
  });

  test('has everything that is said of where and how it runs', () => {
    const { cluster, codes } = composed({
      instances: 3,
      description: 'Orders of the shop',
      resources: { requests: { cpu: '500m' }, limits: { memory: '4Gi' } },
      affinity: { topologyKey: 'topology.kubernetes.io/zone' },
      topologySpread: [
        { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' },
      ],
      serviceAccount: { annotations: { 'example.org/role': 'orders' }, labels: { team: 'shop' } },
      labels: { team: 'shop' },
      annotations: { 'cnpg.io/reload': 'true' },
    });
    expect(codes).toEqual([]);
    expect(cluster).toMatchObject({
      metadata: {
        labels: { 'app.kubernetes.io/managed-by': 'restorable', team: 'shop' },
        annotations: { 'cnpg.io/reload': 'true' },
      },
      spec: {
        instances: 3,
        description: 'Orders of the shop',
        resources: { requests: { cpu: '500m' }, limits: { memory: '4Gi' } },
        affinity: { topologyKey: 'topology.kubernetes.io/zone' },
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' },
        ],
        serviceAccountTemplate: {
          metadata: { annotations: { 'example.org/role': 'orders' }, labels: { team: 'shop' } },
        },
      },
    });
  });

  test('has the role of its store besides annotations of its own', () => {
    const credentials = Credentials.irsa('arn:aws:iam::123456789012:role/writer');
    const { cluster } = composed(
      { serviceAccount: { annotations: { 'example.org/role': 'orders' } } },
      new Fixture({ environment: { credentials } }),
    );
    expect(valueAt(cluster, 'spec.serviceAccountTemplate.metadata.annotations')).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/writer',
      'example.org/role': 'orders',
    });
  });

  test('is kept from pruning with its archive: removing their file would delete the volume', () => {
    const composition = composed();
    for (const object of [composition.cluster, composition.find('ObjectStore', 'orders-archive')]) {
      expect(object.metadata.annotations?.['kustomize.toolkit.fluxcd.io/prune']).toBe('disabled');
    }
  });

  test('lives in the namespace of the environment, or in one of its own that is made too', () => {
    expect(composed().cluster.metadata.namespace).toBe('shop');
    const elsewhere = composed({ namespace: 'databases' });
    expect(elsewhere.codes).toEqual([]);
    const objects = elsewhere.objects.filter(({ file }) => file.startsWith('flux/data/postgres/'));
    const placed = objects.filter(({ manifest }) => manifest.kind !== 'Kustomization');
    expect(placed.map(({ manifest }) => manifest.metadata.namespace)).toEqual(placed.map(() => 'databases'));
    expect(elsewhere.find('Namespace', 'databases')).toBeDefined();
    expect(elsewhere.plan.clusters[0]?.namespaces).toContainEqual({
      name: 'databases',
      managed: true,
      purpose: 'live',
    });
    expect(elsewhere.plan.protections[0]?.namespace).toBe('databases');
  });
});

describe('hibernation', () => {
  test('stops the servers and suspends every scheduled backup, which would fail', () => {
    const composition = composed({
      hibernated: true,
      backup: {
        base: Schedule.daily('02:00'),
        volumeSnapshots: { schedule: Schedule.daily('03:00'), className: 'csi' },
      },
    });
    expect(composition.cluster.metadata.annotations).toMatchObject({ 'cnpg.io/hibernation': 'on' });
    const scheduled = composition.findAll('ScheduledBackup');
    expect(scheduled.map((object) => valueAt(object, 'spec.suspend'))).toEqual([true, true]);
  });

  test('is off by default, and says nothing then', () => {
    const composition = composed();
    expect(composition.cluster.metadata.annotations).not.toHaveProperty('cnpg.io/hibernation');
    expect(valueAt(composition.find('ScheduledBackup', 'orders-base'), 'spec.suspend')).toBe(false);
  });
});

describe('its folder', () => {
  test('is ready only once the Cluster is, by an expression: without it Flux does not wait', () => {
    const { spec } = composed().find('Kustomization', 'data-postgres') as { spec?: unknown };
    expect(valueAt(spec, 'healthChecks')).toEqual([
      { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: 'orders', namespace: 'shop' },
    ]);
    expect(valueAt(spec, 'healthCheckExprs')).toMatchObject([
      {
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Cluster',
        current: expect.stringContaining("e.type == 'Ready' && e.status == 'True'") as string,
        inProgress: expect.stringContaining('!has(status.conditions)') as string,
      },
    ]);
  });

  test('waits for the operators of the tree', () => {
    const operators = Operators.pinned({ cloudNativePg: true, barmanCloud: true, certManager: true });
    const composition = composed({}, new Fixture({ cluster: { operators } }));
    expect(composition.codes).toEqual([]);
    expect(valueAt(composition.find('Kustomization', 'data-postgres'), 'spec.dependsOn')).toEqual([
      { name: 'cert-manager' },
      { name: 'cloudnative-pg' },
      { name: 'plugin-barman-cloud' },
      { name: 'namespaces' },
    ]);
  });
});

test('a folder outside of any environment is refused: a database needs one (RST312)', () => {
  const fixture = new Fixture();
  const folder = new FluxFolder(fixture.cluster, 'data/lonely');
  expect(thrownBy(() => fixture.addDatabase('orders', {}, folder))).toMatchObject([
    { code: 'RST312', path: 'home/data--lonely/orders' },
  ]);
});
