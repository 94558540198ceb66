import { describe, expect, it } from '@jest/globals';
import { BackupStore, Credentials } from '../../lib/storage';
import { codesThrownBy } from './problem-codes';

const minio = (endpoint: string, more: { egress?: { cidrs: string[] }; identity?: string } = {}) =>
  BackupStore.minio({ endpoint, bucket: 'backups', ...more });

describe('where a store is reached', () => {
  it.each([
    ['http://10.98.0.9:9000', { kind: 'cidrs', cidrs: ['10.98.0.9/32'], port: 9000 }],
    ['https://[fd00::1]', { kind: 'cidrs', cidrs: ['fd00::1/128'], port: 443 }],
    ['http://minio.object-storage.svc:9000', { kind: 'namespace', namespace: 'object-storage' }],
    ['https://s3.example.com', { kind: 'public', port: 443 }],
    ['http://s3.example.com', { kind: 'public', port: 80 }],
  ])('%s tells itself', (endpoint, egress) => {
    expect(minio(endpoint).egress).toEqual(egress);
  });

  it('is what was said, on the port of the endpoint', () => {
    const store = minio('https://s3.example.com:8443', {
      egress: { cidrs: ['203.0.113.0/24', '2001:db8::/32'] },
    });
    expect(store.egress).toEqual({ kind: 'cidrs', cidrs: ['203.0.113.0/24', '2001:db8::/32'], port: 8443 });
  });

  it('is refused with RST107 if it is no network', () => {
    expect(
      codesThrownBy(() => minio('https://s3.example.com', { egress: { cidrs: ['203.0.113.7/24'] } })),
    ).toEqual(['RST107']);
  });
});

describe('the identity of a store', () => {
  it('is host, port and bucket', () => {
    expect(minio('http://10.98.0.9:9000').id).toBe('10.98.0.9:9000/backups');
  });

  it('can be given, for stores with several endpoints', () => {
    const inside = minio('http://minio.object-storage.svc:9000', { identity: 'minio' });
    const outside = minio('https://s3.example.com', { identity: 'minio' });
    expect(inside.id).toBe('minio/backups');
    expect(outside.id).toBe(inside.id);
  });
});

describe('the certificates of a store', () => {
  it('are a key of a Secret like any other credentials', () => {
    const store = BackupStore.cephRgw({
      endpoint: 'https://rgw.example.com',
      bucket: 'backups',
      certificateAuthority: Credentials.existing('rgw-ca', { certificates: 'ca.crt' }),
    });
    expect(store.certificateAuthority?.keyRef('certificates')).toEqual({ name: 'rgw-ca', key: 'ca.crt' });
    expect(minio('https://s3.example.com').certificateAuthority).toBeUndefined();
  });
});

describe("the plan's part about a place", () => {
  it('names store, profile, endpoint, region, bucket, prefix and server', () => {
    const store = BackupStore.minio({
      endpoint: 'http://10.98.0.9:9000',
      bucket: 'backups',
      region: 'eu-central-1',
    });
    expect(store.archivePlan('shop/orders', 'orders')).toEqual({
      store: '10.98.0.9:9000/backups',
      profile: 'minio',
      endpoint: 'http://10.98.0.9:9000',
      region: 'eu-central-1',
      pathStyle: true,
      bucket: 'backups',
      prefix: 'shop/orders',
      serverName: 'orders',
    });
  });

  it('leaves out what there is not', () => {
    const plan = BackupStore.aws({ bucket: 'backups', region: 'eu-west-1' }).archivePlan('velero');
    expect(Object.keys(plan).sort()).toEqual(['bucket', 'pathStyle', 'prefix', 'profile', 'region', 'store']);
  });
});
