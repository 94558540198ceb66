import { zipSync } from 'fflate';
import { Incident } from '../../../runner/drill/incident';
import { EtcdScene, failing, FOLDER, STARTED } from './drill-scene';
import { namespaceWith, snapshotOf } from './snapshots';

let scene: EtcdScene;

beforeEach(async () => {
  scene = await EtcdScene.start();
});

afterEach(() => scene.end());

const NAME = `etcd-cp-1-${Date.parse('2027-01-03T03:00:00Z') / 1000}`;

test('a good snapshot passes: fetched, verified, restored, and as fresh as its newest heartbeat', async () => {
  const result = await scene.drill();
  expect(result).toMatchObject({
    kind: 'EtcdSnapshots',
    verdict: 'passed',
    reason: 'restored-and-checked',
    cleanedUp: true,
    versions: { etcd: '3.6.16' },
    archive: { objects: 1, newestBackup: { id: NAME, age: 3600 }, changes: { unexplained: [] } },
  });
  expect(result.targets).toMatchObject([{ target: { kind: 'latest' }, measuredRpo: 3595 }]);
  expect(result.targets[0]?.checks.map(({ status }) => status)).toEqual(['passed']);
  expect(result.phases.map(({ name }) => name)).toEqual([
    ...['preflight', 'lock', 'prepare', 'restore', 'wait', 'measure', 'check', 'clean-up', 'verify-clean'],
  ]);
  expect(scene.fetched.equals(snapshotOf(4))).toBe(true);
  expect(scene.errors).toEqual([]);
});

test('the store is only read', async () => {
  await scene.drill();
  expect(scene.store.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
});

test('a packed snapshot of k3s passes too', async () => {
  const packed = zipSync({ snapshot: snapshotOf(8) });
  scene.save('etcd-cp-2', '2027-01-03T03:30:00Z', Buffer.from(packed), '.zip');
  expect(await scene.drill()).toMatchObject({ verdict: 'passed' });
  expect(scene.fetched.equals(snapshotOf(8))).toBe(true);
});

interface Fault {
  readonly title: string;
  readonly inject: (scene: EtcdScene) => void;
  readonly verdict: 'failed' | 'inconclusive';
  readonly reason: string;
  readonly says: string;
}

const FAULTS: readonly Fault[] = [
  {
    title: 'an empty folder',
    inject: ({ store }) => store.delete(`${FOLDER}/${NAME}`),
    verdict: 'failed',
    reason: 'no-backup',
    says: 'holds nothing',
  },
  {
    title: 'a truncated snapshot',
    inject: (it) => it.save('etcd-cp-1', '2027-01-03T03:00:00Z', snapshotOf(4).subarray(0, 1000)),
    verdict: 'failed',
    reason: 'snapshot-truncated',
    says: NAME,
  },
  {
    title: 'a flipped bit',
    inject: (it) => {
      const changed = snapshotOf(4);
      changed[700] = (changed[700] ?? 0) ^ 4;
      it.save('etcd-cp-1', '2027-01-03T03:00:00Z', changed);
    },
    verdict: 'failed',
    reason: 'snapshot-corrupt',
    says: 'another hash',
  },
  {
    title: 'a snapshot of another cluster',
    inject: ({ keys }) => keys.set('/registry/namespaces/kube-system', namespaceWith('another-uid')),
    verdict: 'failed',
    reason: 'snapshot-of-other-cluster',
    says: 'another-uid',
  },
  {
    title: 'a snapshot that does not say of which cluster it is',
    inject: ({ keys }) => keys.set('/registry/namespaces/kube-system', Buffer.from('encrypted')),
    verdict: 'inconclusive',
    reason: 'cluster-unknown',
    says: 'cannot be read',
  },
  {
    title: 'a stale snapshot',
    inject: (it) => {
      it.store.delete(`${FOLDER}/${NAME}`);
      it.save('etcd-cp-1', '2027-01-02T03:00:00Z', snapshotOf(4));
      it.keys.delete('/registry/leases/kube-node-lease/a');
    },
    verdict: 'failed',
    reason: 'data-older-than-rpo',
    says: '90000.0 s old; the RPO is 7200 s',
  },
  {
    title: 'an old snapshot under a new name',
    inject: (it) =>
      it.keys.delete('/registry/leases/kube-node-lease/a') &&
      it.store.put(`${FOLDER}/${NAME}`, snapshotOf(4), '2027-01-01T03:00:00Z'),
    verdict: 'failed',
    reason: 'data-older-than-rpo',
    says: NAME,
  },
  {
    title: 'a namespace that is not in it',
    inject: ({ keys }) => keys.delete('/registry/namespaces/shop'),
    verdict: 'failed',
    reason: 'check-failed',
    says: 'missing: ',
  },
  {
    title: 'an etcd that refuses the snapshot',
    inject: (it) => (it.restoring = failing('restore-failed')),
    verdict: 'failed',
    reason: 'restore-failed',
    says: 'etcdutl',
  },
  {
    title: 'no room for it',
    inject: (it) => (it.restoring = failing('out-of-space')),
    verdict: 'inconclusive',
    reason: 'out-of-space',
    says: 'etcdutl',
  },
  {
    title: 'a key that the store does not know',
    inject: ({ store }) => (store.fault = () => ({ status: 403, code: 'InvalidAccessKeyId' })),
    verdict: 'inconclusive',
    reason: 'archive-key-refused',
    says: '403',
  },
  {
    title: 'a restored etcd that cannot be removed',
    inject: (it) => (it.left = ['restored/member']),
    verdict: 'inconclusive',
    reason: 'not-cleaned-up',
    says: 'restored/member',
  },
  {
    title: 'a snapshot that is written again meanwhile',
    inject: (it) => {
      it.restoring = () => {
        it.store.put(`${FOLDER}/${NAME}`, snapshotOf(5), STARTED.toISOString());
      };
    },
    verdict: 'failed',
    reason: 'archive-changed',
    says: 'was written again',
  },
  {
    title: 'a runner that is told to end',
    inject: (it) => {
      it.restoring = () => it.stop.abort(new Incident('interrupted', 'the runner was told to end (SIGTERM)'));
    },
    verdict: 'inconclusive',
    reason: 'interrupted',
    says: 'SIGTERM',
  },
];

test.each(FAULTS)('$title: $verdict, $reason', async ({ inject, verdict, reason, says }) => {
  inject(scene);
  const result = await scene.drill();
  expect(result).toMatchObject({ verdict, reason, message: expect.stringContaining(says) as unknown });
});

test('a snapshot that fits into the disk but once is not begun with', async () => {
  const result = await scene.drill(scene.document({ scratch: 3000 }));
  expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'out-of-space' });
});

test('a plan without who takes the snapshots is refused', async () => {
  expect(await scene.drill(scene.document({ takenBy: 'nobody' }))).toMatchObject({
    verdict: 'inconclusive',
    reason: 'plan-invalid',
  });
});

describe('snapshots of the CronJob', () => {
  const kubeadm = () => scene.document({ takenBy: 'kubeadm' });
  const content = snapshotOf(6);
  let key: string;

  beforeEach(() => {
    scene.store.delete(`${FOLDER}/${NAME}`);
    key = scene.save('etcd', '2027-01-03T03:00:00Z', content, '.db');
  });

  test('pass with the hash that was put beside them', async () => {
    scene.saveHash(key, content);
    expect(await scene.drill(kubeadm())).toMatchObject({ verdict: 'passed' });
  });

  test('fail without it: the upload was not whole', async () => {
    expect(await scene.drill(kubeadm())).toMatchObject({
      verdict: 'failed',
      reason: 'snapshot-corrupt',
      message: expect.stringContaining('no file with its hash') as unknown,
    });
  });

  test('fail with that of another one', async () => {
    scene.saveHash(key, snapshotOf(7));
    expect(await scene.drill(kubeadm())).toMatchObject({ reason: 'snapshot-corrupt' });
  });
});
