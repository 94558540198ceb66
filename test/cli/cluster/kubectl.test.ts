import { Kubectl } from '../../../cli/cluster/kubectl';
import type { KubectlInput } from '../../../cli/cluster/kubectl-process';
import { placeOf } from '../../../cli/cluster/objects';
import { RestorableError } from '../../../lib/core/problems';
import { ended, FakeCluster } from './fake-cluster';

const POD = placeOf('pods', 'shop', 'orders-1');

/** The problem that an act ends with. */
async function problemOf(act: Promise<unknown>) {
  const error: unknown = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!RestorableError.is(error)) throw new Error('it did not fail as expected', { cause: error });
  return error.problems[0];
}

function answering(...answers: readonly ReturnType<typeof ended>[]) {
  const left = [...answers];
  const inputs: KubectlInput[] = [];
  const calls: (readonly string[])[] = [];
  const kubectl = Kubectl.of((args, input = {}) => {
    calls.push(args);
    inputs.push(input);
    return left.shift() ?? ended('', 1, 'error: asked too often');
  });
  return { kubectl, inputs, calls };
}

test('context and kubeconfig come before the command, so that commands in pods do not see them', async () => {
  const calls: (readonly string[])[] = [];
  const kubectl = Kubectl.of(
    (args) => {
      calls.push(args);
      return ended('ok');
    },
    { context: 'prod', kubeconfig: 'config' },
  );
  await kubectl.exec({ namespace: 'shop', pod: 'orders-1', container: 'postgres' }, ['psql', '--context']);
  expect(calls[0]?.slice(0, 5)).toEqual(['--kubeconfig', 'config', '--context', 'prod', 'exec']);
  expect(calls[0]?.slice(-3)).toEqual(['--', 'psql', '--context']);
});

test('objects that are made go through the pipe, never into arguments', async () => {
  const { kubectl, inputs, calls } = answering(ended('secret/marked\n'));
  await kubectl.create('a Secret', { kind: 'Secret', stringData: { password: 'marked-secret' } });
  expect(inputs[0]?.input).toContain('marked-secret');
  expect(calls.flat().join(' ')).not.toContain('marked-secret');
});

test('an object that is missing is undefined, or RST743 where it must be there', async () => {
  const cluster = new FakeCluster();
  await expect(cluster.kubectl.tryGet(POD)).resolves.toBeUndefined();
  await expect(problemOf(cluster.kubectl.find(POD))).resolves.toMatchObject({
    code: 'RST743',
    value: "'pods shop/orders-1'",
  });
});

test.each([
  ['Error from server (NotFound): namespaces "shop" not found', 'RST743'],
  [`error: the server doesn't have a resource type "backups"`, 'RST743'],
  ['Error from server (Forbidden): pods is forbidden: User "bob" cannot list resource "pods"', 'RST742'],
  [
    'E1125 19:24:11.8 1 memcache.go:265] "Unhandled Error" err="x"\nThe connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?',
    'RST741',
  ],
  ['error: context "nope" does not exist', 'RST741'],
  ['error: You must be logged in to the server (Unauthorized)', 'RST741'],
  ['error: stat /nope: no such file or directory', 'RST741'],
  ['Unable to connect to the server: getting credentials: exec: exit code 1', 'RST741'],
  ['Error from server (AlreadyExists): jobs.batch "x" already exists', 'RST744'],
  ['', 'RST744'],
])('what kubectl says decides the code: %s', async (stderr, code) => {
  const problem = await problemOf(answering(ended('', 1, stderr)).kubectl.list('pods', 'shop'));
  expect(problem?.code).toBe(code);
  expect(problem?.reason).not.toContain('memcache.go');
});

test('a watch tells every state and ends with the object', async () => {
  const events = [
    { type: 'ADDED', object: { n: 1 } },
    { type: 'MODIFIED', object: { n: 2 } },
    { type: 'DELETED', object: { n: 2 } },
  ];
  const { kubectl } = answering(ended(events.map((event) => JSON.stringify(event)).join('\n')));
  const seen: unknown[] = [];
  for await (const state of kubectl.watch(POD, new AbortController().signal)) seen.push(state);
  expect(seen).toEqual([{ n: 1 }, { n: 2 }, undefined]);
});

test('a watch that the server ended, or that broke off, is begun anew', async () => {
  const { kubectl, calls } = answering(
    ended(JSON.stringify({ type: 'ADDED', object: { n: 1 } })),
    ended('', 1, 'Unable to connect to the server: unexpected EOF'),
    ended(JSON.stringify({ type: 'MODIFIED', object: { n: 2 } })),
  );
  for await (const state of kubectl.watch<{ readonly n: number }>(POD, new AbortController().signal))
    if (state?.n === 2) break;
  expect(calls).toHaveLength(3);
});

test('a watch without the right to it fails at once', async () => {
  const { kubectl, calls } = answering(ended('', 1, 'Error from server (Forbidden): pods is forbidden: no'));
  const watch = kubectl.watch(POD, new AbortController().signal);
  await expect(problemOf(watch.next())).resolves.toMatchObject({ code: 'RST742' });
  expect(calls).toHaveLength(1);
});

test('whoever has seen enough ends kubectl', async () => {
  const { kubectl, inputs } = answering(ended(JSON.stringify({ type: 'ADDED', object: {} })));
  for await (const state of kubectl.watch(POD, new AbortController().signal)) if (state !== undefined) break;
  expect(inputs[0]?.signal?.aborted).toBe(true);
});

test('a log that breaks off is told', async () => {
  const { kubectl } = answering(ended('one\ntwo\n', 1, 'error: unexpected EOF'));
  const lines = kubectl.logs({ namespace: 'shop', pod: 'p', container: 'c' }, new AbortController().signal);
  await expect(lines.next()).resolves.toMatchObject({ value: 'one' });
  await expect(lines.next()).resolves.toMatchObject({ value: 'two' });
  await expect(problemOf(lines.next())).resolves.toMatchObject({ code: 'RST741' });
});
