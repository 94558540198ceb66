import { awaitRollout } from '../../../runner/velero/rollout';
import { FakeNamespace } from './fake-namespace';

const never = new AbortController().signal;
const PODS = '/api/v1/namespaces/target/pods';
const TIMES = { calm: { calm: 50, afterCrash: 100 } };

let fake: FakeNamespace;

beforeEach(async () => {
  fake = await FakeNamespace.start();
});

afterEach(() => fake.stop());

function putPod(isReady: boolean, restartCount: number): void {
  const conditions = [{ type: 'Ready', status: isReady ? 'True' : 'False' }];
  const containerStatuses = [{ name: 'web', restartCount, state: {} }];
  const pod = {
    metadata: { name: 'web', namespace: 'target' },
    spec: { containers: [{ name: 'web' }] },
    status: { phase: 'Running', conditions, containerStatuses },
  };
  fake.put(PODS, pod);
}

test('what is ready and stays so is ready since it was first seen so', async () => {
  putPod(true, 0);
  const begun = performance.now();
  const since = await awaitRollout(fake.place, never, TIMES);
  expect(performance.now() - since).toBeGreaterThanOrEqual(50);
  expect(since).toBeGreaterThanOrEqual(begun);
});

test('a container without a probe that ends at once, again and again, is never taken for ready', async () => {
  putPod(true, 0);
  fake.logs = () => 'no page\n';
  const watching = awaitRollout(fake.place, never, TIMES);
  const ends = [1, 2, 3].map(async (restarts) => {
    await new Promise((resolve) => setTimeout(resolve, 20 * restarts));
    putPod(restarts < 3, restarts);
  });
  await expect(watching).rejects.toMatchObject({
    reason: 'workload-not-ready',
    message: expect.stringContaining('no page') as unknown,
  });
  await Promise.all(ends);
});

test('a pod that runs and does not get ready speaks against the backup', async () => {
  putPod(false, 0);
  await expect(awaitRollout(fake.place, never, { ...TIMES, unready: 30 })).rejects.toMatchObject({
    reason: 'workload-not-ready',
    message: expect.stringContaining('the pod target/web runs and does not get ready') as unknown,
  });
});

test('a drill that is stopped waits no longer', async () => {
  putPod(false, 0);
  const stop = new AbortController();
  const watching = awaitRollout(fake.place, stop.signal, TIMES);
  stop.abort(new Error('told to end'));
  await expect(watching).rejects.toThrow();
});
