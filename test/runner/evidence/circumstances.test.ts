import { findCircumstances } from '../../../runner/evidence/circumstances';
import { ApiClient } from '../../../runner/kubernetes';
import { FakeCluster } from '../postgres/fake-cluster';
import { JOBS, KUSTOMIZATIONS } from './recording';

const PLAN = { namespace: 'drills', appliedBy: { namespace: 'flux-system', name: 'drills-drills' } };

let cluster: FakeCluster;
let client: ApiClient;

beforeEach(async () => {
  cluster = await FakeCluster.start();
  client = new ApiClient({ server: cluster.url }, { timeout: 500, pause: 1, attempts: 2 });
});

afterEach(async () => {
  client.close();
  await cluster.stop();
});

function find(job: string | undefined = 'job', signal = AbortSignal.timeout(2000)) {
  return findCircumstances(client, PLAN, job, signal);
}

test('the revision is the one that Flux applied last', async () => {
  cluster.put(KUSTOMIZATIONS, {
    metadata: { name: 'drills-drills' },
    status: { lastAppliedRevision: 'main@sha1:abc', lastAttemptedRevision: 'main@sha1:def' },
  });
  await expect(find()).resolves.toEqual({ revision: 'main@sha1:abc' });
});

test.each([
  ['that its annotation names', { 'restorable/triggered-by': 'ada' }, 'ada'],
  [
    'that its annotation names, whatever made the Job',
    { 'restorable/triggered-by': 'ada', 'cronjob.kubernetes.io/instantiate': 'manual' },
    'ada',
  ],
  ['of kubectl: somebody', { 'cronjob.kubernetes.io/instantiate': 'manual' }, 'manual'],
  [
    'of the CronJob controller: the schedule',
    { 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2027-01-03T04:00:00Z' },
    'schedule',
  ],
])('a Job was started by what %s', async (_what, annotations, trigger) => {
  cluster.put(JOBS, { metadata: { name: 'job', annotations } });
  await expect(find()).resolves.toEqual({ trigger });
});

test('a Job that says nothing was started by nobody knows whom', async () => {
  cluster.put(JOBS, { metadata: { name: 'job' } });
  await expect(find()).resolves.toEqual({});
  await expect(find('other')).resolves.toEqual({});
  await expect(find(undefined)).resolves.toEqual({});
});

test('what others wrote is one line of limited length, without a connection string', async () => {
  const text = `ada\n"}]} postgres://ada:marked-4711@db/orders ${'x'.repeat(500)}`;
  cluster.put(JOBS, { metadata: { name: 'job', annotations: { 'restorable/triggered-by': text } } });
  const { trigger = '' } = await find();
  expect(trigger).toMatch(/^ada "\}\]\} \[redacted\] x+$/);
  expect(trigger).toHaveLength(200);
});

test('an API server that refuses or does not answer in time leaves both unknown', async () => {
  cluster.refuses = () => 403;
  await expect(find()).resolves.toEqual({});
  cluster.refuses = () => 503;
  await expect(find('job', AbortSignal.abort())).resolves.toEqual({});
});
