import { beforeAll, describe, expect, it } from '@jest/globals';
import { InputPropertiesError } from '@pulumi/pulumi';
import { policyProblems } from '../../../stacks/policy';
import { BackupStorage } from '../../../stacks/storage/backup-storage';
import type { BackupStorageArgs } from '../../../stacks/storage/backup-storage-args';
import { runMocked, SECRET_MARK, type MockedRun } from '../mock-engine';
import { drillWithEvidence, planOf, protectionOf, storageSecretOf } from '../plan-of';
import { evaluate } from './policies/policy-evaluator';
import type { PolicyDocument } from '../../../stacks/storage/policies/document';

const plan = planOf({
  protections: [protectionOf({ drill: drillWithEvidence() })],
  requiredSecrets: [
    storageSecretOf(),
    storageSecretOf({
      namespace: 'restore-test',
      name: 'evidence',
      roles: ['evidence-writer'],
      keys: [
        { key: 'id', holds: 'accessKeyId' },
        { key: 'key', holds: 'secretAccessKey' },
      ],
      grants: {
        store: 's3.amazonaws.com/evidence',
        bucket: 'evidence',
        prefixes: ['records'],
        access: 'append-only',
      },
    }),
  ],
});

/** What AWS would answer: ARNs, and the secret part of keys. */
function outputs(type: string, name: string) {
  if (type === 'aws:kms/key:Key') return { arn: `arn:aws:kms:x:1:key/${name}`, keyId: name };
  if (type === 'aws:iam/accessKey:AccessKey') return { secret: `MARKED-${name}` };
  if (type === 'aws:iam/role:Role') return { arn: `arn:aws:iam::1:role/${name}` };
  return {};
}

function make(args: Partial<BackupStorageArgs> = {}): Promise<MockedRun> {
  return runMocked(
    () => {
      const storage = new BackupStorage('store', { plan, ...args });
      return { credentials: storage.credentials, etcdSnapshots: storage.etcdSnapshots };
    },
    { outputs },
  );
}

describe('backup storage in AWS', () => {
  let run: MockedRun;

  beforeAll(async () => {
    run = await make({ defaults: { replica: { region: 'eu-central-1' } } });
  });

  const bucketParts = (name: string) => [
    `aws:kms/alias:Alias ${name}-key-alias`,
    `aws:kms/key:Key ${name}-key`,
    `aws:s3/bucket:Bucket ${name}-bucket`,
    `aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration ${name}-lifecycle`,
    `aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration ${name}-lock`,
    `aws:s3/bucketOwnershipControls:BucketOwnershipControls ${name}-ownership`,
    `aws:s3/bucketPolicy:BucketPolicy ${name}-policy`,
    `aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock ${name}-public-access`,
    `aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration ${name}-encryption`,
    `aws:s3/bucketVersioning:BucketVersioning ${name}-versioning`,
    `restorable:storage:HardenedBucket ${name}`,
  ];

  it('keeps the names of its resources: another name is another resource', () => {
    expect(run.resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
      [
        'restorable:storage:BackupStorage store',
        'random:index/randomId:RandomId store-deletion-guard',
        ...['store-backups', 'store-backups-replica', 'store-evidence', 'store-evidence-replica'].flatMap(
          bucketParts,
        ),
        ...['store-backups-replication', 'store-evidence-replication'].flatMap((name) => [
          `restorable:storage:BucketReplication ${name}`,
          `aws:iam/role:Role ${name}-role`,
          `aws:iam/rolePolicy:RolePolicy ${name}-rights`,
          `aws:s3/bucketReplicationConfig:BucketReplicationConfig ${name}-rule`,
        ]),
        ...['store-safeops.develop.cnpg-backup-s3', 'store-safeops.restore-test.evidence'].flatMap((name) => [
          `restorable:storage:Identity ${name}`,
          `aws:iam/user:User ${name}-user`,
          `aws:iam/userPolicy:UserPolicy ${name}-rights`,
          `aws:iam/accessKey:AccessKey ${name}-access-key`,
        ]),
      ].sort(),
    );
  });

  it('has every resource below its component', () => {
    const urns = run.resources.map(({ urn }) => urn);
    for (const { name, parent } of run.resources) {
      if (name !== 'store' && name !== 'store-deletion-guard') expect(urns).toContain(parent);
    }
  });

  it('is not half destroyed: what goes first is protected, and the keys of the writers wait for it', () => {
    const guard = run.find('store-deletion-guard');
    expect(guard.protect).toBe(true);
    for (const { urn } of run.ofType('aws:iam/accessKey:AccessKey'))
      expect(guard.dependencies).toContain(urn);
    for (const { urn } of run.ofType('aws:s3/bucket:Bucket')) expect(guard.dependencies).toContain(urn);
  });

  it('protects and retains buckets and keys, and retains what hardens them', () => {
    const protectedOnes = run.resources.filter(({ protect }) => protect);
    expect([...new Set(protectedOnes.map(({ type }) => type))].sort()).toEqual([
      'aws:kms/key:Key',
      'aws:s3/bucket:Bucket',
      'random:index/randomId:RandomId',
    ]);
    expect(protectedOnes).toHaveLength(9);
    const hardening = run.resources.filter(
      ({ type }) => type.startsWith('aws:s3/bucket') || type.startsWith('aws:kms'),
    );
    for (const { type, retainOnDelete } of hardening) {
      expect([type, retainOnDelete]).toEqual([type, !type.includes('ReplicationConfig')]);
    }
  });

  it('hardens every bucket', () => {
    expect(run.find('store-backups-bucket').inputs).toEqual({
      bucket: 'backups',
      region: 'eu-west-1',
      objectLockEnabled: true,
      forceDestroy: false,
    });
    expect(run.find('store-backups-key').inputs).toMatchObject({
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    });
    expect(run.find('store-backups-versioning').inputs).toMatchObject({
      versioningConfiguration: { status: 'Enabled' },
    });
    expect(run.find('store-backups-public-access').inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(run.find('store-backups-ownership').inputs).toMatchObject({
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    expect(run.find('store-backups-encryption').inputs).toMatchObject({
      rules: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: 'aws:kms',
            kmsMasterKeyId: 'arn:aws:kms:x:1:key/store-backups-key',
          },
          bucketKeyEnabled: true,
        },
      ],
    });
    expect(run.find('store-backups-lifecycle').inputs).toMatchObject({
      rules: [{ noncurrentVersionExpiration: { noncurrentDays: 31 } }, { id: 'unfinished-uploads' }],
    });
    for (const lifecycle of run.ofType('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration')) {
      expect(JSON.stringify(lifecycle.inputs)).not.toContain('"days"');
    }
  });

  it('locks backups in governance mode and evidence in compliance mode, copies too', () => {
    const lock = (name: string) => run.find(`${name}-lock`).inputs.rule as object;
    expect(lock('store-backups')).toEqual({ defaultRetention: { mode: 'GOVERNANCE', days: 30 } });
    expect(lock('store-backups-replica')).toEqual({ defaultRetention: { mode: 'GOVERNANCE', days: 30 } });
    expect(lock('store-evidence')).toEqual({ defaultRetention: { mode: 'COMPLIANCE', days: 365 } });
    expect(lock('store-evidence-replica')).toEqual({ defaultRetention: { mode: 'COMPLIANCE', days: 365 } });
  });

  it('sets lock, lifecycle and replication only once versions are kept', () => {
    const versioning = run.find('store-backups-versioning').urn;
    expect(run.find('store-backups-lock').dependencies).toContain(versioning);
    expect(run.find('store-backups-lifecycle').dependencies).toContain(versioning);
    expect(run.find('store-backups-replication-rule').dependencies).toEqual(
      expect.arrayContaining([
        versioning,
        run.find('store-backups-replica-versioning').urn,
        run.find('store-backups-replication-rights').urn,
      ]),
    );
    expect(run.find('store-backups-policy').dependencies).toContain(
      run.find('store-backups-public-access').urn,
    );
  });

  it('copies to the other region, encrypted with the key of the copy', () => {
    expect(run.find('store-backups-replica-bucket').inputs).toMatchObject({
      bucket: 'backups-replica',
      region: 'eu-central-1',
    });
    expect(run.find('store-backups-replication-rule').inputs).toMatchObject({
      bucket: 'backups',
      region: 'eu-west-1',
      rules: [
        {
          status: 'Enabled',
          deleteMarkerReplication: { status: 'Enabled' },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
          destination: {
            bucket: 'arn:aws:s3:::backups-replica',
            encryptionConfiguration: { replicaKmsKeyId: 'arn:aws:kms:x:1:key/store-backups-replica-key' },
          },
        },
      ],
    });
  });

  it('gives every identity the rights in its own bucket, with the key of that bucket', () => {
    const policy = (name: string) =>
      JSON.parse(String(run.find(`store-safeops.${name}-rights`).inputs.policy)) as PolicyDocument;
    const may = (name: string, action: string, resource: string) =>
      evaluate([policy(name)], { action, resource }) === 'allowed';
    const develop = 'develop.cnpg-backup-s3';
    expect(may(develop, 's3:PutObject', 'arn:aws:s3:::backups/safeops/develop/app/x')).toBe(true);
    expect(may(develop, 's3:PutObject', 'arn:aws:s3:::evidence/records/x')).toBe(false);
    expect(may(develop, 'kms:GenerateDataKey', 'arn:aws:kms:x:1:key/store-backups-key')).toBe(true);
    expect(may(develop, 'kms:Decrypt', 'arn:aws:kms:x:1:key/store-evidence-key')).toBe(false);
    expect(may('restore-test.evidence', 's3:PutObject', 'arn:aws:s3:::evidence/records/x')).toBe(true);
    expect(may('restore-test.evidence', 's3:DeleteObject', 'arn:aws:s3:::evidence/records/x')).toBe(false);
  });

  it('outputs what the contract of each Secret holds, all of it secret', () => {
    const { safeops } = run.outputs.credentials as { safeops: Record<string, Record<string, unknown>> };
    expect(
      Object.fromEntries(Object.entries(safeops).map(([place, values]) => [place, Object.keys(values)])),
    ).toEqual({
      'develop/cnpg-backup-s3': ['accessKeyId', 'bucket', 'endpoint', 'region', 'secretAccessKey'],
      'restore-test/evidence': ['accessKeyId', 'secretAccessKey'],
    });
    for (const value of Object.values(safeops).flatMap((values) => Object.values(values))) {
      expect(value).toHaveProperty(SECRET_MARK);
    }
    expect(JSON.stringify(safeops)).toContain('MARKED-store-safeops.develop.cnpg-backup-s3-access-key');
    const storage = run.resources.filter(({ type }) => type === 'aws:iam/accessKey:AccessKey');
    for (const key of storage) expect(key.additionalSecretOutputs).toContain('secret');
  });

  it('is in order by the policy', () => {
    expect(policyProblems(run.resources)).toEqual([]);
  });
});

describe('choices of backup storage', () => {
  it('leaves keys to S3 where AES-256 is asked for', async () => {
    const run = await make({ defaults: { encryption: 'aes256', replica: { region: 'eu-central-1' } } });
    expect([run.ofType('aws:kms/key:Key'), run.ofType('aws:kms/alias:Alias')]).toEqual([[], []]);
    expect(run.find('store-backups-encryption').inputs.rules).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
    ]);
    const rule = JSON.stringify(run.find('store-backups-replication-rule').inputs);
    expect(rule).not.toContain('Kms');
    for (const { inputs } of run.ofType('aws:iam/userPolicy:UserPolicy')) {
      expect(String(inputs.policy)).not.toContain('kms');
    }
  });

  it('makes no copy that nobody asked for, and a bucket with dots has a key alias without', async () => {
    const archive = { store: 's3.amazonaws.com/my.backups', bucket: 'my.backups' };
    const run = await make({
      plan: planOf({ protections: [protectionOf({ archive })], requiredSecrets: [] }),
    });
    expect(run.ofType('aws:s3/bucketReplicationConfig:BucketReplicationConfig')).toEqual([]);
    expect(run.find('store-my.backups-key-alias').inputs.name).toBe('alias/my-backups');
  });

  it('reaches a bucket of others by its name alone', async () => {
    const grants = {
      store: 's3.amazonaws.com/theirs',
      bucket: 'theirs',
      prefixes: ['a'],
      access: 'read-only',
    } as const;
    const keys = [{ key: 'id', holds: 'accessKeyId' }];
    const secret = storageSecretOf({ name: 'recovery', roles: ['recovery-reader'], grants, keys });
    const run = await make({ plan: planOf({ protections: [], requiredSecrets: [secret] }) });
    expect(run.ofType('aws:s3/bucket:Bucket')).toEqual([]);
    expect(String(run.find('store-safeops.develop.recovery-rights').inputs.policy)).toContain(
      'arn:aws:s3:::theirs/a/*',
    );
  });

  it('makes an identity for etcd snapshots, and tells k3s everything', async () => {
    const place = {
      cluster: 'safeops',
      store: 's3.amazonaws.com/etcd',
      bucket: 'etcd',
      folder: 'safeops/etcd-snapshots',
    };
    const run = await make({ etcdSnapshots: [{ ...place, region: 'eu-west-1' }] });
    expect(run.find('store-safeops.etcd-snapshots-user').inputs.name).toBe('safeops.etcd-snapshots');
    expect(run.resources.map(({ name }) => name)).not.toContain('store-etcd-lock');
    expect(Object.keys((run.outputs.etcdSnapshots as { safeops: object }).safeops).sort()).toEqual([
      'accessKeyId',
      'bucket',
      'endpoint',
      'folder',
      'region',
      'secretAccessKey',
    ]);
  });

  it('passes on the keys of stores elsewhere, and makes no resource there', async () => {
    const archive = { store: 'minio:9000/backups', profile: 'minio', endpoint: 'http://minio:9000' };
    const grants = {
      store: 'minio:9000/backups',
      bucket: 'backups',
      prefixes: ['a'],
      access: 'read-write',
    } as const;
    const run = await make({
      plan: planOf({
        protections: [protectionOf({ archive })],
        requiredSecrets: [storageSecretOf({ grants })],
      }),
      keys: { 'develop/cnpg-backup-s3': { accessKeyId: 'MARKED-ID', secretAccessKey: 'MARKED-KEY' } },
    });
    expect(run.resources.map(({ name }) => name)).toEqual(['store']);
    expect(JSON.stringify(run.outputs.credentials)).toContain('MARKED-KEY');
  });

  it('makes no resource where anything is wrong', () => {
    const wrong = { plan, defaults: { replica: { region: 'eu-west-1' } }, buckets: { other: {} } };
    let thrown: unknown;
    try {
      // Outside of any engine: it would fail otherwise if it had made a resource before.
      new BackupStorage('store', wrong);
    } catch (error) {
      thrown = error;
    }
    expect(InputPropertiesError.isInstance(thrown)).toBe(true);
    expect((thrown as InputPropertiesError).errors).toHaveLength(3);
  });
});
