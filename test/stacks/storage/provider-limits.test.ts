import { describe, expect, it } from '@jest/globals';
import type { PlannedStore } from '../../../stacks/plan/stores-of-plan';
import type { StorageIdentity } from '../../../stacks/storage/identities';
import { providerLimits } from '../../../stacks/storage/provider-limits';

const account = '0123456789abcdef0123456789abcdef';

function storeOf(profile: string, endpoint: string, region?: string): PlannedStore {
  return {
    id: `${new URL(endpoint).host}/backups`,
    bucket: 'backups',
    profile,
    endpoint,
    ...(region !== undefined && { region }),
    archiveRetention: 0,
    evidenceRetention: 0,
    holdsArchives: true,
    holdsEvidence: false,
  };
}

const stores = {
  r2: storeOf('cloudflare-r2', `https://${account}.r2.cloudflarestorage.com`, 'auto'),
  jurisdiction: storeOf('cloudflare-r2', `https://${account}.eu.r2.cloudflarestorage.com`, 'auto'),
  hetzner: storeOf('hetzner', 'https://fsn1.your-objectstorage.com', 'fsn1'),
  minio: storeOf('minio', 'http://minio.minio.svc:9000'),
  ceph: storeOf('ceph-rgw', 'http://rgw.rook-ceph.svc:80'),
  other: storeOf('s3-compatible', 'https://s3.example.com', 'us-east-1'),
  aws: { ...storeOf('aws', 'https://vpce.example.com', 'eu-west-1') },
};

function identity(rights: StorageIdentity['rights'], id: string): StorageIdentity {
  return { id, store: 's', bucket: 'backups', prefixes: ['a'], rights, tool: 'other' };
}

const all = [
  identity('write', 'one'),
  identity('write', 'two'),
  identity('drill', 'drill'),
  identity('append', 'evidence'),
];

function codes(store: PlannedStore, identities: readonly StorageIdentity[]) {
  return providerLimits(store, identities).map(({ code }) => code);
}

describe('what a provider cannot do', () => {
  it('is a warning with its consequence', () => {
    expect(codes(stores.hetzner, all)).toEqual(['RST210', 'RST227', 'RST228']);
    expect(codes(stores.r2, all)).toEqual(['RST210', 'RST228', 'RST940']);
    expect(codes(stores.jurisdiction, all)).toEqual(['RST210', 'RST228', 'RST940']);
    expect(codes(stores.other, all)).toEqual(['RST210', 'RST227', 'RST228', 'RST940']);
    for (const problem of providerLimits(stores.other, all)) {
      expect(problem).toMatchObject({ severity: 'warning', path: 'stores["s3.example.com/backups"]' });
    }
  });

  it('is nothing for stores with keys for prefixes and locks for versions', () => {
    for (const store of [stores.minio, stores.ceph, stores.aws]) expect(codes(store, all)).toEqual([]);
  });

  it('is only told where somebody needs it', () => {
    expect(codes(stores.hetzner, [identity('write', 'one')])).toEqual([]);
    expect(codes(stores.hetzner, [identity('read', 'one')])).toEqual([]);
    expect(codes(stores.r2, [identity('drill', 'one')])).toEqual([]);
    expect(codes(stores.r2, [identity('write', 'one')])).toEqual(['RST940']);
  });

  it('RST940 says why', () => {
    const reason = (store: PlannedStore) => providerLimits(store, [identity('write', 'one')]).at(-1)?.reason;
    expect(reason(stores.r2)).toContain('rules of the bucket');
    expect(reason(stores.other)).toContain('no locks');
  });
});
