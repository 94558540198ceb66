import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import type { ByteRange } from '../../../runner/etcd/byte-ranges';
import { isSnapshotSize, openSnapshot } from '../../../runner/etcd/snapshot-content';
import { downloadVerified } from '../../../runner/etcd/verified-download';
import { snapshotOf } from './snapshots';

const folder = mkdtempSync(join(tmpdir(), 'restorable-snapshot-'));
const file = join(folder, 'snapshot.db');

afterAll(() => rmSync(folder, { recursive: true }));

const rangeOf =
  (bytes: Uint8Array): ByteRange =>
  (from, length) =>
    Promise.resolve(Buffer.from(bytes.subarray(from, from + length)));

async function download(bytes: Uint8Array, isZipped = false): Promise<string> {
  const object = { key: 'k/etcd-1', size: bytes.length, etag: 'e', kind: 'object' as const, isLatest: true };
  const content = await openSnapshot({ name: 'etcd-1', object, zipped: isZipped }, rangeOf(bytes));
  return downloadVerified('etcd-1', content, file);
}

test('a whole snapshot is written, packed or not, readable by nobody else, and its hash is told', async () => {
  const snapshot = snapshotOf(300);
  for (const bytes of [snapshot, zipSync({ snapshot })]) {
    const hash = await download(bytes, bytes !== snapshot);
    expect(readFileSync(file).equals(snapshot)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(hash).toBe(createHash('sha256').update(snapshot).digest('hex'));
  }
});

test('the hash is told from the database wherever the pieces end', async () => {
  const snapshot = snapshotOf(2);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: snapshot.length }), { maxLength: 8 }), async (cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), snapshot.length];
      const content = async function* () {
        let from = 0;
        for (const end of ends) {
          yield await Promise.resolve(snapshot.subarray(from, end));
          from = Math.max(from, end);
        }
      };
      await expect(downloadVerified('etcd-1', { size: snapshot.length, content }, file)).resolves.toMatch(
        /^[0-9a-f]{64}$/,
      );
    }),
    { numRuns: 30 },
  );
});

test('any changed bit is noticed', async () => {
  const snapshot = snapshotOf(2);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: snapshot.length * 8 - 1 }), async (bit) => {
      const changed = Buffer.from(snapshot);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(download(changed)).rejects.toMatchObject({ reason: 'snapshot-corrupt' });
    }),
    { numRuns: 50 },
  );
});

test('a snapshot that was cut is noticed by its size, before anything of it is read', async () => {
  for (const cut of [1, 31, 32, 33, 511, 513])
    await expect(download(snapshotOf(2).subarray(0, -cut))).rejects.toMatchObject({
      reason: 'snapshot-truncated',
    });
  expect([0, 32, 511, 512, 513].filter(isSnapshotSize)).toEqual([]);
  expect([544, 1056].filter(isSnapshotSize)).toEqual([544, 1056]);
});

test('fewer bytes than were promised are a truncated snapshot', async () => {
  const snapshot = snapshotOf(2);
  const content = async function* () {
    yield await Promise.resolve(snapshot.subarray(0, 100));
  };
  await expect(downloadVerified('etcd-1', { size: snapshot.length, content }, file)).rejects.toMatchObject({
    reason: 'snapshot-truncated',
    message: expect.stringContaining('only 100 came') as unknown,
  });
});

test('a full disk leaves the verdict open', async () => {
  const content = async function* (): AsyncGenerator<Buffer> {
    yield await Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
  };
  await expect(downloadVerified('etcd-1', { size: 544, content }, file)).rejects.toMatchObject({
    reason: 'out-of-space',
  });
});
