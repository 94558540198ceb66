import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Archive, BackupStore, grantOf } from '../../lib/storage';
import { codesThrownBy, thrownBy } from './problem-codes';

const store = BackupStore.minio({ endpoint: 'http://10.98.0.9:9000', bucket: 'backups' });
const segment = fc
  .string({ unit: fc.constantFrom(...Array.from('abcXYZ019._-')), minLength: 1, maxLength: 12 })
  .filter((text) => text !== '.' && text !== '..');

describe('an archive', () => {
  it('is bucket, prefix and server name', () => {
    const archive = Archive.of({ store, prefix: 'shop/production', serverName: 'orders' });
    expect(archive.destinationPath).toBe('s3://backups/shop/production');
    expect(archive.location).toBe('backups/shop/production/orders');
    expect(archive.keyPrefix).toBe('shop/production/orders');
    expect(archive.plan()).toMatchObject({
      bucket: 'backups',
      prefix: 'shop/production',
      serverName: 'orders',
    });
  });

  it('can be the bucket itself, and have no server name', () => {
    const archive = Archive.of({ store, prefix: '' });
    expect(archive.destinationPath).toBe('s3://backups');
    expect(archive.location).toBe('backups');
    expect(archive.plan()).not.toHaveProperty('serverName');
  });

  it('takes any segments of safe characters, however deep', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), segment, (segments, serverName) => {
        const prefix = segments.join('/');
        const archive = Archive.of({ store, prefix, serverName });
        expect(archive.location).toBe(`backups/${prefix}/${serverName}`);
      }),
    );
  });

  it.each([
    '/a',
    'a/',
    'a//b',
    '/',
    '..',
    'a/../b',
    './a',
    'a b',
    'a\\b',
    'ä',
    'a?b',
    'a%2fb',
    '${x}',
    'a\n',
  ])('refuses the prefix %j with RST211', (prefix) => {
    expect(thrownBy(() => Archive.of({ store, prefix }))).toMatchObject([
      { code: 'RST211', property: 'prefix' },
    ]);
  });

  it.each(['', 'a/b', '..', 'a b'])('refuses the server name %j with RST211', (serverName) => {
    expect(thrownBy(() => Archive.of({ store, prefix: 'a', serverName }))).toMatchObject([
      { code: 'RST211', property: 'serverName' },
    ]);
  });

  it('refuses a prefix that leaves no room for the keys below it', () => {
    expect(codesThrownBy(() => Archive.of({ store, prefix: 'a'.repeat(769) }))).toEqual(['RST211']);
    expect(Archive.of({ store, prefix: 'a'.repeat(768) }).prefix).toHaveLength(768);
  });
});

describe('two archives', () => {
  const at = (prefix: string, serverName?: string, where = store) =>
    Archive.of({ store: where, prefix, ...(serverName !== undefined && { serverName }) });

  it.each([
    ['a', 'x', 'a', 'x', true],
    ['a', 'x', 'a', 'y', false],
    ['a', 'x', 'a/x', undefined, true],
    ['a', undefined, 'a', 'x', true],
    ['a', 'x', 'a/x/b', 'y', true],
    ['a', 'x', 'a', 'xy', false],
    ['', undefined, 'a', 'x', true],
    ['a', 'x', 'b', 'x', false],
  ])('%s + %s and %s + %s overlap: %s', (prefix, server, otherPrefix, otherServer, expected) => {
    expect(at(prefix, server).overlaps(at(otherPrefix, otherServer))).toBe(expected);
    expect(at(otherPrefix, otherServer).overlaps(at(prefix, server))).toBe(expected);
  });

  it('do not overlap in different buckets or stores', () => {
    const elsewhere = BackupStore.minio({ endpoint: 'http://10.98.0.10:9000', bucket: 'backups' });
    const otherBucket = BackupStore.minio({ endpoint: 'http://10.98.0.9:9000', bucket: 'backups2' });
    expect(at('a', 'x').overlaps(at('a', 'x', elsewhere))).toBe(false);
    expect(at('a', 'x').overlaps(at('a', 'x', otherBucket))).toBe(false);
  });

  it('overlap through two values of one store', () => {
    const again = BackupStore.minio({
      endpoint: 'http://10.98.0.9:9000/',
      bucket: 'backups',
      region: 'eu-central-1',
    });
    expect(at('a', 'x').overlaps(at('a', 'x', again))).toBe(true);
  });
});

describe('the least right on an archive', () => {
  it('reaches its prefix and server name, not more', () => {
    expect(grantOf(Archive.of({ store, prefix: 'shop', serverName: 'orders' }), 'read-only')).toEqual({
      store: '10.98.0.9:9000/backups',
      bucket: 'backups',
      prefixes: ['shop/orders'],
      access: 'read-only',
    });
  });
});
