import { awaitRollout } from '../../../runner/velero/rollout';
import { FakeNamespace } from './fake-namespace';

const never = new AbortController().signal;

let fake: FakeNamespace;

beforeEach(async () => {
  fake = await FakeNamespace.start();
});

afterEach(() => fake.stop());

const STATES = [
  {
    name: 'waits to be started again',
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    isPrevious: false,
  },
  { name: 'runs once more', state: { running: {} }, isPrevious: true },
];

test.each(STATES)(
  'of a container that ends again and again and $name, the log of the end is quoted',
  async ({ state, isPrevious }) => {
    fake.put('/api/v1/namespaces/target/pods', {
      metadata: { name: 'web', namespace: 'target' },
      spec: { containers: [{ name: 'web' }] },
      status: { phase: 'Running', containerStatuses: [{ name: 'web', restartCount: 3, state }] },
    } as { metadata: { name: string } });
    fake.logs = (previous) => (previous === isPrevious ? 'no page\n' : 'unable to retrieve container logs\n');
    await expect(awaitRollout(fake.place, never)).rejects.toMatchObject({
      reason: 'workload-not-ready',
      message: 'the container web of the pod target/web ends again and again; it said last: no page',
    });
  },
);

test('a pod that is held back on purpose is not waited for', async () => {
  fake.put('/api/v1/namespaces/target/pods', {
    metadata: { name: 'mailing', namespace: 'target' },
    spec: { containers: [{ name: 'mailing' }], schedulingGates: [{ name: 'restorable/held-in-drills' }] },
    status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False' }] },
  } as { metadata: { name: string } });
  const calm = { calm: 0, afterCrash: 0 };
  await expect(awaitRollout(fake.place, never, { calm })).resolves.toBeGreaterThan(0);
});
