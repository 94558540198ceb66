import { leftOf, leftoverText, removeRestored } from '../../../runner/velero/remove-restored';
import { FakeNamespace } from './fake-namespace';

const never = new AbortController().signal;
const labels = { 'velero.io/restore-name': 'shop' };
const PODS = '/api/v1/namespaces/target/pods';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/target/deployments';

let fake: FakeNamespace;

beforeEach(async () => {
  fake = await FakeNamespace.start();
});

afterEach(() => fake.stop());

test('a restored workload is a leftover also where it is called default; an account of that name is in every namespace', async () => {
  fake.put(DEPLOYMENTS, { metadata: { name: 'default', namespace: 'target', labels } });
  fake.put('/api/v1/namespaces/target/serviceaccounts', {
    metadata: { name: 'default', namespace: 'target', labels },
  });
  const left = await leftOf(fake.place, never);
  expect(left.map(leftoverText)).toEqual(['deployments.apps target/default']);
});

test('restored pods are not waited for as long as they ask: nobody needs what they would still write', async () => {
  const ending = { deletionTimestamp: '2026-01-01T00:00:00Z' };
  fake.put(PODS, { metadata: { name: 'running', namespace: 'target', labels } });
  fake.put(PODS, {
    metadata: { name: 'slow', namespace: 'target', labels, ...ending, deletionGracePeriodSeconds: 600 } as {
      name: string;
    },
  });
  await removeRestored(fake.place, never);
  const deleted = fake.seen.filter(({ method }) => method === 'DELETE');
  expect(deleted.map(({ path }) => path)).toEqual([`${PODS}/running`, `${PODS}/slow`]);
  for (const { body } of deleted) expect(body).toMatchObject({ gracePeriodSeconds: 1 });
});

test('a pod that is about to be gone is not deleted again', async () => {
  const metadata = {
    ...{ name: 'ending', namespace: 'target', labels },
    ...{ deletionTimestamp: '2026-01-01T00:00:00Z', deletionGracePeriodSeconds: 1 },
  };
  fake.put(PODS, { metadata });
  await expect(removeRestored(fake.place, AbortSignal.timeout(100))).rejects.toBeDefined();
  expect(fake.seen.filter(({ method }) => method === 'DELETE')).toEqual([]);
});
