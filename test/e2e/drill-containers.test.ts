import { join } from 'node:path';
import { Check, Restored, RestoreTo } from 'restorable';
import type { CheckResult } from '../../lib/plan';
import {
  applyEnvironment,
  applyFolder,
  archiveNow,
  backUp,
  drill,
  DRILL,
  DRILLS,
  leftOfDrill,
  removeEnvironment,
  sql,
  startDrill,
  synthesise,
  awaitDrill,
  podOf,
} from './drill-environment';
import { eventually, getObject, kubectl } from './kubectl';
import { findSetting } from './settings';

const NODE = 'docker.io/library/node:24-bookworm-slim';
const POSTGRES = 'docker.io/library/postgres:17-bookworm';

/** Uid of `node` and `postgres` in these images, which name no user, so that Kubernetes takes them for root. */
const NODE_USER = 1000;
const POSTGRES_USER = 999;

/** An application that answers 200 once a PostgreSQL server answers it (SSLRequest), else 503. */
const APPLICATION = `
  const net = require('node:net');
  const { hostname, port } = new URL(process.env.DATABASE_URL);
  const ask = () => new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname, () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.on('data', () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
  });
  require('node:http').createServer(async (request, response) => {
    const up = await ask();
    response.writeHead(up ? 200 : 503).end(up ? 'the database answers' : 'no database');
  }).listen(8080);`;

/** Tries what a restored application must not reach. */
const ESCAPE = `
  const net = require('node:net');
  const open = ([host, port]) => new Promise((resolve) => {
    const socket = net.connect({ host, port: Number(port), timeout: 4000 }, () => { socket.destroy(); resolve(true); });
    socket.on('timeout', () => { socket.destroy(); resolve(false); });
    socket.on('error', () => resolve(false));
  });
  const { RESTORED: database, STORE: store, KUBERNETES_SERVICE_HOST: api, KUBERNETES_SERVICE_PORT: port } = process.env;
  // Not at once: what network policies say of a new pod may take a moment to come into force.
  setTimeout(() => Promise.all([[database, 5432], store.split(':'), [api, port], [database, 8000]].map(open)).then((found) => {
    console.log('reached: ' + JSON.stringify(found));
  }), 5000);`;

const application = (command: readonly string[], more: object = {}) =>
  Check.application({
    name: 'the application',
    image: NODE,
    user: NODE_USER,
    command,
    env: { DATABASE_URL: Restored.url },
    get: '/healthz',
    ...more,
  });

const GOOD = [
  Check.tables('orders'),
  application(['node', '-e', APPLICATION], { contains: 'the database answers' }),
  Check.command({
    name: 'psql as the owner',
    image: POSTGRES,
    user: POSTGRES_USER,
    command: ['sh', '-c', `psql --no-psqlrc -At "$URL" -c "SELECT 'rows: ' || count(*) FROM orders"`],
    env: {
      URL: Restored.text`postgresql://${Restored.user}:${Restored.password}@${Restored.host}/${Restored.database}`,
    },
    prints: 'rows: 2',
  }),
  Check.command({
    name: 'nothing else is reached',
    image: NODE,
    user: NODE_USER,
    command: ['node', '-e', ESCAPE],
    env: { RESTORED: Restored.host, STORE: `${findSetting('E2E_S3_ADDRESS')}:${findSetting('E2E_S3_PORT')}` },
    prints: 'reached: [true,false,false,false]',
  }),
];

const folderOf = (tree: string) => join(tree, 'infrastructure', 'drills', DRILLS);
const treeOf = (...checks: readonly Check[]) => synthesise(checks, [RestoreTo.latest()]);

/** What checks found, by name. */
function found(checks: readonly CheckResult[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (checks ?? []).map(({ name, status, actual = '' }) => [name, `${status}: ${actual}`]),
  );
}

beforeAll(async () => {
  await applyEnvironment(treeOf(...GOOD));
  sql('CREATE TABLE orders (id bigint PRIMARY KEY, placed timestamptz NOT NULL DEFAULT now())');
  sql('ALTER TABLE orders OWNER TO orders');
  sql('INSERT INTO orders (id) VALUES (1)');
  await backUp('first');
  sql('INSERT INTO orders (id) VALUES (2)');
  await archiveNow();
});

afterAll(() => {
  removeEnvironment();
});

afterEach(() => {
  expect(leftOfDrill()).toEqual([]);
});

test('an application and commands hold on the restored database, reach nothing else, and are removed', async () => {
  const { result, seconds } = await drill('containers');
  console.log(`drill with three containers: ${seconds} s; ${JSON.stringify(result.targets[0]?.checks)}`);
  expect(found(result.targets[0]?.checks)).toEqual({
    'tables orders': 'passed: 1 of 1 there',
    'the application': 'passed: status 200, with the text',
    'psql as the owner': 'passed: exit code 0, with the text in its output',
    'nothing else is reached': 'passed: exit code 0, with the text in its output',
  });
  expect(result).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked', cleanedUp: true });
});

test('an application that never gets ready fails the drill, and what it said is quoted without the password', async () => {
  applyFolder(
    folderOf(
      treeOf(
        application(['node', '-e', 'console.log("no start on", process.env.DATABASE_URL); process.exit(7)']),
      ),
    ),
  );
  const { result, exitCode, log } = await drill('never-ready');
  expect(result).toMatchObject({ verdict: 'failed', reason: 'check-failed', cleanedUp: true });
  expect(result.message).toContain('exit code 7');
  expect(result.message).toContain('no start on [redacted]');
  expect(log).not.toMatch(/postgresql:\/\/orders:/);
  expect(exitCode).toBe(1);
});

test('an application that answers otherwise fails the drill', async () => {
  applyFolder(folderOf(treeOf(application(['node', '-e', APPLICATION], { status: 204, timeout: '20s' }))));
  const { result } = await drill('other-status');
  expect(result).toMatchObject({ verdict: 'failed', reason: 'check-failed' });
  expect(found(result.targets[0]?.checks)).toEqual({ 'the application': 'failed: status 200' });
});

test('an image that cannot be had, a command that does not end and a refused user say nothing of the backup', async () => {
  applyFolder(
    folderOf(
      treeOf(
        application(['true'], { name: 'no image', image: 'registry.invalid/none:1', timeout: '20s' }),
        Check.command({
          name: 'no end',
          image: NODE,
          user: NODE_USER,
          command: ['sleep', '60'],
          timeout: '10s',
        }),
        Check.command({ name: 'root', image: NODE, command: ['true'], timeout: '10s' }),
        Check.command({
          name: 'no program',
          image: NODE,
          user: NODE_USER,
          command: ['/none'],
          timeout: '20s',
        }),
      ),
    ),
  );
  const { result, exitCode } = await drill('inconclusive');
  expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'check-error', cleanedUp: true });
  const reasons = Object.fromEntries(
    (result.targets[0]?.checks ?? []).map(({ name, status, reason }) => [name, `${status}: ${reason ?? ''}`]),
  );
  expect(reasons['no image']).toMatch(/^error: .*its image is not available/);
  expect(reasons['no end']).toMatch(/^error: the command did not end within 10 s/);
  expect(reasons['root']).toMatch(/^error: .*(?:will run as root|runAsNonRoot)/);
  expect(reasons['no program']).toMatch(/^error: the container cannot be started/);
  expect(exitCode).toBe(3);
});

test('the pod of a check whose runner was killed is removed by the next drill', async () => {
  applyFolder(
    folderOf(
      treeOf(Check.command({ name: 'long', image: NODE, user: NODE_USER, command: ['sleep', '300'] })),
    ),
  );
  startDrill('killed');
  await eventually(
    'a pod of a check',
    180,
    () => leftOfDrill().join(),
    (left) => left.includes('-check-1'),
  );
  const { metadata, spec } = getObject('pod', `${DRILL}-check-1`, DRILLS) as CheckPod;
  expect(metadata.ownerReferences.map(({ kind, name }) => [kind, name])).toEqual([['Cluster', DRILL]]);
  expect(spec.activeDeadlineSeconds).toBe(360);
  const runner = podOf('killed')?.metadata.name ?? '';
  kubectl(['delete', 'pod', runner, '--namespace', DRILLS, '--force', '--grace-period=0']);
  applyFolder(folderOf(treeOf(Check.tables('orders'))));
  // Its lock ends by itself.
  await new Promise((resolve) => setTimeout(resolve, 65_000));
  startDrill('after-killed');
  const { result } = await awaitDrill('after-killed');
  expect(result).toMatchObject({ verdict: 'passed', cleanedUp: true });
});

interface CheckPod {
  readonly metadata: {
    readonly ownerReferences: readonly { readonly kind: string; readonly name: string }[];
  };
  readonly spec: { readonly activeDeadlineSeconds: number };
}
