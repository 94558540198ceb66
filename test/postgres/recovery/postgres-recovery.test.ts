import { BackupStore, Credentials, PostgresRecovery, RecoveryTarget, Schedule } from '../../../lib';
import { codesThrownBy } from '../../storage/problem-codes';
import { composed, S3_KEYS, STORE, valueAt } from '../fixture';

const READER = Credentials.existing('recovery-s3', S3_KEYS);
const SOURCE = { store: STORE, prefix: 'home/old', serverName: 'orders-1', credentials: READER };

describe('PostgresRecovery', () => {
  test('goes to the end of the archive where nothing else is said', () => {
    const recovery = PostgresRecovery.from(SOURCE);
    expect(recovery.target.spec).toBeUndefined();
    expect(recovery.archive.location).toBe('backups/home/old/orders-1');
  });

  test('refuses a place that cannot be (RST211)', () => {
    expect(codesThrownBy(() => PostgresRecovery.from({ ...SOURCE, prefix: '/home/' }))).toEqual(['RST211']);
    expect(codesThrownBy(() => PostgresRecovery.from({ ...SOURCE, serverName: '' }))).toEqual(['RST211']);
  });
});

describe('a recovered PostgresCluster', () => {
  const recoverFrom = PostgresRecovery.from({
    ...SOURCE,
    target: RecoveryTarget.time('2026-02-17T12:00:00Z'),
  });

  test('always says database and owner: without them the operator makes an empty one', () => {
    const { cluster, codes } = composed({ recoverFrom });
    expect(codes).toEqual([]);
    expect(valueAt(cluster, 'spec.bootstrap')).toEqual({
      recovery: {
        source: 'source',
        database: 'orders',
        owner: 'orders',
        recoveryTarget: { targetTime: '2026-02-17T12:00:00Z' },
      },
    });
  });

  test('reads through an ObjectStore of its own, by the server name of the source', () => {
    const composition = composed({ recoverFrom });
    expect(valueAt(composition.cluster, 'spec.externalClusters')).toEqual([
      {
        name: 'source',
        plugin: {
          name: 'barman-cloud.cloudnative-pg.io',
          parameters: { barmanObjectName: 'orders-source', serverName: 'orders-1' },
        },
      },
    ]);
    const store = composition.find('ObjectStore', 'orders-source', 'shop');
    expect(valueAt(store, 'spec.configuration')).toEqual({
      destinationPath: 's3://backups/home/old',
      s3Credentials: {
        accessKeyId: { name: 'recovery-s3', key: 'ID' },
        secretAccessKey: { name: 'recovery-s3', key: 'KEY' },
        region: { name: 'recovery-s3', key: 'REGION' },
      },
    });
    expect(store['spec']).not.toHaveProperty('retentionPolicy');
  });

  test('keeps archiving to its own place, which is another', () => {
    const { cluster } = composed({ recoverFrom });
    expect(valueAt(cluster, 'spec.plugins.0.parameters')).toEqual({
      barmanObjectName: 'orders-archive',
      serverName: 'orders',
    });
  });

  test('names the Secret of its owner where there is one', () => {
    const ownerSecret = Credentials.existing('orders-owner', Credentials.basicAuth);
    const { cluster } = composed({ recoverFrom, ownerSecret });
    expect(valueAt(cluster, 'spec.bootstrap.recovery.secret')).toEqual({ name: 'orders-owner' });
  });

  test('needs the Secret it reads with, and the certificates of the store it reads from', () => {
    const store = BackupStore.minio({
      endpoint: 'https://minio.storage.svc:9000',
      bucket: 'old',
      certificateAuthority: Credentials.existing('old-ca', { certificates: 'ca.crt' }),
    });
    const { plan, codes } = composed({ recoverFrom: PostgresRecovery.from({ ...SOURCE, store }) });
    expect(codes).toEqual([]);
    expect(plan.requiredSecrets.find(({ name }) => name === 'recovery-s3')).toMatchObject({
      namespace: 'shop',
      roles: ['recovery-reader'],
      grants: { bucket: 'old', prefixes: ['home/old/orders-1'], access: 'read-only' },
    });
    expect(plan.requiredSecrets.find(({ name }) => name === 'old-ca')).toMatchObject({
      namespace: 'shop',
      roles: ['store-ca'],
    });
  });

  test('by the operator itself reads without an ObjectStore', () => {
    const composition = composed({
      recoverFrom,
      backup: { base: Schedule.daily('02:00'), method: 'inTree' },
    });
    expect(valueAt(composition.cluster, 'spec.externalClusters')).toEqual([
      {
        name: 'source',
        barmanObjectStore: {
          destinationPath: 's3://backups/home/old',
          serverName: 'orders-1',
          s3Credentials: {
            accessKeyId: { name: 'recovery-s3', key: 'ID' },
            secretAccessKey: { name: 'recovery-s3', key: 'KEY' },
            region: { name: 'recovery-s3', key: 'REGION' },
          },
        },
      },
    ]);
    expect(composition.findAll('ObjectStore')).toEqual([]);
  });
});

describe('a Cluster recovered by an IAM role', () => {
  const role = Credentials.irsa('arn:aws:iam::123456789012:role/backup');
  const other = Credentials.irsa('arn:aws:iam::123456789012:role/reader');
  const recovered = (writer: typeof role, reader: typeof role) =>
    composed({
      recoverFrom: PostgresRecovery.from({ ...SOURCE, credentials: reader }),
      backup: { base: Schedule.daily('02:00'), credentials: writer },
    }).codes;

  test('reads the source by the role of its own backup', () => {
    expect(recovered(role, role)).not.toContain('RST516');
  });

  test('cannot read it by another role: its service account has one (RST516)', () => {
    expect(recovered(role, other)).toContain('RST516');
  });
});
