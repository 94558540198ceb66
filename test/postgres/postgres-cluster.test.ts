import { Credentials, Drill, FluxFolder, Operators, Protection, Schedule } from '../../lib';
import { thrownBy } from '../storage/problem-codes';
import { composed, Fixture, S3_KEYS, valueAt } from './fixture';

const PATH = 'home/shop/data--postgres/orders';

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

describe('its name', () => {
  test.each(['Orders_DB', '1orders', 'orders.db', '-orders', 'o'.repeat(51)])(
    "'%s' is refused, and nothing else of it (RST105)",
    (name) => {
      const fixture = new Fixture();
      fixture.addDatabase(name, { backup: { base: Schedule.daily('02:00') } });
      const composition = fixture.compose();
      expect(composition.codes).toEqual(['RST105']);
      expect(composition.problem('RST105')).toMatchObject({ property: 'name', value: `'${name}'` });
    },
  );

  test('may have 50 characters, if the drill named after it and its environment does not have more', () => {
    const fixture = new Fixture();
    fixture.addDatabase('o'.repeat(45));
    expect(fixture.compose().codes).toEqual([]);
    const longer = new Fixture();
    longer.addDatabase('o'.repeat(50));
    expect(longer.compose().codes).toEqual(['RST626']);
  });

  test('is given to one database of an environment: two drills of one name would meet (RST626)', () => {
    const fixture = new Fixture();
    fixture.addDatabase('orders');
    fixture.addDatabase('orders', { namespace: 'other' }, new FluxFolder(fixture.environment, 'data/other'));
    expect(fixture.compose().problem('RST626').value).toBe("'shop-orders'");
  });
});

describe('objectives', () => {
  test('are those of the environment, each of which can be replaced', () => {
    const fixture = new Fixture();
    const database = fixture.addDatabase('orders', { objectives: { rpo: '10m' } });
    expect(database.objectives.toString()).toBe('RPO 10m, RTO 30m, retention 14 days');
    expect(fixture.compose().plan.protections[0]?.objectives).toEqual({
      rpo: 600,
      rto: 1800,
      retention: 14 * 86_400,
    });
  });

  test.each([
    [{ rpo: 'soon' }, 'RST101', 'objectives.rpo'],
    [{ retention: '2y' }, 'RST106', 'objectives.retention'],
    [{ rpo: '30d' }, 'RST109', 'objectives.rpo'],
  ])('%j is reported (%s)', (objectives, code, property) => {
    expect(composed({ objectives }).problem(code)).toMatchObject({ path: PATH, property });
  });
});

describe('in the plan', () => {
  test('it stands under an id of its own with everything a drill must know of it', () => {
    const { plan, drillCluster } = composed();
    expect(plan.protections).toHaveLength(1);
    expect(plan.protections[0]).toMatchObject({
      id: 'home/shop/orders',
      kind: 'PostgresCluster',
      cluster: 'home',
      environment: 'shop',
      namespace: 'shop',
      name: 'orders',
      source: {
        database: 'orders',
        owner: 'orders',
        postgresMajor: 17,
        archivedBy: 'plugin',
        drillCluster,
        drillObjectStore: 'shop-orders',
      },
      volumes: ['orders-*'],
    });
  });

  test('it is the same at every call', () => {
    const database = new Fixture().addDatabase();
    expect(database.plan()).toEqual(database.plan());
  });

  test('it is found as a Protection', () => {
    const fixture = new Fixture();
    const database = fixture.addDatabase();
    expect(Protection.is(database)).toBe(true);
    expect(Protection.allIn(fixture.app)).toEqual([database]);
  });
});

describe('a waived drill', () => {
  const props = { reason: 'No staff to look at it', owner: 'Ann', until: '2027-01-31' };
  const on = (today: string) => new Fixture({ app: { today: new Date(today) } });

  test('stands in the plan in the place of the drill, and nothing of a drill is made', () => {
    const composition = composed({ drill: Drill.waived(props) }, on('2026-12-01'));
    expect(composition.codes).toEqual([]);
    expect(composition.plan.protections[0]?.drill).toEqual({ waived: props });
    expect(composition.plan.protections[0]?.source).not.toHaveProperty('drillCluster');
    expect(composition.findAll('CronJob')).toEqual([]);
    expect(composition.plan.requiredSecrets.map(({ name }) => name)).toEqual(['backup-s3']);
  });

  test('holds until the end of its last day (RST621)', () => {
    const last = composed({ drill: Drill.waived(props) }, on('2027-01-31T23:59:59Z'));
    expect(last.codes).toEqual([]);
    const after = composed({ drill: Drill.waived(props) }, on('2027-02-01T00:00:00Z'));
    expect(after.problem('RST621')).toMatchObject({ severity: 'error', path: PATH, value: "'2027-01-31'" });
  });

  test('for more than a year is warned about (RST622)', () => {
    const far = composed({ drill: Drill.waived(props) }, on('2025-12-01'));
    expect(far.problem('RST622')).toMatchObject({ severity: 'warning', path: PATH });
  });

  test('changes no byte of what is written, whatever the day', () => {
    const files = (today: string) => composed({ drill: Drill.waived(props) }, on(today)).files;
    expect(files('2030-01-01')).toEqual(files('2026-12-01'));
  });
});

describe('one writer for each archive (RST212)', () => {
  const archive = (prefix: string, serverName: string) => ({
    backup: { base: Schedule.daily('02:00'), archive: { prefix, serverName } },
  });

  test('databases of one name have places of their own by environment and namespace', () => {
    const fixture = new Fixture();
    fixture.addDatabase('orders');
    const other = fixture.addEnvironment('staging');
    fixture.addDatabase('orders', {}, new FluxFolder(other, 'data/staging'));
    fixture.addDatabase('billing', { namespace: 'finance' });
    const composition = fixture.compose();
    expect(composition.codes).toEqual([]);
    const places = composition.plan.protections.map(({ backup }) => backup.archive);
    expect(places.map(({ prefix, serverName }) => `${prefix} ${serverName ?? ''}`)).toEqual([
      'home/shop/finance billing',
      'home/shop orders',
      'home/staging orders',
    ]);
  });

  test('two of one environment may not share a place', () => {
    const fixture = new Fixture();
    fixture.addDatabase('a', archive('shared', 'db'));
    fixture.addDatabase('b', archive('shared', 'db'));
    expect(fixture.compose().problem('RST212')).toMatchObject({
      path: 'home/shop/data--postgres/b',
      value: "'backups/shared/db'",
      reason: expect.stringContaining("'home/shop/data--postgres/a'") as string,
    });
  });

  test('nor two of different environments and folders, nor one inside the other', () => {
    const fixture = new Fixture();
    const other = fixture.addEnvironment('staging');
    fixture.addDatabase('a', archive('shared', 'db'));
    fixture.addDatabase('b', archive('shared/db', 'inner'), new FluxFolder(other, 'data/staging'));
    expect(fixture.compose().problem('RST212').path).toBe('home/staging/data--staging/b');
  });

  test('a place that cannot be read is not taken for a shared one (RST211)', () => {
    const fixture = new Fixture();
    fixture.addDatabase('a', archive('/x/', 'db'));
    fixture.addDatabase('b', archive('', '..'));
    const { problems } = fixture.compose();
    expect(problems).toMatchObject([
      { code: 'RST211', property: 'backup.archive.prefix' },
      { code: 'RST211', property: 'backup.archive.serverName' },
    ]);
  });

  test('a store of its own for one database is one more place', () => {
    const fixture = new Fixture();
    fixture.addDatabase('a', {
      backup: {
        base: Schedule.daily('02:00'),
        credentials: Credentials.existing('other-s3', S3_KEYS),
      },
    });
    const composition = fixture.compose();
    const writer = composition.find('ObjectStore', 'a-archive', 'shop');
    expect(valueAt(writer, 'spec.configuration.s3Credentials.accessKeyId.name')).toBe('other-s3');
  });
});

test('a folder outside of any environment is refused: a database needs one (RST312)', () => {
  const fixture = new Fixture();
  const folder = new FluxFolder(fixture.cluster, 'data/lonely');
  expect(thrownBy(() => fixture.addDatabase('orders', {}, folder))).toMatchObject([
    { code: 'RST312', path: 'home/data--lonely/orders' },
  ]);
});
