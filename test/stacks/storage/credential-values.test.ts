import { describe, expect, it } from '@jest/globals';
import type { RequiredSecret } from '../../../lib/plan';
import { credentialsFile, credentialValues } from '../../../stacks/storage/credential-values';
import type { StorageIdentity } from '../../../stacks/storage/identities';

const KEYS = { accessKeyId: 'ID', secretAccessKey: 'KEY' };
const IDENTITY: StorageIdentity = {
  id: 'bookstore/velero/velero-s3',
  store: 's3.amazonaws.com/backups',
  bucket: 'backups',
  prefixes: ['velero'],
  rights: 'write',
  tool: 'velero',
} as unknown as StorageIdentity;

function holding(...holds: readonly string[]): StorageIdentity {
  const secret = { keys: holds.map((each) => ({ key: each, holds: each })) } as unknown as RequiredSecret;
  return { ...IDENTITY, secret };
}

describe('what the holder of an identity is told', () => {
  it('is what the contract of its Secret names, and nothing else', () => {
    expect(credentialValues(holding('accessKeyId', 'bucket'), undefined, KEYS)).toEqual({
      accessKeyId: 'ID',
      bucket: 'backups',
    });
  });

  it('is the keys as one file where the contract names a file', () => {
    const file = credentialsFile(KEYS);
    expect(credentialValues(holding('credentialsFile'), undefined, KEYS, { credentialsFile: file })).toEqual({
      credentialsFile: '[default]\naws_access_key_id=ID\naws_secret_access_key=KEY\n',
    });
  });

  it('is everything but the file for etcd snapshots, which have no Secret', () => {
    const values = credentialValues(IDENTITY, undefined, KEYS, { credentialsFile: credentialsFile(KEYS) });
    expect(values).toEqual({ ...KEYS, bucket: 'backups' });
  });
});
