import { describe, expect, it } from '@jest/globals';
import {
  BackupStore,
  type CephRgwStoreOptions,
  type MinioStoreOptions,
  type StoreCapabilities,
} from '../../../lib/storage';
import { codesThrownBy, thrownBy } from '../problem-codes';

const ACCOUNT = '0123456789abcdef0123456789abcdef';
const WHEN_REQUIRED = [
  { name: 'AWS_REQUEST_CHECKSUM_CALCULATION', value: 'when_required' },
  { name: 'AWS_RESPONSE_CHECKSUM_VALIDATION', value: 'when_required' },
];

describe('Amazon S3', () => {
  const store = BackupStore.aws({ bucket: 'rciis-cnpg-backups', region: 'eu-west-1' });

  it('has no endpoint, puts buckets into the host, and takes the default checksums', () => {
    expect(store.profile).toBe('aws');
    expect(store.endpoint).toBeUndefined();
    expect(store.pathStyle).toBe(false);
    expect(store.sidecarEnvironment()).toEqual([{ name: 'AWS_DEFAULT_REGION', value: 'eu-west-1' }]);
    expect(store.egress).toEqual({ kind: 'public', port: 443 });
  });

  it('is one place through any endpoint and region, since names of buckets are unique', () => {
    const inVpc = BackupStore.aws({
      bucket: 'rciis-cnpg-backups',
      region: 'us-gov-west-1',
      endpoint: 'https://bucket.vpce-0.s3.us-gov-west-1.vpce.amazonaws.com',
    });
    expect(inVpc.id).toBe(store.id);
    expect(store.id).toBe('s3.amazonaws.com/rciis-cnpg-backups');
    expect(inVpc.pathStyle).toBe(true);
  });

  it('is another place in China', () => {
    const store = BackupStore.aws({ bucket: 'rciis-cnpg-backups', region: 'cn-north-1' });
    expect(store.id).toBe('s3.amazonaws.com.cn/rciis-cnpg-backups');
  });

  it('encrypts with the key it is given, and says so to uploading commands alone', () => {
    const kmsKeyId = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const store = BackupStore.aws({ bucket: 'backups', region: 'eu-west-1', kmsKeyId });
    expect(store.defaultEncryption).toBe('aws:kms');
    expect(store.barmanArguments('upload')).toEqual([`--sse-kms-key-id=${kmsKeyId}`]);
    expect(store.barmanArguments('upload', 'AES256')).toEqual([]);
    expect(store.barmanArguments('download')).toEqual([]);
  });

  it('leaves encryption to the bucket without a key', () => {
    expect(store.defaultEncryption).toBeUndefined();
    expect(store.barmanArguments('upload')).toEqual([]);
  });

  it.each(['eu', 'auto', 'EU-WEST-1', '', 'eu-west', 'eu-west-1a'])(
    "refuses the region '%s' with RST203",
    (region) => {
      expect(thrownBy(() => BackupStore.aws({ bucket: 'backups', region }))).toMatchObject([
        { code: 'RST203', property: 'region' },
      ]);
    },
  );

  it.each(['eu-west-1', 'us-gov-west-1', 'ap-southeast-5', 'eusc-de-east-1', 'il-central-1'])(
    "takes the region '%s'",
    (region) => {
      expect(BackupStore.aws({ bucket: 'backups', region }).region).toBe(region);
    },
  );

  it.each(['1234abcd-12ab-34cd-56ef-1234567890ab', 'mrk-1234abcd12ab34cd56ef1234567890ab', 'alias/backup'])(
    "takes the KMS key '%s'",
    (kmsKeyId) => {
      expect(BackupStore.aws({ bucket: 'backups', region: 'eu-west-1', kmsKeyId }).defaultEncryption).toBe(
        'aws:kms',
      );
    },
  );

  it.each(['', 'backup', 'arn:aws:s3:::backups'])("refuses the KMS key '%s' with RST203", (kmsKeyId) => {
    const make = () => BackupStore.aws({ bucket: 'backups', region: 'eu-west-1', kmsKeyId });
    expect(thrownBy(make)).toMatchObject([{ code: 'RST203', property: 'kmsKeyId' }]);
  });

  it('refuses names of buckets that AWS keeps for itself', () => {
    expect(codesThrownBy(() => BackupStore.aws({ bucket: 'sthree-backups', region: 'eu-west-1' }))).toEqual([
      'RST201',
    ]);
  });
});

describe('Cloudflare R2', () => {
  const store = BackupStore.cloudflareR2({ accountId: ACCOUNT, bucket: 'safeops-backups' });

  it('knows its endpoint and only region', () => {
    expect(store.profile).toBe('cloudflare-r2');
    expect(store.endpoint).toBe(`https://${ACCOUNT}.r2.cloudflarestorage.com`);
    expect(store.id).toBe(`${ACCOUNT}.r2.cloudflarestorage.com/safeops-backups`);
    expect(store.region).toBe('auto');
    expect(store.pathStyle).toBe(true);
    expect(store.sidecarEnvironment()).toEqual([
      { name: 'AWS_DEFAULT_REGION', value: 'auto' },
      ...WHEN_REQUIRED,
    ]);
  });

  it.each(['eu', 'fedramp'] as const)(
    'reaches buckets of the jurisdiction %s at an endpoint of their own',
    (jurisdiction) => {
      const store = BackupStore.cloudflareR2({ accountId: ACCOUNT, bucket: 'safeops-backups', jurisdiction });
      expect(store.endpoint).toBe(`https://${ACCOUNT}.${jurisdiction}.r2.cloudflarestorage.com`);
      expect(store.region).toBe('auto');
    },
  );

  it('cannot tag, stream parts of any length, keep versions, or confine keys to a prefix', () => {
    expect(store.capabilities).toMatchObject({
      tagging: false,
      streamedMultipart: false,
      versioning: false,
      objectLock: 'bucket-rules',
      prefixScopedKeys: false,
      bucketScopedKeys: true,
      readOnlyKeys: true,
      putOnlyKeys: false,
      conditionalPut: true,
      serverSideEncryption: ['SSE-C'],
    } satisfies Partial<StoreCapabilities>);
  });

  it.each(['', '…', ACCOUNT.toUpperCase(), ACCOUNT.slice(1)])(
    "refuses the account '%s' with RST203",
    (accountId) => {
      const make = () => BackupStore.cloudflareR2({ accountId, bucket: 'safeops-backups' });
      expect(thrownBy(make)).toMatchObject([{ code: 'RST203', property: 'accountId' }]);
    },
  );

  it('refuses a jurisdiction it does not have with RST203', () => {
    const make = () =>
      BackupStore.cloudflareR2({ accountId: ACCOUNT, bucket: 'backups', jurisdiction: 'us' as 'eu' });
    expect(thrownBy(make)).toMatchObject([{ code: 'RST203', property: 'jurisdiction' }]);
  });

  it('refuses dots in names of buckets with RST201', () => {
    expect(codesThrownBy(() => BackupStore.cloudflareR2({ accountId: ACCOUNT, bucket: 'a.b' }))).toEqual([
      'RST201',
    ]);
  });
});

describe('Hetzner Object Storage', () => {
  const store = BackupStore.hetzner({ location: 'fsn1', bucket: 'backups' });

  it('knows its endpoint and region by the location', () => {
    expect(store.profile).toBe('hetzner');
    expect(store.endpoint).toBe('https://fsn1.your-objectstorage.com');
    expect(store.region).toBe('fsn1');
    expect(store.sidecarEnvironment()).toEqual([
      { name: 'AWS_DEFAULT_REGION', value: 'fsn1' },
      ...WHEN_REQUIRED,
    ]);
  });

  it('gives Barman more time, for reading and writing', () => {
    expect(store.barmanArguments('upload')).toEqual(['--read-timeout=300']);
    expect(store.barmanArguments('download')).toEqual(['--read-timeout=300']);
  });

  it('has keys that reach everything in their project', () => {
    expect(store.capabilities).toMatchObject({
      prefixScopedKeys: false,
      bucketScopedKeys: false,
      readOnlyKeys: false,
      putOnlyKeys: false,
    });
  });

  it('refuses a location without Object Storage with RST203', () => {
    const make = () => BackupStore.hetzner({ location: 'ash' as 'fsn1', bucket: 'backups' });
    expect(thrownBy(make)).toMatchObject([{ code: 'RST203', property: 'location' }]);
  });
});

describe('Ceph RGW and MinIO', () => {
  const endpoint = 'http://rook-ceph-rgw-ceph-objectstore.rook-ceph.svc.cluster.local:80';

  it.each([
    ['ceph-rgw', BackupStore.cephRgw({ endpoint, bucket: 'cnpg-backups' })],
    ['minio', BackupStore.minio({ endpoint, bucket: 'cnpg-backups' })],
  ])('%s keeps the endpoint as written and needs no region', (profile, store) => {
    expect(store.profile).toBe(profile);
    expect(store.endpoint).toBe(endpoint);
    expect(store.region).toBeUndefined();
    expect(store.pathStyle).toBe(true);
    expect(store.sidecarEnvironment()).toEqual(WHEN_REQUIRED);
    expect(store.egress).toEqual({ kind: 'namespace', namespace: 'rook-ceph' });
    expect(store.id).toBe('rook-ceph-rgw-ceph-objectstore.rook-ceph.svc/cnpg-backups');
  });

  it.each([
    ['Ceph RGW', (options: CephRgwStoreOptions) => BackupStore.cephRgw(options)],
    ['MinIO', (options: MinioStoreOptions) => BackupStore.minio(options)],
  ])('%s encrypts only where it is declared to', (_, make) => {
    expect(make({ endpoint, bucket: 'backups' }).capabilities.serverSideEncryption).toEqual([]);
    const encrypting = make({
      endpoint,
      bucket: 'backups',
      region: 'eu-central-1',
      serverSideEncryption: ['AES256'],
    });
    expect(encrypting.capabilities.serverSideEncryption).toEqual(['AES256']);
    expect(encrypting.region).toBe('eu-central-1');
  });

  it('refuses a region that cannot stand in a signature with RST203', () => {
    const make = () => BackupStore.minio({ endpoint, bucket: 'backups', region: 'eu/central' });
    expect(thrownBy(make)).toMatchObject([{ code: 'RST203', property: 'region' }]);
  });
});

describe('another store with the S3 API', () => {
  const options = { endpoint: 'https://s3.example.com', bucket: 'backups', region: 'us-east-1' };

  it('is taken to be able to do nothing that is not said', () => {
    expect(BackupStore.s3Compatible(options).capabilities).toEqual({
      checksums: 'when-required',
      tagging: false,
      objectLock: 'none',
      versioning: false,
      serverSideEncryption: [],
      streamedMultipart: false,
      prefixScopedKeys: false,
      bucketScopedKeys: false,
      readOnlyKeys: false,
      putOnlyKeys: false,
      conditionalPut: false,
    } satisfies StoreCapabilities);
  });

  it('can do what is said, and nothing else', () => {
    const { capabilities } = BackupStore.s3Compatible({
      ...options,
      capabilities: { tagging: true, checksums: 'default' },
    });
    expect(capabilities).toMatchObject({ tagging: true, checksums: 'default', versioning: false });
  });

  it('keeps buckets in the path unless told otherwise', () => {
    expect(BackupStore.s3Compatible(options).pathStyle).toBe(true);
    expect(BackupStore.s3Compatible({ ...options, pathStyle: false }).pathStyle).toBe(false);
  });
});
