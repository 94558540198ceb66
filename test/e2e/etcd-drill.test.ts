import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { SigningKey } from 'restorable';
import {
  applyEnvironment,
  applyReader,
  CLUSTER,
  drill,
  DRILLS,
  evidenceStatus,
  FOLDER,
  removeEnvironment,
  SOURCE,
  synthesise,
} from './etcd/drill-environment';
import { EtcdOfTest } from './etcd/etcd-of-test';
import { SnapshotBucket } from './etcd/snapshot-bucket';
import { eventually, kubectl } from './kubectl';
import { findSetting } from './settings';

const bucket = new SnapshotBucket(FOLDER);
const files = mkdtempSync(join(tmpdir(), 'restorable-etcd-files-'));
const file = (name: string) => join(files, name);
const uploaded = new Set<string>();

/** Name of a snapshot as k3s gives it, taken so many seconds ago. */
const nameOf = (ago: number) => `etcd-snapshot-cp-1-${Math.floor(Date.now() / 1000) - ago}`;

function upload(name: string, path: string): string {
  bucket.upload(name, path, 'abcdef012345');
  uploaded.add(name);
  return name;
}

function clear(): void {
  for (const name of uploaded) bucket.remove(name);
  uploaded.clear();
}

function etcdctl(...args: readonly string[]): Buffer {
  return execFileSync('etcdctl', args, {
    env: {
      PATH: process.env['PATH'],
      ETCDCTL_ENDPOINTS: findSetting('E2E_ETCD_ENDPOINT'),
      ETCDCTL_CACERT: findSetting('E2E_ETCD_CACERT'),
      ETCDCTL_CERT: findSetting('E2E_ETCD_CERT'),
      ETCDCTL_KEY: findSetting('E2E_ETCD_KEY'),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** A snapshot of an etcd with the objects that are looked for, and `kube-system` of this UID. */
async function snapshotOfOther(path: string, uid?: string): Promise<void> {
  const namespace = JSON.parse(
    etcdctl('get', '/registry/namespaces/kube-system', '--write-out=json').toString(),
  ) as { readonly kvs: readonly { readonly value: string }[] };
  const stored = Buffer.from(namespace.kvs[0]?.value ?? '', 'base64');
  const live = kubectl(['get', 'namespace', 'kube-system', '--output', 'jsonpath={.metadata.uid}']);
  stored.write(uid ?? live, stored.indexOf(live), 'utf8');
  const other = await EtcdOfTest.start(mkdtempSync(join(files, 'data-')));
  try {
    for (const key of [
      ...['namespaces/kube-system', `namespaces/${SOURCE}`],
      ...[`configmaps/${SOURCE}/one`, `configmaps/${SOURCE}/two`],
    ])
      await other.put(`/registry/${key}`, stored);
    other.save(path);
  } finally {
    await other.stop();
  }
}

beforeAll(async () => {
  applyEnvironment(synthesise(), SigningKey.generate().toPem());
  kubectl(['create', 'configmap', 'precious', '--namespace', SOURCE, '--from-literal=answer=42']);
  etcdctl('snapshot', 'save', file('good'));
  await snapshotOfOther(file('of-other'), '00000000-0000-4000-8000-000000000000');
  await snapshotOfOther(file('without-nodes'));
});

afterEach(() => {
  clear();
});

afterAll(() => {
  clear();
  removeEnvironment();
  rmSync(files, { recursive: true });
});

test('a real snapshot passes, measured by the heartbeats in it, and is recorded as evidence', async () => {
  upload(nameOf(7200), file('of-other'));
  const name = upload(nameOf(0), file('good'));
  const { result, exitCode } = await drill('green');
  expect(result).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked', cleanedUp: true });
  expect(exitCode).toBe(0);
  expect(result.archive).toMatchObject({
    objects: 2,
    newestBackup: { id: name },
    changes: { unexplained: [] },
  });
  expect(result.versions['etcd']).toMatch(/^3\.\d+\.\d+$/);
  const [target] = result.targets;
  expect(target?.checks.map(({ status, actual }) => `${status} ${actual ?? ''}`)).toEqual([
    'passed 2 of 2 there',
    'passed 2',
  ]);
  expect(target?.measuredRpo).toBeGreaterThan(0);
  expect(target?.measuredRpo).toBeLessThan(600);
  expect(target?.measuredRto).toBeLessThan(120);
  expect(evidenceStatus()).toBe(`stored: stored as ${CLUSTER}/e2e/etcd/000000000001.json`);
});

test('a snapshot that k3s has packed passes', async () => {
  const name = nameOf(0);
  writeFileSync(file('packed.zip'), zipSync({ [name]: readFileSync(file('good')) }));
  upload(`${name}.zip`, file('packed.zip'));
  const { result, log } = await drill('packed');
  expect(result).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked' });
  expect(log).not.toContain(findSetting('E2E_S3_READER_SECRET_ACCESS_KEY'));
});

test('after the container has ended, the drill leaves no pod with what was restored', async () => {
  const phases = () =>
    kubectl(['get', 'pods', '--namespace', DRILLS, '--output', 'jsonpath={.items[*].status.phase}']).split(
      ' ',
    );
  // The kubelet ends the etcd beside the runner after the runner.
  const ended = await eventually('the end of every pod', 60, phases, (seen) => !seen.includes('Running'));
  expect(ended).toContain('Succeeded');
});

const FAULTS: readonly {
  readonly title: string;
  readonly prepare: () => void;
  readonly reason: string;
  readonly verdict: 'failed' | 'inconclusive';
  readonly after?: () => void;
}[] = [
  {
    title: 'a truncated snapshot',
    prepare: () => {
      writeFileSync(file('cut'), readFileSync(file('good')));
      truncateSync(file('cut'), 1_000_000);
      upload(nameOf(0), file('cut'));
    },
    reason: 'snapshot-truncated',
    verdict: 'failed',
  },
  {
    title: 'a flipped byte',
    prepare: () => {
      const bytes = readFileSync(file('good'));
      bytes.writeUInt8(bytes.readUInt8(500_000) ^ 1, 500_000);
      writeFileSync(file('flipped'), bytes);
      upload(nameOf(0), file('flipped'));
    },
    reason: 'snapshot-corrupt',
    verdict: 'failed',
  },
  {
    title: 'a snapshot of another cluster',
    prepare: () => upload(nameOf(0), file('of-other')),
    reason: 'snapshot-of-other-cluster',
    verdict: 'failed',
  },
  {
    title: 'a stale snapshot',
    prepare: () => upload(nameOf(2 * 86_400), file('without-nodes')),
    reason: 'data-older-than-rpo',
    verdict: 'failed',
  },
  { title: 'an empty folder', prepare: () => undefined, reason: 'no-backup', verdict: 'failed' },
  {
    title: 'a key that the store refuses',
    prepare: () => {
      upload(nameOf(0), file('good'));
      applyReader('wrong-secret-marked-7391');
    },
    reason: 'archive-key-refused',
    verdict: 'inconclusive',
    after: () => applyReader(),
  },
];

test.each(FAULTS)('$title: $verdict, $reason', async ({ prepare, reason, verdict, after }) => {
  prepare();
  try {
    const { result, exitCode, log } = await drill(`red-${reason}-${uploaded.size}-${Date.now() % 100_000}`);
    expect(result).toMatchObject({ verdict, reason, cleanedUp: true });
    expect(exitCode).toBe(verdict === 'failed' ? 1 : 3);
    expect(log).not.toContain('7391');
  } finally {
    after?.();
  }
});
