import { BackupStore, Credentials } from '../../../lib';
import { composed, Fixture, valueAt, type Composed } from '../fixture';

const R2 = BackupStore.cloudflareR2({ accountId: '0123456789abcdef0123456789abcdef', bucket: 'backups' });

function stores(composition: Composed) {
  return {
    writer: composition.find('ObjectStore', 'orders-archive', 'shop'),
    reader: composition.find('ObjectStore', 'shop-orders', 'restore-test'),
  };
}

test('retention stands at the level of spec, where the plugin reads it, and only where something writes', () => {
  const { writer, reader } = stores(composed());
  expect(valueAt(writer, 'spec.retentionPolicy')).toBe('14d');
  expect(reader['spec']).not.toHaveProperty('retentionPolicy');
});

test('the copy of a drill is at the same place, with keys of its own, and says nothing of writing', () => {
  const { writer, reader } = stores(composed({}, new Fixture({ environment: { store: R2 } })));
  const place = {
    destinationPath: 's3://backups/home/shop',
    endpointURL: 'https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com',
  };
  expect(valueAt(writer, 'spec.configuration')).toMatchObject({
    ...place,
    s3Credentials: { accessKeyId: { name: 'backup-s3' } },
    wal: { compression: 'gzip' },
  });
  expect(valueAt(reader, 'spec.configuration')).toEqual({
    ...place,
    s3Credentials: {
      accessKeyId: { name: 'drill-s3', key: 'ID' },
      secretAccessKey: { name: 'drill-s3', key: 'KEY' },
      region: { name: 'drill-s3', key: 'REGION' },
    },
  });
});

test('the sidecars of both have resources and the environment that the store needs', () => {
  const sidecar = {
    env: [
      { name: 'AWS_DEFAULT_REGION', value: 'auto' },
      { name: 'AWS_REQUEST_CHECKSUM_CALCULATION', value: 'when_required' },
      { name: 'AWS_RESPONSE_CHECKSUM_VALIDATION', value: 'when_required' },
    ],
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
  };
  const { writer, reader } = stores(composed({}, new Fixture({ environment: { store: R2 } })));
  expect(valueAt(writer, 'spec.instanceSidecarConfiguration')).toEqual(sidecar);
  expect(valueAt(reader, 'spec.instanceSidecarConfiguration')).toEqual(sidecar);
});

test('a store with certificates of its own names them for both, each in its namespace', () => {
  const store = BackupStore.minio({
    endpoint: 'https://minio.storage.svc:9000',
    bucket: 'backups',
    certificateAuthority: Credentials.existing('store-ca', { certificates: 'ca.crt' }),
  });
  const composition = composed({}, new Fixture({ environment: { store } }));
  const { writer, reader } = stores(composition);
  for (const object of [writer, reader]) {
    expect(valueAt(object, 'spec.configuration.endpointCA')).toEqual({ name: 'store-ca', key: 'ca.crt' });
  }
  const needed = composition.plan.requiredSecrets.filter(({ name }) => name === 'store-ca');
  expect(needed.map(({ namespace }) => namespace)).toEqual(['restore-test', 'shop']);
  expect(needed.map(({ roles }) => roles)).toEqual([['store-ca'], ['store-ca']]);
});
