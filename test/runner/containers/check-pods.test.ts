import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Check, Restored, type CommandInput } from '../../../lib/drill';
import type { CheckPlan, CheckResult } from '../../../lib/plan';
import { runCheck } from '../../../runner/checks';
import { CheckPods } from '../../../runner/containers';
import { ApiClient } from '../../../runner/kubernetes';
import { drilledProtection } from '../../drill/protection';
import { FakeCluster } from '../postgres/fake-cluster';

const CLUSTERS = '/apis/postgresql.cnpg.io/v1/namespaces/drills/clusters';
const PODS = '/api/v1/namespaces/drills/pods';
const SECRETS = '/api/v1/namespaces/drills/secrets';
const DRILL = 'develop-orders';
const POD = `${DRILL}-check-1`;
const PASSWORD = 'marked-password-7391';

type Made = Parameters<FakeCluster['kubelet']>[0];

let cluster: FakeCluster;
let client: ApiClient;
let server: Server | undefined;
let port = 0;

beforeEach(async () => {
  cluster = await FakeCluster.start();
  client = new ApiClient({ server: cluster.url }, { timeout: 2000, pause: 1, attempts: 2 });
  cluster.put(CLUSTERS, { metadata: { name: DRILL, uid: 'cluster-uid' } });
  cluster.put(SECRETS, {
    metadata: { name: `${DRILL}-app` },
    data: { password: Buffer.from(PASSWORD).toString('base64') },
  });
});

afterEach(async () => {
  client.close();
  await cluster.stop();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** Listens as an application of a pod would. */
async function listen(listener: RequestListener): Promise<void> {
  const made = createServer(listener);
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  ({ port } = made.address() as AddressInfo);
  server = made;
}

const application = (more: object = {}) =>
  Check.application({
    image: 'app:1',
    env: { DATABASE_URL: Restored.url },
    get: '/healthz',
    port,
    timeout: '3s',
    ...more,
  }).plan();
const command = (more: Partial<CommandInput> = {}) =>
  Check.command({ image: 'app:1', command: ['verify'], timeout: '3s', ...more }).plan();

/** Carries a check out, as a drill does. */
function run(check: CheckPlan, signal = new AbortController().signal): Promise<CheckResult> {
  const { drill } = drilledProtection('orders');
  const containers = new CheckPods({
    client,
    drill: { ...drill, name: DRILL, namespace: 'drills', checks: [check] },
    holder: 'this-run',
  });
  const address = { host: 'orders-rw', port: 5432, database: 'app', user: 'postgres' };
  return runCheck(check, { place: 'cluster', address, asOf: '2027-01-03T04:00:00Z', containers, signal });
}

/** The kubelet that gives pods this status. */
function shows(status: object): (pod: Made) => void {
  return (pod) => {
    if (cluster.objects.has(`${PODS}/${pod.metadata.name}`)) cluster.put(PODS, { ...pod, status });
  };
}

const container = (state: object, more: object = {}) => ({
  containerStatuses: [{ name: 'check', restartCount: 0, state, ...more }],
});
const ready = {
  ...container({ running: {} }),
  podIP: '127.0.0.1',
  conditions: [{ type: 'Ready', status: 'True' }],
};
const crashing = (exitCode: number) =>
  container(
    { waiting: { reason: 'CrashLoopBackOff' } },
    { restartCount: 2, lastState: { terminated: { exitCode, reason: 'Error' } } },
  );

/** Waits until every pod is deleted, which nobody waits for. */
async function removed(): Promise<void> {
  while (cluster.names('pods').length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('an application', () => {
  test('that answers as expected passes, and its pod is removed', async () => {
    await listen(({ url }, response) => response.end(`all is well at ${url ?? ''}`));
    cluster.kubelet = shows(ready);
    await expect(run(application({ contains: 'well at /healthz' }))).resolves.toMatchObject({
      status: 'passed',
      expected: 'the application answers /healthz with 200 and "well at /healthz"',
      actual: 'status 200, with the text',
    });
    await removed();
  });

  test('gets no secret by value, and belongs to the restored Cluster', async () => {
    await listen((_request, response) => response.end());
    let made: object | undefined;
    cluster.kubelet = (pod) => {
      made = pod;
      shows(ready)(pod);
    };
    await run(application());
    expect(made).toMatchObject({
      metadata: {
        name: POD,
        labels: { 'app.kubernetes.io/component': 'drill-check', 'app.kubernetes.io/instance': DRILL },
        annotations: { 'restorable/run': 'this-run' },
        ownerReferences: [{ kind: 'Cluster', name: DRILL, uid: 'cluster-uid' }],
      },
      spec: {
        containers: [
          {
            env: [
              { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: `${DRILL}-app`, key: 'uri' } } },
            ],
          },
        ],
      },
    });
    expect(JSON.stringify(made)).not.toContain(PASSWORD);
  });

  test('may take its time to answer as expected', async () => {
    let asked = 0;
    await listen((_request, response) => {
      asked += 1;
      response.writeHead(asked < 3 ? 503 : 200).end();
    });
    cluster.kubelet = shows(ready);
    await expect(run(application())).resolves.toMatchObject({ status: 'passed', actual: 'status 200' });
    expect(asked).toBe(3);
  });

  test('that keeps answering otherwise fails at the end of its time, with what it said', async () => {
    await listen((_request, response) => response.writeHead(500).end());
    cluster.logs.set(`${POD}/check`, [`cannot log in with ${PASSWORD}`, 'relation "orders" does not exist']);
    cluster.kubelet = shows(ready);
    const result = await run(application());
    expect(result).toMatchObject({ status: 'failed', actual: 'status 500' });
    expect(result.reason).toContain('cannot log in with [redacted] / relation "orders" does not exist');
    await removed();
  });

  test('that runs and does not listen fails', async () => {
    await listen(() => undefined);
    server?.close();
    cluster.kubelet = shows(ready);
    await expect(run(application())).resolves.toMatchObject({
      status: 'failed',
      actual: `nothing listens on port ${port}`,
    });
  });

  test('that stops again and again fails before its time is over', async () => {
    cluster.logs.set(`${POD}/check`, ['no table orders']);
    cluster.kubelet = shows(crashing(7));
    const result = await run(application({ timeout: '5m' }));
    expect(result).toMatchObject({ status: 'failed', actual: 'it stopped with exit code 7' });
    expect(result.reason).toContain('it was started 3 times; it said last: no table orders');
  });

  test('that was given Secrets of its own is not quoted: the runner could not find their values', async () => {
    cluster.logs.set(`${POD}/check`, ['my token is marked-secret-4711']);
    cluster.kubelet = shows(crashing(1));
    const env = { SESSION: { secret: 'app-session', key: 'value' } };
    const result = await run(application({ env, timeout: '5m' }));
    expect(result).toMatchObject({ status: 'failed' });
    expect(JSON.stringify(result)).not.toContain('4711');
  });

  test('whose image is not there says nothing of the database', async () => {
    cluster.kubelet = shows(container({ waiting: { reason: 'ImagePullBackOff' } }));
    const result = await run(application({ timeout: '1s' }));
    expect(result).toMatchObject({ status: 'error' });
    expect(result.reason).toContain('its image is not available: ImagePullBackOff');
  });

  test('that was never started says nothing of the database', async () => {
    const result = await run(application({ timeout: '1s' }));
    expect(result).toMatchObject({
      status: 'error',
      reason: 'the pod of the check did not start within 1 s',
    });
  });

  test('that is killed for lack of memory says nothing of the database', async () => {
    cluster.kubelet = shows(container({ terminated: { exitCode: 137, reason: 'OOMKilled' } }));
    await expect(run(application())).resolves.toMatchObject({
      status: 'error',
      reason: 'the container was killed for lack of memory',
    });
  });
});

describe('a command', () => {
  const ended = (exitCode: number, phase: string) => ({
    ...container({ terminated: { exitCode } }),
    phase,
  });

  test('that ends with 0 passes', async () => {
    cluster.kubelet = shows(ended(0, 'Succeeded'));
    await expect(run(command())).resolves.toMatchObject({ status: 'passed', actual: 'exit code 0' });
    await removed();
  });

  test('has to print what is expected', async () => {
    cluster.logs.set(`${POD}/check`, ['rows: 3', 'done']);
    cluster.kubelet = shows(ended(0, 'Succeeded'));
    await expect(run(command({ prints: 'rows: 3' }))).resolves.toMatchObject({ status: 'passed' });
    await removed();
    const result = await run(command({ prints: 'rows: 4' }));
    expect(result).toMatchObject({
      status: 'failed',
      expected: 'the command ends with exit code 0 and prints "rows: 4"',
    });
    expect(result.reason).toContain('no line of its output contains "rows: 4"; it said last: rows: 3 / done');
  });

  test('that fails is given another try, and fails in the end', async () => {
    cluster.kubelet = (pod) => {
      const first = { restartCount: 1, lastState: { terminated: { exitCode: 1 } } };
      shows(container({ running: {} }, first))(pod);
      setTimeout(() => shows(crashing(2))(pod), 20);
    };
    await expect(run(command())).resolves.toMatchObject({
      status: 'failed',
      actual: 'exit code 2',
      reason: 'the command failed in each of 3 attempts',
    });
  });

  test('that does not end has said nothing', async () => {
    cluster.kubelet = shows(container({ running: {} }));
    await expect(run(command({ timeout: '1s' }))).resolves.toMatchObject({
      status: 'error',
      reason: 'the command did not end within 1 s',
    });
    await removed();
  });
});

describe('in a hostile namespace', () => {
  test('a pod of the name that the drill has not made is not believed', async () => {
    cluster.put(PODS, { metadata: { name: POD }, status: { ...ready, phase: 'Succeeded' } });
    await expect(run(command())).resolves.toMatchObject({
      status: 'error',
      reason: `there is a pod ${POD} that this drill has not made`,
    });
    expect(cluster.names('pods')).toEqual([POD]);
  });

  test('a pod that takes the place of the one that was made is not believed', async () => {
    cluster.kubelet = (pod) => {
      cluster.remove(`${PODS}/${POD}`);
      const metadata = { ...pod.metadata, uid: 'another' };
      cluster.put(PODS, { ...pod, metadata, status: { phase: 'Succeeded' } });
    };
    await expect(run(command())).resolves.toMatchObject({
      status: 'error',
      reason: 'somebody removed the pod of the check',
    });
  });

  test('a pod that somebody removes says nothing', async () => {
    cluster.kubelet = () => cluster.remove(`${PODS}/${POD}`);
    await expect(run(command())).resolves.toMatchObject({ status: 'error' });
  });

  test('without the password of the owner nothing is started: it could not be kept out of results', async () => {
    cluster.put(SECRETS, { metadata: { name: `${DRILL}-app` }, data: {} });
    await expect(run(command())).resolves.toMatchObject({ status: 'error' });
    expect(cluster.requests).not.toContain('POST pods');
  });
});

test('a pod that the API server refuses says nothing of the database', async () => {
  cluster.refuses = ({ method, path }) => (method === 'POST' && path === PODS ? 403 : undefined);
  const result = await run(command());
  expect(result).toMatchObject({ status: 'error' });
  expect(result.reason).toMatch(/^the pod of the check is refused/);
});

test('an API server that is away says nothing of the database', async () => {
  cluster.refuses = () => 503;
  const result = await run(command());
  expect(result).toMatchObject({ status: 'error' });
  expect(result.reason).toContain('503');
});

test('a check that is ended early removes its pod', async () => {
  const end = new AbortController();
  cluster.kubelet = (pod) => {
    shows(container({ running: {} }))(pod);
    end.abort();
  };
  await expect(run(command({ timeout: '5m' }), end.signal)).resolves.toMatchObject({ status: 'error' });
  await removed();
});
