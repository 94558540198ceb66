import { ApiObject } from 'cdk8s';
import {
  BackupHook,
  Drill,
  FluxFolder,
  PostgresCluster,
  Schedule,
  VolumeBackup,
  VolumePolicy,
  type NamespaceBackupProps,
} from '../../../lib';
import { checkObject } from '../../../lib/kubernetes/schema';
import { DRILL as POSTGRES_DRILL, valueAt } from '../../postgres/fixture';
import { composedBackup, VeleroFixture } from '../fixture';

const WAIVED = Drill.waived({ reason: 'no room for it before the move', owner: 'ops', until: '2026-06-30' });
const CHECKPOINT = BackupHook.postgresCheckpoint({
  pods: { app: 'postgres' },
  container: 'postgres',
  user: 'shop',
  database: 'shop',
  onError: 'Continue',
});

test('a backup without anything to report is a Schedule that says what Velero would else decide', () => {
  const composed = composedBackup();
  expect(composed.problems).toEqual([]);
  const schedule = composed.find('Schedule', 'prod-daily', 'velero');
  expect(valueAt(schedule, 'spec')).toMatchObject({
    schedule: '0 2 * * *',
    skipImmediately: false,
    useOwnerReferencesInBackup: false,
    paused: false,
  });
  expect(valueAt(schedule, 'spec.template')).toMatchObject({
    metadata: {
      labels: { 'app.kubernetes.io/managed-by': 'restorable', 'app.kubernetes.io/instance': 'prod-daily' },
    },
    includedNamespaces: ['shop'],
    defaultVolumesToFsBackup: true,
    snapshotVolumes: false,
    storageLocation: 'default',
    ttl: '336h0m0s',
  });
  expect(valueAt(schedule, 'status')).toBeUndefined();
});

test('objects of a CloudNativePG Cluster are left out, and labels choose nothing else', () => {
  const schedule = composedBackup().find('Schedule', 'prod-daily');
  expect(valueAt(schedule, 'spec.template.labelSelector')).toEqual({
    matchExpressions: [{ key: 'cnpg.io/cluster', operator: 'DoesNotExist' }],
  });
  expect(valueAt(schedule, 'spec.template.orLabelSelectors')).toBeUndefined();
});

test('every option is where Velero reads it, and every object matches its schema', () => {
  const composed = composedBackup({
    hooks: [CHECKPOINT],
    policies: [VolumePolicy.skip({ types: ['emptyDir'] })],
    ordered: { pods: ['shop/a', 'shop/b'] },
    snapshotTimeout: '5m',
    operationTimeout: '1h',
    parallelUploads: 2,
    labels: { tier: 'gold' },
  });
  expect(composed.problems).toEqual([]);
  const template = valueAt(composed.find('Schedule', 'prod-daily'), 'spec.template');
  expect(template).toMatchObject({
    orderedResources: { pods: 'shop/a,shop/b' },
    csiSnapshotTimeout: '5m0s',
    itemOperationTimeout: '1h0m0s',
    uploaderConfig: { parallelFilesUpload: 2 },
    resourcePolicy: { kind: 'configmap', name: 'prod-daily-policies' },
  });
  expect(valueAt(template, 'metadata.labels.tier')).toBe('gold');
  const policies = composed.find('ConfigMap', 'prod-daily-policies', 'velero');
  expect(Object.keys(valueAt(policies, 'data') as object)).toHaveLength(1);
  expect(composed.objects.filter(({ manifest }) => checkObject(manifest).length > 0)).toEqual([]);
});

test('a single backup is like those of the Schedule, and is found beside them; it is no file of the tree', () => {
  const fixture = new VeleroFixture();
  const backup = fixture.addBackup().single('before-upgrade');
  expect(backup).toMatchObject({
    kind: 'Backup',
    metadata: {
      name: 'before-upgrade',
      namespace: 'velero',
      labels: { 'velero.io/schedule-name': 'prod-daily' },
    },
    spec: { includedNamespaces: ['shop'], ttl: '336h0m0s' },
  });
  expect(checkObject(backup)).toEqual([]);
  expect(fixture.compose().findAll('Backup')).toEqual([]);
});

test('CSI snapshots name their classes, moved to the store or with a warning', () => {
  const fixture = () => new VeleroFixture({ csi: true });
  const moved = composedBackup(
    {
      volumes: VolumeBackup.csiSnapshots({ moveData: true, snapshotClasses: { 'ebs.csi.aws.com': 'gold' } }),
    },
    fixture(),
  );
  expect(moved.problems).toEqual([]);
  const schedule = moved.find('Schedule', 'prod-daily');
  expect(schedule.metadata.annotations).toEqual({
    'velero.io/csi-volumesnapshot-class_ebs.csi.aws.com': 'gold',
  });
  expect(valueAt(schedule, 'spec.template')).toMatchObject({ snapshotVolumes: true, snapshotMoveData: true });
  const stays = composedBackup({ volumes: VolumeBackup.csiSnapshots({ moveData: false }) }, fixture());
  expect(stays.codes).toEqual(['RST963']);
});

test('native snapshots always name their location, which is made once', () => {
  const fixture = new VeleroFixture();
  const volumes = VolumeBackup.nativeSnapshots({ location: { name: 'ebs', region: 'eu-central-1' } });
  fixture.addBackup('daily', { volumes });
  fixture.addBackup('weekly', { volumes, drill: WAIVED });
  const composed = fixture.compose();
  expect(composed.findAll('VolumeSnapshotLocation')).toHaveLength(1);
  expect(valueAt(composed.find('Schedule', 'prod-weekly'), 'spec.template.volumeSnapshotLocations')).toEqual([
    'ebs',
  ]);
});

test('backups of one Velero share its place, and another writer of it is refused', () => {
  const fixture = new VeleroFixture();
  fixture.addBackup('daily');
  fixture.addBackup('weekly', { drill: WAIVED });
  expect(fixture.compose().problems).toEqual([]);
  new PostgresCluster(new FluxFolder(fixture.environment, 'data/pg'), 'orders', {
    postgres: 17,
    storage: '1Gi',
    database: 'orders',
    owner: 'orders',
    backup: { base: Schedule.daily('02:00'), archive: { prefix: 'velero/home', serverName: 'kopia' } },
    drill: POSTGRES_DRILL,
  });
  expect(fixture.compose().codes).toContain('RST212');
});

test.each<readonly [string, string, Partial<NamespaceBackupProps>, string]>([
  ['RST951', 'backups are rarer than the RPO', { objectives: { rpo: '12h' } }, '12h'],
  ['RST952', 'one failed run leaves no backup', { objectives: { retention: '7d' } }, '7d'],
  ['RST958', 'an order is no list of names', { ordered: { pods: ['shop/*'] } }, 'shop/*'],
  ['RST961', 'a hook that fails leaves its pod out', { hooks: [exec('Fail')] }, 'exec-db'],
  ['RST972', 'a pattern', { namespaces: ['shop', '*'] }, '*'],
  ['RST972', 'a namespace that is there twice', { namespaces: ['shop', 'shop'] }, 'shop'],
  ['RST972', 'the namespace of Velero', { namespaces: ['shop', 'velero'] }, 'velero'],
  [
    'RST976',
    'Velero takes no CSI snapshots',
    { volumes: VolumeBackup.csiSnapshots({ moveData: true }) },
    'csiMoved',
  ],
  ['RST977', 'no upload at a time', { parallelUploads: 0 }, '0'],
  ['RST977', 'no time for a snapshot', { snapshotTimeout: '1ms' }, '1ms'],
])('%s: %s', (code, _what, props, value) => {
  const problem = composedBackup(props).problem(code);
  expect(problem.path).toBe('home/prod/backup--shop/daily');
  expect(problem.value).toContain(value);
});

test('a name that makes labels of backups too long is refused', () => {
  const fixture = new VeleroFixture();
  fixture.addBackup('a'.repeat(44));
  expect(fixture.compose().codes).toContain('RST950');
  const fits = new VeleroFixture();
  fits.addBackup('a'.repeat(43), { drill: WAIVED });
  expect(fits.compose().problems).toEqual([]);
});

test('a schedule that Velero cannot be told is refused', () => {
  expect(composedBackup({ schedule: Schedule.firstWeekdayOfMonth('sun', '02:00') }).codes).toContain(
    'RST103',
  );
});

test('a hostPath volume of the composition is refused, unless it is left out with a reason', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'logs', namespace: 'shop' },
    spec: {
      containers: [{ name: 'logs', image: 'logs:1' }],
      volumes: [{ name: 'host', hostPath: { path: '/var/log' } }],
    },
  };
  const with_ = (volumes: VolumeBackup) => {
    const fixture = new VeleroFixture();
    new ApiObject(fixture.folder, 'pod', pod);
    return composedBackup({ volumes }, fixture);
  };
  expect(with_(VolumeBackup.fileSystem()).problem('RST955').value).toBe("'host'");
  const left = VolumeBackup.fileSystem({ except: [{ volume: 'host', reason: 'logs are shipped' }] });
  expect(with_(left).problems).toEqual([]);
});

test('claims whose data nobody has are told', () => {
  const fixture = new VeleroFixture();
  new ApiObject(fixture.folder, 'claim', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'files', namespace: 'shop' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  });
  const composed = composedBackup(
    { volumes: VolumeBackup.none({ reason: 'objects only' }), drill: WAIVED },
    fixture,
  );
  expect(composed.problem('RST956').value).toBe("'files'");
  expect(valueAt(composed.plan, 'protections.0.source.excludedClaims')).toEqual([
    { namespace: 'shop', claim: '*', reason: 'objects only' },
  ]);
});

test('the plan says what a drill must know, and nothing of a drill that is waived', () => {
  const { plan } = composedBackup();
  expect(plan.protections[0]).toMatchObject({
    id: 'home/prod/daily',
    kind: 'NamespaceBackup',
    namespace: 'shop',
    backup: { schedule: '0 2 * * *', retention: '336h0m0s', archive: { prefix: 'velero/home' } },
    source: {
      namespaces: ['shop'],
      velero: { namespace: 'velero', location: 'default' },
      schedule: 'prod-daily',
      volumes: 'fileSystem',
    },
  });
  const waived = composedBackup({ drill: WAIVED });
  expect(valueAt(waived.plan, 'protections.0.source.drill')).toBeUndefined();
});

test('alerts name the Schedule, and not the metric that never alerts', () => {
  const rules = new VeleroFixture().addBackup().alerts();
  expect(rules).toHaveLength(3);
  expect(rules[0]?.expression).toContain('schedule="prod-daily"');
  expect(rules[0]?.expression).toContain('> 86400');
  expect(JSON.stringify(rules)).not.toContain('velero_backup_last_status');
});

test('it is recovered with Flux suspended, by a Restore of the whole namespace', () => {
  const recovery = new VeleroFixture().addBackup().tryRecover({
    name: 'back',
    namespace: 'shop',
    target: '2026-01-01T00:00:00Z',
    annotations: { why: 'test' },
  });
  expect(recovery.manifests).toMatchObject([
    {
      kind: 'Restore',
      metadata: { name: 'back', namespace: 'velero' },
      spec: { includedNamespaces: ['shop'] },
    },
  ]);
  const commands = recovery.steps.flatMap((step) => step.commands).join('\n');
  expect(commands).toContain('"suspend":true');
  expect(commands).toContain('"suspend":false');
  expect(commands).toContain('2026-01-01T00:00:00Z');
  expect(recovery.steps.map(({ title }) => title).indexOf('Keep Flux away')).toBe(1);
});

function exec(onError: 'Fail' | 'Continue'): BackupHook {
  return BackupHook.exec({ pods: { app: 'db' }, container: 'db', onError, pre: ['sync'] });
}
