import { BackupStore, Credentials, Velero, type VeleroProps } from '../../../lib';
import { checkObject } from '../../../lib/kubernetes/schema';
import { storesWithoutChecksums } from '../../../lib/velero/installation/versions';
import { valueAt } from '../../postgres/fixture';
import { FILE_KEYS, PASSWORD, STORE, VeleroFixture } from '../fixture';

const compose = (props: Partial<VeleroProps> = {}) => {
  const fixture = new VeleroFixture(props);
  fixture.addBackup();
  return fixture.compose();
};

test('a location says everything the plugin is told, as text, and no status', () => {
  const composed = compose({ encryption: 'aws:kms', kmsKeyId: 'alias/backups' });
  expect(composed.problems).toEqual([]);
  const location = composed.find('BackupStorageLocation', 'default', 'velero');
  expect(valueAt(location, 'spec')).toEqual({
    provider: 'aws',
    default: true,
    accessMode: 'ReadWrite',
    objectStorage: { bucket: 'namespaces', prefix: 'velero/home' },
    config: {
      region: 'eu-central-1',
      checksumAlgorithm: 'CRC32',
      serverSideEncryption: 'aws:kms',
      kmsKeyId: 'alias/backups',
    },
    credential: { name: 'velero-s3', key: 'cloud' },
  });
  expect(location).not.toHaveProperty('status');
  expect(location.metadata.annotations).toMatchObject({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
});

test('a store of one own is reached by its path, with its certificates and a customer key', () => {
  const composed = compose({
    store: BackupStore.minio({
      endpoint: 'https://minio.storage.svc:9000',
      bucket: 'namespaces',
      certificateAuthority: Credentials.existing('minio-ca', { certificates: 'ca.crt' }),
    }),
    customerKey: { secret: 'sse', key: 'key' },
  });
  expect(valueAt(composed.find('BackupStorageLocation', 'default', 'velero'), 'spec')).toMatchObject({
    objectStorage: { caCertRef: { name: 'minio-ca', key: 'ca.crt' } },
    config: {
      s3Url: 'https://minio.storage.svc:9000',
      s3ForcePathStyle: 'true',
      checksumAlgorithm: 'CRC32',
      customerKeyEncryptionSecret: 'sse/key',
    },
  });
});

test('the second Velero only reads, by a key of its own, and runs nothing that backs up or removes', () => {
  const composed = compose();
  expect(valueAt(composed.find('BackupStorageLocation', 'default', 'velero-drill'), 'spec')).toMatchObject({
    accessMode: 'ReadOnly',
    objectStorage: { bucket: 'namespaces', prefix: 'velero/home' },
    credential: { name: 'velero-drill-s3' },
  });
  const values = valueAt(composed.find('HelmRelease', 'velero-drill'), 'spec.values.configuration');
  expect(valueAt(values, 'disableControllers')).toContain('gc');
  const key = composed.plan.requiredSecrets.find(({ name }) => name === 'velero-drill-s3');
  expect(key).toMatchObject({
    namespace: 'velero-drill',
    roles: ['archive-reader'],
    grants: { access: 'read-only' },
  });
});

test('both are released at exact versions, without the Secret or the locations of the chart', () => {
  const release = compose().find('HelmRelease', 'velero');
  expect(valueAt(release, 'spec.chart.spec')).toMatchObject({ chart: 'velero', version: '12.1.0' });
  expect(valueAt(release, 'spec.values')).toMatchObject({
    image: { tag: 'v1.18.2' },
    backupsEnabled: false,
    snapshotsEnabled: false,
    credentials: { useSecret: false },
    deployNodeAgent: true,
  });
  expect(compose({ csi: true }).find('HelmRelease', 'velero')).toMatchObject({
    spec: { values: { configuration: { features: 'EnableCSI' } } },
  });
});

test('somebody else may install it', () => {
  const fixture = new VeleroFixture({ install: false });
  fixture.addBackup();
  const composed = fixture.compose();
  expect(composed.findAll('HelmRelease').map(({ metadata }) => metadata.name)).toEqual(['velero-drill']);
});

test('an IAM role takes the place of a Secret', () => {
  const role = Credentials.irsa('arn:aws:iam::123456789012:role/velero');
  const composed = compose({ credentials: role });
  expect(
    valueAt(composed.find('BackupStorageLocation', 'default', 'velero'), 'spec.credential'),
  ).toBeUndefined();
  expect(composed.find('HelmRelease', 'velero')).toMatchObject({
    spec: { values: { serviceAccount: { server: { annotations: role.serviceAccountAnnotations } } } },
  });
});

test('only those named create Restores, from a backup by name and of whole namespaces', () => {
  const composed = compose({ restorers: { users: ['ada'], groups: ['operators'] } });
  const policy = JSON.stringify(composed.find('ValidatingAdmissionPolicy', 'restores-velero'));
  expect(policy).toContain('request.userInfo.username in [\\"ada\\"]');
  expect(policy).toContain('group in [\\"operators\\"]');
  expect(policy).toContain('key != \\"*\\"');
  expect(valueAt(composed.find('RoleBinding', 'velero-restorer'), 'subjects')).toMatchObject([
    { kind: 'User', name: 'ada' },
    { kind: 'Group', name: 'operators' },
  ]);
  expect(
    compose()
      .findAll('RoleBinding')
      .map(({ metadata }) => metadata.name),
  ).not.toContain('velero-restorer');
});

test('every object matches its schema', () => {
  const composed = compose({ restorers: { users: ['ada'] } });
  expect(composed.objects.filter(({ manifest }) => checkObject(manifest).length > 0)).toEqual([]);
});

test('a version of the plugin that spoils what it stores without checksums is refused for stores that need that', () => {
  const store = BackupStore.hetzner({ location: 'fsn1', bucket: 'namespaces' });
  expect(compose({ store }).codes).toContain('RST953');
  const fixed = compose({ store, awsPlugin: '1.14.3' });
  expect(fixed.codes).not.toContain('RST953');
  expect(
    valueAt(fixed.find('BackupStorageLocation', 'default', 'velero'), 'spec.config.checksumAlgorithm'),
  ).toBe('');
  expect(['1.14.2', '1.14.3', '1.15.0', '2.0.0', '0.99.99', 'v1'].map(storesWithoutChecksums)).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test.each<readonly [string, string, Partial<VeleroProps>]>([
  ['RST954', 'a range of versions', { version: '1.x' }],
  ['RST209', 'locks that refuse to overwrite', { store: r2(), objectLock: true, awsPlugin: '1.14.3' }],
  ['RST211', 'a place with a slash at its end', { prefix: 'velero/' }],
  ['RST973', 'everybody', { restorers: { groups: ['system:authenticated'] } }],
  ['RST973', 'nobody', { restorers: { users: [''] } }],
  [
    'RST974',
    'a password elsewhere',
    { repositoryPassword: Credentials.existing('password', { repositoryPassword: 'repository-password' }) },
  ],
  [
    'RST967',
    'a second Velero in its own namespace',
    {
      drill: {
        namespace: 'velero',
        credentials: Credentials.existing('velero-drill-s3', FILE_KEYS),
        repositoryPassword: PASSWORD,
      },
    },
  ],
])('%s refuses %s', (code, _what, props) => {
  expect(compose(props).codes).toContain(code);
});

test('two Velero do not share a place, nor stands one in that of the other', () => {
  const fixture = new VeleroFixture();
  fixture.addBackup();
  const other = new Velero(fixture.cluster, 'other', {
    store: STORE,
    prefix: 'velero/home/other',
    namespace: 'velero-2',
    credentials: Credentials.existing('velero-2-s3', FILE_KEYS),
    repositoryPassword: PASSWORD,
    drill: {
      credentials: Credentials.existing('velero-2-drill-s3', FILE_KEYS),
      repositoryPassword: PASSWORD,
    },
  });
  fixture.addBackup('weekly', { velero: other });
  expect(fixture.compose().codes).toContain('RST212');
});

function r2(): BackupStore {
  return BackupStore.cloudflareR2({ accountId: 'a'.repeat(32), bucket: 'namespaces' });
}

test.each([
  ['beside a key of the customer', { encryption: 'aws:kms', customerKey: { secret: 'sse', key: 'key' } }],
  ['with another encryption', { encryption: 'AES256' }],
] as const)('a key of KMS %s makes the location Unavailable, and is refused (RST977)', (_, props) => {
  const fixture = new VeleroFixture({ kmsKeyId: 'alias/backups', ...props });
  expect(fixture.compose().problem('RST977')).toMatchObject({ property: 'kmsKeyId', severity: 'error' });
});
