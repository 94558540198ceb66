import type { ListedObject } from '../../../lib/evidence/s3-listing';
import { readFolder, trySnapshot } from '../../../runner/etcd/snapshot-list';

const PREFIX = 'home/etcd-snapshots/';
const object = (name: string, lastModified?: string): ListedObject => ({
  kind: 'object',
  isLatest: true,
  key: `${PREFIX}${name}`,
  size: 544,
  etag: 'e',
  ...(lastModified !== undefined && { lastModified }),
});
const takenAt = (name: string, lastModified?: string) =>
  trySnapshot(object(name, lastModified), PREFIX, 'k3s')?.takenAt.toISOString();

describe('names', () => {
  test.each([
    ['etcd-snapshot-cp-1-1767225600', 'k3s', false],
    ['etcd-snapshot-cp-1-1767225600.zip', 'k3s', true],
    ['on-demand-cp-2.example-1767225600', 'k3s', false],
    ['etcd-1767225600.db', 'kubeadm', false],
  ] as const)('%s is a snapshot of %s', (name, maker, zipped) => {
    expect(trySnapshot(object(name), PREFIX, maker)).toMatchObject({
      name,
      zipped,
      takenAt: new Date('2026-01-01T00:00:00Z'),
    });
  });

  test.each([
    ['.metadata/etcd-snapshot-cp-1-1767225600', 'k3s'],
    ['etcd-snapshot-cp-1', 'k3s'],
    ['etcd-1767225600.db.sha256', 'kubeadm'],
    ['etcd-1767225600', 'kubeadm'],
    ['', 'k3s'],
  ] as const)('%s is none of %s', (name, maker) => {
    expect(trySnapshot(object(name), PREFIX, maker)).toBeUndefined();
  });
});

test('an old snapshot that was renamed, or put there again, is no newer for it', () => {
  expect(takenAt('etcd-snapshot-cp-1-1767225600', '2026-06-01T00:00:00Z')).toBe('2026-01-01T00:00:00.000Z');
  expect(takenAt('etcd-snapshot-cp-1-1798761600', '2026-01-01T00:00:00Z')).toBe('2026-01-01T00:00:00.000Z');
});

test('the newest of all servers is found in one pass, and everything is remembered', async () => {
  async function* objects() {
    for (const name of ['a-cp-1-1767225600', 'a-cp-2-1767229200', 'a-cp-3-1767222000', '.metadata/x'])
      yield await Promise.resolve(object(name));
  }
  const { newest, content } = await readFolder(objects(), PREFIX, 'k3s');
  expect(newest?.name).toBe('a-cp-2-1767229200');
  expect(content.count).toBe(4);
});
