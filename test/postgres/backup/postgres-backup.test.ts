import { BackupStore, Schedule } from '../../../lib';
import { composed, Fixture, STORE, valueAt } from '../fixture';

const DAILY = { base: Schedule.daily('02:00') };
const HETZNER = BackupStore.hetzner({ location: 'fsn1', bucket: 'backups' });

describe('by the Barman Cloud plugin, the default', () => {
  test('the Cluster names the plugin, its ObjectStore and its server name', () => {
    const { cluster, codes } = composed();
    expect(codes).toEqual([]);
    expect(cluster['spec']).toMatchObject({
      plugins: [
        {
          name: 'barman-cloud.cloudnative-pg.io',
          isWALArchiver: true,
          parameters: { barmanObjectName: 'orders-archive', serverName: 'orders' },
        },
      ],
      backup: { target: 'prefer-standby' },
    });
    expect(valueAt(cluster, 'spec.backup')).toEqual({ target: 'prefer-standby' });
    expect(cluster['spec']).not.toHaveProperty('env');
  });

  test('the ScheduledBackup names method and plugin: left out, every Backup fails', () => {
    const scheduled = composed().find('ScheduledBackup', 'orders-base', 'shop');
    expect(scheduled['spec']).toEqual({
      cluster: { name: 'orders' },
      schedule: '0 0 2 * * *',
      backupOwnerReference: 'self',
      method: 'plugin',
      pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
      target: 'prefer-standby',
      immediate: false,
      suspend: false,
    });
  });

  test('what is said reaches the objects', () => {
    const composition = composed({
      backup: {
        base: Schedule.every('6h'),
        archive: { prefix: 'elsewhere', serverName: 'orders-2' },
        wal: { compression: 'zstd', maxParallel: 4 },
        data: { compression: 'bzip2', jobs: 1 },
        target: 'primary',
        immediate: true,
        scheduledBackupName: 'orders-six-hourly',
        sidecarResources: { limits: { memory: '2Gi' } },
      },
      objectives: { retention: '4w' },
    });
    expect(composition.codes).toEqual([]);
    expect(composition.find('ScheduledBackup', 'orders-six-hourly')['spec']).toMatchObject({
      schedule: '0 0 */6 * * *',
      immediate: true,
      target: 'primary',
    });
    expect(composition.find('ObjectStore', 'orders-archive', 'shop')['spec']).toMatchObject({
      retentionPolicy: '4w',
      configuration: {
        destinationPath: 's3://backups/elsewhere',
        wal: { compression: 'zstd', maxParallel: 4 },
        data: { compression: 'bzip2', jobs: 1 },
      },
      instanceSidecarConfiguration: { resources: { limits: { memory: '2Gi' } } },
    });
    expect(valueAt(composition.cluster, 'spec.backup.target')).toBe('primary');
    expect(valueAt(composition.cluster, 'spec.plugins.0.parameters.serverName')).toBe('orders-2');
  });
});

describe('by the operator itself', () => {
  const backup = { ...DAILY, method: 'inTree' as const };
  const environment = { store: HETZNER };

  test('the Cluster keeps archive and retention, and there is neither plugin nor ObjectStore', () => {
    const composition = composed({ backup }, new Fixture({ environment }));
    const { cluster } = composition;
    expect(composition.findAll('ObjectStore')).toEqual([]);
    expect(cluster['spec']).not.toHaveProperty('plugins');
    expect(valueAt(cluster, 'spec.backup')).toEqual({
      barmanObjectStore: {
        destinationPath: 's3://backups/home/shop',
        endpointURL: 'https://fsn1.your-objectstorage.com',
        serverName: 'orders',
        s3Credentials: {
          accessKeyId: { name: 'backup-s3', key: 'ID' },
          secretAccessKey: { name: 'backup-s3', key: 'KEY' },
          region: { name: 'backup-s3', key: 'REGION' },
        },
        wal: {
          compression: 'gzip',
          maxParallel: 2,
          archiveAdditionalCommandArgs: ['--read-timeout=300'],
        },
        data: { compression: 'gzip', jobs: 2, additionalCommandArgs: ['--read-timeout=300'] },
      },
      retentionPolicy: '14d',
      target: 'prefer-standby',
    });
  });

  test('Barman runs in the container of the server, which gets its environment', () => {
    const { cluster } = composed({ backup }, new Fixture({ environment }));
    expect(valueAt(cluster, 'spec.env')).toEqual([
      { name: 'AWS_DEFAULT_REGION', value: 'fsn1' },
      { name: 'AWS_REQUEST_CHECKSUM_CALCULATION', value: 'when_required' },
      { name: 'AWS_RESPONSE_CHECKSUM_VALIDATION', value: 'when_required' },
    ]);
  });

  test('the ScheduledBackup names the method and no plugin', () => {
    const { spec } = composed({ backup }).find('ScheduledBackup', 'orders-base') as {
      spec?: Record<string, unknown>;
    };
    expect(spec).toMatchObject({ method: 'barmanObjectStore' });
    expect(spec).not.toHaveProperty('pluginConfiguration');
  });

  test('the drill reads it the same way, with an environment of its own and no ObjectStore', () => {
    const { drillCluster, plan } = composed({ backup }, new Fixture({ environment }));
    expect(valueAt(drillCluster, 'spec.externalClusters')).toMatchObject([
      {
        name: 'source',
        barmanObjectStore: {
          destinationPath: 's3://backups/home/shop',
          serverName: 'orders',
          s3Credentials: { accessKeyId: { name: 'drill-s3', key: 'ID' } },
          wal: { restoreAdditionalCommandArgs: ['--read-timeout=300'] },
        },
      },
    ]);
    expect(valueAt(drillCluster, 'spec.env')).toContainEqual({ name: 'AWS_DEFAULT_REGION', value: 'fsn1' });
    expect(drillCluster['spec']).not.toHaveProperty('backup');
    expect(plan.protections[0]?.source).not.toHaveProperty('drillObjectStore');
    expect(plan.protections[0]?.source['archivedBy']).toBe('inTree');
  });
});

describe('volume snapshots besides', () => {
  const volumeSnapshots = {
    schedule: Schedule.every('6h'),
    className: 'csi-snapshots',
    walClassName: 'csi-wal',
    ownerReference: 'backup' as const,
  };

  test('are a section of the Cluster and a ScheduledBackup of their own; WAL archiving stays', () => {
    const composition = composed({ backup: { ...DAILY, volumeSnapshots } });
    expect(composition.codes).toEqual([]);
    expect(valueAt(composition.cluster, 'spec.backup.volumeSnapshot')).toEqual({
      className: 'csi-snapshots',
      walClassName: 'csi-wal',
      online: true,
      snapshotOwnerReference: 'backup',
    });
    expect(valueAt(composition.cluster, 'spec.plugins')).toHaveLength(1);
    expect(composition.find('ScheduledBackup', 'orders-snapshot')['spec']).toMatchObject({
      method: 'volumeSnapshot',
      schedule: '0 0 */6 * * *',
      online: true,
    });
    expect(composition.find('ScheduledBackup', 'orders-snapshot')['spec']).not.toHaveProperty(
      'pluginConfiguration',
    );
    expect(composition.find('ScheduledBackup', 'orders-base')['spec']).not.toHaveProperty('online');
  });

  test('are a row of the matrix of their own', () => {
    const rows = new Fixture().addDatabase('orders', { backup: { ...DAILY, volumeSnapshots } }).matrixRows();
    expect(rows).toEqual([
      {
        component: 'orders',
        method: 'WAL archiving and base backups (Barman Cloud plugin)',
        schedule: DAILY.base.describe(),
        retention: '14 days',
        location: 'backups/home/shop/orders',
        recovery: 'point-in-time recovery into a new Cluster',
      },
      {
        component: 'orders',
        method: 'CSI volume snapshots',
        schedule: volumeSnapshots.schedule.describe(),
        retention: 'not limited',
        location: 'VolumeSnapshotClass csi-snapshots',
        recovery: 'new Cluster from a snapshot',
      },
    ]);
  });
});

test('the plan says how it is backed up, where and how often', () => {
  const { plan } = composed({ backup: { ...DAILY, method: 'inTree' } });
  expect(plan.protections[0]?.backup).toEqual({
    method: 'WAL archiving and base backups (Barman Cloud, in-tree)',
    schedule: '0 0 2 * * *',
    scheduleText: DAILY.base.describe(),
    longestGap: 86_400,
    retention: '14d',
    archive: {
      store: STORE.id,
      profile: 'aws',
      region: 'eu-central-1',
      pathStyle: false,
      bucket: 'backups',
      prefix: 'home/shop',
      serverName: 'orders',
    },
    recovery: 'point-in-time recovery into a new Cluster',
  });
});

test('schedules that the operator cannot be told are reported, and the rest is inspected too (RST103)', () => {
  const firstMonday = Schedule.firstWeekdayOfMonth('mon', '02:00');
  const { problems } = composed({
    storage: 'big',
    backup: { base: firstMonday, volumeSnapshots: { schedule: firstMonday, className: 'csi' } },
  });
  expect(
    problems
      .filter(({ severity }) => severity === 'error')
      .map(({ code, property, path }) => `${code} ${path} ${property ?? ''}`),
  ).toEqual([
    'RST104 home/shop/data--postgres/orders storage',
    'RST103 home/shop/data--postgres/orders backup.base',
    'RST103 home/shop/data--postgres/orders backup.volumeSnapshots.schedule',
  ]);
});
