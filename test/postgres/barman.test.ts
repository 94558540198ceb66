import { Archive, BackupStore, Credentials } from '../../lib';
import {
  barmanPlace,
  barmanReadingFields,
  barmanWriting,
  barmanWritingFields,
} from '../../lib/postgres/barman';
import { pluginParameters } from '../../lib/postgres/plugin-parameters';
import { S3_KEYS, STORE } from './fixture';

const HETZNER = BackupStore.hetzner({ location: 'fsn1', bucket: 'backups' });
const CREDENTIALS = Credentials.existing('s3', S3_KEYS);

describe('barmanWriting', () => {
  test('compresses both ways with gzip, two at a time, since there is no compression by default', () => {
    expect(barmanWriting()).toEqual({
      wal: { compression: 'gzip', maxParallel: 2 },
      data: { compression: 'gzip', jobs: 2, immediateCheckpoint: false },
    });
  });

  test('keeps what is said', () => {
    const wal = { compression: 'zstd', maxParallel: 8, encryption: 'AES256' } as const;
    const data = {
      compression: 'snappy',
      jobs: 4,
      immediateCheckpoint: true,
      encryption: 'aws:kms',
    } as const;
    expect(barmanWriting(wal, data)).toEqual({ wal, data });
    expect(barmanWritingFields(barmanWriting(wal, data), STORE)).toEqual({ wal, data });
  });
});

describe('barmanWritingFields', () => {
  test('leaves out a compression of none', () => {
    const writing = barmanWriting({ compression: 'none' }, { compression: 'none' });
    expect(barmanWritingFields(writing, STORE)).toEqual({ wal: { maxParallel: 2 }, data: { jobs: 2 } });
  });

  test('hands the arguments a store needs to both commands', () => {
    const { wal, data } = barmanWritingFields(barmanWriting(), HETZNER);
    expect(wal?.archiveAdditionalCommandArgs).toEqual(['--read-timeout=300']);
    expect(data?.additionalCommandArgs).toEqual(['--read-timeout=300']);
  });
});

describe('barmanReadingFields', () => {
  test('says nothing of writing: no compression, no parallel reading, no retention', () => {
    expect(barmanReadingFields(STORE)).toEqual({});
    expect(barmanReadingFields(HETZNER)).toEqual({
      wal: { restoreAdditionalCommandArgs: ['--read-timeout=300'] },
      data: { restoreAdditionalCommandArgs: ['--read-timeout=300'] },
    });
  });
});

describe('barmanPlace', () => {
  const archive = Archive.of({ store: STORE, prefix: 'home/shop', serverName: 'orders' });

  test('takes the region from the Secret: it is a key there, never a text', () => {
    expect(barmanPlace(archive, CREDENTIALS)).toEqual({
      destinationPath: 's3://backups/home/shop',
      s3Credentials: {
        accessKeyId: { name: 's3', key: 'ID' },
        secretAccessKey: { name: 's3', key: 'KEY' },
        region: { name: 's3', key: 'REGION' },
      },
    });
  });

  test('names the session token where there is one', () => {
    const temporary = Credentials.existing('s3', {
      accessKeyId: 'ID',
      secretAccessKey: 'KEY',
      sessionToken: 'TOKEN',
    });
    expect(barmanPlace(archive, temporary).s3Credentials).toEqual({
      accessKeyId: { name: 's3', key: 'ID' },
      secretAccessKey: { name: 's3', key: 'KEY' },
      sessionToken: { name: 's3', key: 'TOKEN' },
    });
  });

  test('names no key where pods take on a role', () => {
    const role = Credentials.irsa('arn:aws:iam::123456789012:role/backups');
    expect(barmanPlace(archive, role).s3Credentials).toEqual({ inheritFromIAMRole: true });
  });

  test('names the endpoint of a store that has one, and the certificates that sign it', () => {
    const store = BackupStore.minio({
      endpoint: 'https://minio.storage.svc:9000',
      bucket: 'backups',
      certificateAuthority: Credentials.existing('store-ca', { certificates: 'ca.crt' }),
    });
    expect(barmanPlace(Archive.of({ store, prefix: '' }), CREDENTIALS)).toMatchObject({
      destinationPath: 's3://backups',
      endpointURL: 'https://minio.storage.svc:9000',
      endpointCA: { name: 'store-ca', key: 'ca.crt' },
    });
  });
});

test('the plugin is always told the server name: left out, it is the name of the Cluster that asks', () => {
  const archive = Archive.of({ store: STORE, prefix: 'home/shop', serverName: 'orders' });
  expect(pluginParameters('orders-archive', archive)).toEqual({
    barmanObjectName: 'orders-archive',
    serverName: 'orders',
  });
});
