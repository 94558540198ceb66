import { describe, expect, it } from '@jest/globals';
import { Credentials } from '../../../lib/storage';
import { codesThrownBy } from '../problem-codes';

const options = { user: 'cnpg-backup', store: 'ceph-objectstore', cluster: 'rook-ceph' };

describe("a user of Ceph's object gateway", () => {
  const credentials = Credentials.cephObjectStoreUser(options);

  it('has the Secret that Rook makes for it', () => {
    expect(credentials.kind).toBe('ceph-object-store-user');
    expect(credentials.name).toBe('rook-ceph-object-user-ceph-objectstore-cnpg-backup');
    expect(credentials.secretType).toBe('kubernetes.io/rook');
    expect(credentials.keyRef('accessKeyId').key).toBe('AccessKey');
    expect(credentials.keyRef('secretAccessKey').key).toBe('SecretKey');
    expect(credentials.keyRef('endpoint').key).toBe('Endpoint');
    expect(credentials.source).toEqual({
      kind: 'ceph-object-store-user',
      user: 'cnpg-backup',
      store: 'ceph-objectstore',
    });
  });

  it('is made in the namespace of whoever uses it', () => {
    expect(credentials.manifests('rciis-prod')).toEqual([
      {
        apiVersion: 'ceph.rook.io/v1',
        kind: 'CephObjectStoreUser',
        metadata: { name: 'cnpg-backup', namespace: 'rciis-prod' },
        spec: { store: 'ceph-objectstore', clusterNamespace: 'rook-ceph', displayName: 'cnpg-backup' },
      },
    ]);
  });

  it('can be confined to reading, and have a name and capabilities', () => {
    const reader = Credentials.cephObjectStoreUser({
      ...options,
      displayName: 'Drill',
      operations: ['read'],
      capabilities: { usage: 'read' },
    });
    expect(reader.manifests('drill')[0]?.spec).toMatchObject({
      displayName: 'Drill',
      opMask: ['read'],
      capabilities: { usage: 'read' },
    });
    expect(reader.isSameAs(credentials)).toBe(false);
  });

  it('is one account in every namespace', () => {
    expect(credentials.sharedAccount).toBe('rook-ceph/ceph-objectstore/cnpg-backup');
    expect(credentials.isSameAs(Credentials.cephObjectStoreUser({ ...options }))).toBe(true);
  });

  it.each(['user', 'store', 'cluster'])('refuses a %s that is no name with RST105', (option) => {
    expect(codesThrownBy(() => Credentials.cephObjectStoreUser({ ...options, [option]: 'A B' }))).toEqual([
      'RST105',
    ]);
  });
});
