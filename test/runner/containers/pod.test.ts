import {
  endsOf,
  hasRun,
  hindranceOf,
  impossibilityOf,
  isReady,
  type Pod,
} from '../../../runner/containers/pod';

type Status = NonNullable<Pod['status']>;
type Container = Omit<NonNullable<Status['containerStatuses']>[number], 'name'>;

function podWith(container: Partial<Container>, status: Status = {}): Pod {
  const containerStatuses = [{ name: 'check', restartCount: 0, ...container }];
  return { metadata: { name: 'pod' }, status: { containerStatuses, ...status } };
}

const waiting = (reason: string, message?: string) =>
  podWith({ state: { waiting: { reason, ...(message !== undefined && { message }) } } });
const ended = { terminated: { exitCode: 1, reason: 'Error' } };
const running = { running: {} };

test('ends are counted, whether the container was started again or not yet', () => {
  expect(endsOf({ metadata: { name: 'new' } })).toBe(0);
  expect(endsOf(podWith({ state: running }))).toBe(0);
  expect(endsOf(podWith({ state: ended }))).toBe(1);
  expect(endsOf(podWith({ restartCount: 1, state: running, lastState: ended }))).toBe(1);
  const backOff = { waiting: { reason: 'CrashLoopBackOff' } };
  expect(endsOf(podWith({ restartCount: 2, state: backOff, lastState: ended }))).toBe(3);
});

test('a container has run once it runs or has ended', () => {
  expect(
    [waiting('ContainerCreating'), podWith({ state: running }), podWith({ state: ended })].map(hasRun),
  ).toEqual([false, true, true]);
});

test('ready is what Kubernetes says is ready', () => {
  expect(isReady(podWith({}, { conditions: [{ type: 'Ready', status: 'True' }] }))).toBe(true);
  expect(isReady(podWith({ state: running }, { conditions: [{ type: 'Ready', status: 'False' }] }))).toBe(
    false,
  );
});

test.each([
  ['an eviction', podWith({}, { phase: 'Failed', reason: 'Evicted' }), /Evicted/],
  [
    'too little memory',
    podWith({ lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }),
    /memory/,
  ],
  [
    'a program that is not there',
    podWith({ state: { terminated: { exitCode: 128, reason: 'StartError', message: 'no such file' } } }),
    /cannot be started: no such file/,
  ],
])('%s says nothing of the database', (_what, pod, text) => {
  expect(impossibilityOf(pod)).toMatch(text);
});

test.each([
  ['a container that runs', podWith({ state: running })],
  ['one that failed', podWith({ state: ended }, { phase: 'Failed' })],
  ['one that waits to be started again', waiting('CrashLoopBackOff')],
])('%s may still say something', (_what, pod) => {
  expect(impossibilityOf(pod)).toBeUndefined();
});

test.each([
  ['ErrImagePull', /image is not available: ErrImagePull/],
  ['ImagePullBackOff', /image is not available/],
  ['CreateContainerConfigError', /CreateContainerConfigError: secret "x" not found/],
])('%s keeps it from starting', (reason, text) => {
  expect(hindranceOf(waiting(reason, 'secret "x" not found'))).toMatch(text);
});

test('without a node it does not start', () => {
  const conditions = [{ type: 'PodScheduled', status: 'False', message: 'Insufficient memory' }];
  expect(hindranceOf(podWith({}, { conditions }))).toBe('it finds no node: Insufficient memory');
});

test.each(['ContainerCreating', 'PodInitializing', 'CrashLoopBackOff'])('%s is the usual way', (reason) => {
  expect(hindranceOf(waiting(reason))).toBeUndefined();
});
