import { describe, expect, it } from '@jest/globals';
import { BackupStore, Credentials, storeProblems, type ServerSideEncryption } from '../../lib/storage';
import { codesOf } from './problem-codes';

const r2 = BackupStore.cloudflareR2({ accountId: '0123456789abcdef0123456789abcdef', bucket: 'backups' });
const aws = BackupStore.aws({ bucket: 'backups', region: 'eu-west-1' });
const hetzner = BackupStore.hetzner({ location: 'fsn1', bucket: 'backups' });
const minio = BackupStore.minio({ endpoint: 'http://minio.object-storage.svc:9000', bucket: 'backups' });
const other = BackupStore.s3Compatible({
  endpoint: 'https://s3.example.com',
  bucket: 'backups',
  region: 'us-east-1',
});

describe('a plain use of a store', () => {
  it.each([r2, aws, hetzner, minio, other])('$profile has no problem', (store) => {
    expect(storeProblems(store, {})).toEqual([]);
    expect(
      storeProblems(store, {
        dataCompression: 'gzip',
        walCompression: 'snappy',
        tags: {},
        objectLock: false,
      }),
    ).toEqual([]);
  });
});

describe('what a store cannot do', () => {
  it('carries code, construct path, property, value and reason', () => {
    const [problem] = storeProblems(r2, { dataCompression: 'snappy' }, 'safeops/develop/app-postgres');
    expect(problem).toMatchObject({
      code: 'RST206',
      severity: 'error',
      path: 'safeops/develop/app-postgres',
      property: 'dataCompression',
      value: "'snappy'",
    });
    expect(problem?.reason).toContain('cloudflare-r2');
  });

  it('leaves the path to the reader if there is none', () => {
    expect(storeProblems(r2, { dataCompression: 'snappy' })[0]?.path).toBe('');
  });

  it('RST206: snappy for base backups where parts must have one length', () => {
    expect(codesOf(storeProblems(r2, { dataCompression: 'snappy' }))).toEqual(['RST206']);
    expect(codesOf(storeProblems(other, { dataCompression: 'snappy' }))).toEqual(['RST206']);
    expect(storeProblems(aws, { dataCompression: 'snappy' })).toEqual([]);
    expect(storeProblems(r2, { dataCompression: 'bzip2', walCompression: 'snappy' })).toEqual([]);
  });

  it('RST207: tags, of which only the names are shown', () => {
    const [problem, ...others] = storeProblems(r2, { tags: { team: 'a-value', tier: 'b' } });
    expect(problem).toMatchObject({ code: 'RST207', value: "'team, tier'" });
    expect(others).toEqual([]);
    expect(storeProblems(aws, { tags: { team: 'a' } })).toEqual([]);
  });

  it.each<[string, BackupStore, ServerSideEncryption, readonly string[]]>([
    ['R2', r2, 'AES256', ['RST208']],
    ['R2', r2, 'aws:kms', ['RST208']],
    ['Hetzner', hetzner, 'AES256', ['RST208']],
    ['MinIO without a key service', minio, 'AES256', ['RST208']],
    ['AWS', aws, 'AES256', []],
    ['AWS', aws, 'aws:kms', []],
  ])('RST208: %s asked for encryption it does not have (%#)', (_, store, encryption, codes) => {
    expect(codesOf(storeProblems(store, { encryption }))).toEqual(codes);
  });

  it('RST208 names what the store does have', () => {
    expect(storeProblems(r2, { encryption: 'AES256' })[0]?.reason).toBe('cloudflare-r2 offers SSE-C');
    expect(storeProblems(minio, { encryption: 'AES256' })[0]?.reason).toContain('none');
  });

  it('RST209: locks on a store without, and rules of a bucket for a tool that overwrites', () => {
    expect(codesOf(storeProblems(other, { objectLock: true }))).toEqual(['RST209']);
    expect(codesOf(storeProblems(r2, { objectLock: true }))).toEqual(['RST209']);
    expect(storeProblems(aws, { objectLock: true })).toEqual([]);
  });

  it('rules of a bucket are right for what is written once', () => {
    expect(storeProblems(r2, { objectLock: true, overwrites: false })).toEqual([]);
    expect(codesOf(storeProblems(other, { objectLock: true, overwrites: false }))).toEqual(['RST209']);
  });

  it('reports everything at once', () => {
    const use = {
      dataCompression: 'snappy',
      encryption: 'AES256',
      tags: { a: 'b' },
      objectLock: true,
    } as const;
    expect(codesOf(storeProblems(r2, use))).toEqual(['RST206', 'RST207', 'RST208', 'RST209']);
  });
});

describe('the way to a store', () => {
  it.each([
    ['http://s3.example.com', ['RST204']],
    ['http://8.8.8.8:9000', ['RST204']],
    ['https://s3.example.com', []],
    ['http://10.98.0.9:9000', []],
    ['http://minio.object-storage.svc:9000', []],
  ])('RST204 warns about %s: %j', (endpoint, codes) => {
    const problems = storeProblems(BackupStore.minio({ endpoint, bucket: 'backups' }), {});
    expect(codesOf(problems)).toEqual(codes);
    expect(problems.every((p) => p.severity === 'warning')).toBe(true);
  });

  it.each([
    ['https://backups.hel1.your-objectstorage.com', true, ['RST205']],
    ['https://backups.hel1.your-objectstorage.com', false, []],
    ['https://backups-eu.example.com', true, []],
    ['https://s3.example.com', true, []],
  ])('RST205 warns that %s holds the bucket, path style %s: %j', (endpoint, pathStyle, codes) => {
    const store = BackupStore.s3Compatible({ endpoint, bucket: 'backups', region: 'hel1', pathStyle });
    expect(codesOf(storeProblems(store, {}))).toEqual(codes);
  });

  it('RST205 leaves Services alone that are named like the bucket', () => {
    const store = BackupStore.minio({
      endpoint: 'http://backups.object-storage.svc:9000',
      bucket: 'backups',
    });
    expect(storeProblems(store, {})).toEqual([]);
  });
});

describe('keys of a store', () => {
  const role = Credentials.irsa('arn:aws:iam::123456789012:role/backup');
  const secret = Credentials.existing('s3', { accessKeyId: 'ID', secretAccessKey: 'SECRET' });

  it('RST226: roles of IAM open AWS alone', () => {
    expect(codesOf(storeProblems(r2, { credentials: role }))).toEqual(['RST226']);
    expect(storeProblems(aws, { credentials: role })).toEqual([]);
    expect(storeProblems(r2, { credentials: secret })).toEqual([]);
  });

  it('RST227 warns where no key can read only', () => {
    expect(storeProblems(hetzner, { access: 'read-only' })).toMatchObject([
      { code: 'RST227', severity: 'warning' },
    ]);
    expect(storeProblems(hetzner, { access: 'read-write' })).toEqual([]);
    expect(storeProblems(r2, { access: 'read-only' })).toEqual([]);
  });

  it('RST228 warns where no key can put without deleting, unless what is written is locked', () => {
    expect(storeProblems(r2, { access: 'append-only' })).toMatchObject([
      { code: 'RST228', severity: 'warning' },
    ]);
    expect(storeProblems(r2, { access: 'append-only', objectLock: true, overwrites: false })).toEqual([]);
    expect(storeProblems(minio, { access: 'append-only' })).toEqual([]);
  });
});
