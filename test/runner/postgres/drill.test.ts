import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckPlan, DrillDocument, DrillPlan, DrillResult } from '../../../lib/plan';
import type { CheckContext } from '../../../runner/checks';
import { ApiClient } from '../../../runner/kubernetes';
import { drillPostgres } from '../../../runner/postgres/drill';
import type { DrillDependencies } from '../../../runner/postgres/drill-run';
import { Incident } from '../../../runner/postgres/incident';
import { drilledProtection } from '../../drill/protection';
import { FakeCluster } from './fake-cluster';

const CLUSTERS = '/apis/postgresql.cnpg.io/v1/namespaces/drills/clusters';
const STORES = '/apis/barmancloud.cnpg.io/v1/namespaces/drills/objectstores';
const LEASES = '/apis/coordination.k8s.io/v1/namespaces/drills/leases';
const CORE = '/api/v1/namespaces/drills';
const NAME = 'develop-orders';
const STARTED = new Date('2027-01-03T04:00:00Z');
const COMMIT = '2027-01-03 03:58:00.75+00';
/** Of the last commit before the point in time. */
const BEFORE = '2027-01-03 03:47:50+00';

const secrets = mkdtempSync(join(tmpdir(), 'restorable-secrets-'));
mkdirSync(join(secrets, 'archive'));
writeFileSync(join(secrets, 'archive', 'KEY'), 'reader');

let cluster: FakeCluster;
let client: ApiClient;
let stop: AbortController;
let checked: (readonly [readonly CheckPlan[], CheckContext])[];

beforeEach(async () => {
  cluster = await FakeCluster.start();
  client = new ApiClient({ server: cluster.url }, { timeout: 2000, pause: 1, attempts: 3 });
  stop = new AbortController();
  checked = [];
  cluster.put(STORES, { metadata: { name: NAME } });
  cluster.put(`${CORE}/secrets`, {
    metadata: { name: `${NAME}-superuser` },
    data: { password: 'c2VjcmV0' },
  } as never);
  cluster.operator = recovers;
});

afterEach(async () => {
  client.close();
  await cluster.stop();
});

/** The operator of a good archive. */
function recovers(made: { readonly metadata: { readonly name: string } }): void {
  const labels = { 'cnpg.io/cluster': NAME };
  const recovery = `${NAME}-1-full-recovery`;
  const commit = targetOf(made) === undefined ? COMMIT : BEFORE;
  cluster.logs.set(`${recovery}/full-recovery`, [`last completed transaction was at log time ${commit}`]);
  const image = 'ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0';
  const spec = {
    initContainers: [{ name: 'bootstrap-controller', image }],
    containers: [{ name: 'full-recovery' }],
  };
  const running = [{ name: 'full-recovery', restartCount: 0, state: { running: {} } }];
  const pod = { metadata: { name: recovery, labels }, spec, status: { containerStatuses: running } };
  cluster.put(`${CORE}/pods`, pod);
  cluster.put(`${CORE}/persistentvolumeclaims`, { metadata: { name: `${NAME}-1`, labels } });
  setTimeout(() => setPhase(made, 'Cluster in healthy state', 'True'), 50);
}

function targetOf(made: object): string | undefined {
  const { spec } = made as { readonly spec?: { readonly bootstrap: { readonly recovery: RecoveryPart } } };
  return spec?.bootstrap.recovery.recoveryTarget?.targetTime;
}

interface RecoveryPart {
  readonly recoveryTarget?: { readonly targetTime: string };
}

function setPhase(
  made: { readonly metadata: { readonly name: string } },
  phase: string,
  ready: string,
): void {
  const status = { phase, conditions: [{ type: 'Ready', status: ready }] };
  if (cluster.objects.has(`${CLUSTERS}/${NAME}`)) cluster.put(CLUSTERS, { ...made, status } as never);
}

/** The operator of a recovery that fails with these words. */
function failsWith(text: string) {
  return () => {
    const labels = { 'cnpg.io/cluster': NAME };
    const pod = `${NAME}-1-full-recovery-a`;
    cluster.logs.set(`${pod}/full-recovery`, [text]);
    const ended = [{ name: 'full-recovery', restartCount: 0, state: { terminated: { exitCode: 1 } } }];
    const spec = { containers: [{ name: 'full-recovery' }] };
    const status = { phase: 'Failed', containerStatuses: ended };
    cluster.put(`${CORE}/pods`, { metadata: { name: pod, labels }, spec, status } as never);
  };
}

function document(drill: Partial<DrillPlan> = {}, source: object = {}): DrillDocument {
  const protection = drilledProtection('orders');
  const manifest = {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: NAME, namespace: 'drills' },
    spec: { instances: 1, bootstrap: { recovery: { source: 'source', database: 'app', owner: 'app' } } },
  };
  return {
    version: 1,
    protection: {
      ...protection,
      source: { database: 'app', owner: 'app', drillCluster: manifest, drillObjectStore: NAME, ...source },
      drill: {
        ...protection.drill,
        namespace: 'drills',
        credentials: { secret: 'reader', keys: { accessKeyId: 'KEY' } },
        ...drill,
      },
    },
  };
}

function drill(plan = document(), more: Partial<DrillDependencies> = {}): Promise<DrillResult> {
  return drillPostgres(plan, {
    client,
    log: { info: () => undefined, error: () => undefined },
    now: () => STARTED,
    holder: 'this-run',
    secrets,
    stop: stop.signal,
    database: {
      awaitConnection: () => Promise.resolve(),
      readServerFacts: () => Promise.resolve({ version: '17.5' }),
    },
    runChecks: (plans, context) => {
      checked.push([plans, context]);
      return Promise.resolve(
        plans.map(({ name, kind }) => ({ name, kind, status: 'passed', expected: 'it', duration: 1 })),
      );
    },
    ...more,
  });
}

/** What is there of a drill. */
function left(): readonly string[] {
  return ['clusters', 'pods', 'persistentvolumeclaims', 'leases'].flatMap((plural) => cluster.names(plural));
}

test('a good archive passes to its end and to the time before its newest commit, and nothing stays', async () => {
  const result = await drill();
  expect(result).toMatchObject({
    verdict: 'passed',
    mode: 'drill',
    cleanedUp: true,
    versions: { postgres: '17.5', 'cloudnative-pg': '1.30.0' },
    targets: [
      { target: { kind: 'latest' }, measuredRpo: 119.25 },
      { target: { kind: 'pointInTime', before: 600 }, restoredTo: '2027-01-03T03:48:00Z' },
    ],
  });
  expect(result.targets[0]).not.toHaveProperty('restoredTo');
  expect(result.phases.map(({ name }) => name)).toEqual([
    ...['preflight', 'lock', 'prepare', 'restore', 'wait', 'measure', 'check', 'clean-up'],
    ...['restore', 'wait', 'measure', 'check', 'clean-up', 'verify-clean'],
  ]);
  expect(left()).toEqual([]);
});

test('checks get the moment they measure from and the address of the superuser', async () => {
  await drill();
  expect(checked.map(([, { place, asOf, lastCommitAt }]) => [place, asOf, lastCommitAt])).toEqual([
    ['cluster', STARTED.toISOString(), '2027-01-03T03:58:00.750Z'],
    ['cluster', '2027-01-03T03:48:00Z', '2027-01-03T03:47:50.000Z'],
  ]);
  expect(checked[0]?.[1].address).toMatchObject({ host: `${NAME}-rw`, user: 'postgres', password: 'secret' });
});

test('the verdict is written to the status, told as an Event and recorded, without a password', async () => {
  const recorded: DrillResult[] = [];
  const result = await drill(document(), {
    record: (found) => {
      recorded.push(found);
      return Promise.resolve();
    },
  });
  expect(recorded).toEqual([result]);
  const status = cluster.objects.get(`${CORE}/configmaps/${NAME}-status`);
  expect(status).toMatchObject({ data: { verdict: 'passed', reason: 'restored-and-checked' } });
  expect(JSON.stringify(status)).not.toContain('c2VjcmV0');
  const events = [...cluster.objects].filter(([path]) => path.startsWith(`${CORE}/events/`));
  expect(events.map(([, event]) => event['reason'])).toEqual(['DrillPassed']);
});

test('a result that cannot be recorded keeps its verdict', async () => {
  const result = await drill(document(), { record: () => Promise.reject(new Error('the bucket refuses')) });
  expect(result.verdict).toBe('passed');
  expect(cluster.objects.has(`${CORE}/configmaps/${NAME}-status`)).toBe(true);
});

test('a point in time alone is found by restoring the end of the archive first, which is not judged', async () => {
  const { targets } = await drill(document({ targets: [{ kind: 'pointInTime', before: 60 }] }));
  expect(targets.map(({ target, restoredTo }) => [target.kind, restoredTo])).toEqual([
    ['pointInTime', '2027-01-03T03:57:00Z'],
  ]);
});

test('a healthy phase without Ready is no success', async () => {
  cluster.operator = (made) => {
    recovers(made);
    setPhase(made, 'Cluster in healthy state', 'False');
    setTimeout(() => stop.abort(new Incident('interrupted', 'enough')), 30);
  };
  await expect(drill()).resolves.toMatchObject({
    verdict: 'inconclusive',
    reason: 'interrupted',
    targets: [],
  });
});

test.each([
  ['no target backup found', 'failed', 'no-backup'],
  ['(SignatureDoesNotMatch)', 'inconclusive', 'archive-key-refused'],
  ['WAL ends before consistent recovery point', 'failed', 'archived-data-lost'],
])('the first recovery pod that fails with %s ends the drill', async (text, verdict, reason) => {
  cluster.operator = failsWith(text);
  await expect(drill()).resolves.toMatchObject({ verdict, reason, cleanedUp: true });
  expect(left()).toEqual([]);
});

test('a phase of plugin trouble is no end while the recovery goes on', async () => {
  cluster.operator = (made) => {
    recovers(made);
    setPhase(
      made,
      'Cluster cannot proceed to reconciliation due to an error while interacting with plugins',
      'False',
    );
  };
  await expect(drill()).resolves.toMatchObject({ verdict: 'passed' });
});

test('a second runner leaves what the first one made', async () => {
  const spec = {
    holderIdentity: 'other',
    renewTime: '2027-01-03T03:59:30.000000Z',
    leaseDurationSeconds: 60,
  };
  cluster.put(LEASES, { metadata: { name: `${NAME}-drill` }, spec } as never);
  cluster.put(CLUSTERS, { metadata: { name: NAME, annotations: { 'restorable/run': 'other' } } });
  await expect(drill()).resolves.toMatchObject({ verdict: 'inconclusive', reason: 'drill-running' });
  expect(left()).toEqual([NAME, `${NAME}-drill`]);
  expect(cluster.names('configmaps')).toEqual([]);
});

test('what a killed runner left is taken over and removed', async () => {
  const spec = {
    holderIdentity: 'other',
    renewTime: '2027-01-03T03:50:00.000000Z',
    leaseDurationSeconds: 60,
  };
  cluster.put(LEASES, { metadata: { name: `${NAME}-drill` }, spec } as never);
  cluster.put(CLUSTERS, { metadata: { name: NAME, annotations: { 'restorable/run': 'other' } } });
  await expect(drill()).resolves.toMatchObject({ verdict: 'passed' });
  expect(left()).toEqual([]);
});

test('a Cluster of the name that no runner made is left alone', async () => {
  cluster.put(CLUSTERS, { metadata: { name: NAME } });
  await expect(drill()).resolves.toMatchObject({ verdict: 'inconclusive', reason: 'cluster-name-taken' });
  expect(left()).toEqual([NAME]);
});

test('being told to end cleans up and is no verdict on the backup', async () => {
  cluster.operator = () => setTimeout(() => stop.abort(new Incident('interrupted', 'told to end')), 20);
  await expect(drill()).resolves.toMatchObject({
    verdict: 'inconclusive',
    reason: 'interrupted',
    cleanedUp: true,
  });
  expect(left()).toEqual([]);
});

test('the deadline cleans up; it is a failure only once the RTO is exceeded', async () => {
  cluster.operator = () => undefined;
  await expect(drill(document({ deadline: 1 }))).resolves.toMatchObject({ reason: 'deadline-exceeded' });
  const { protection, version } = document({ deadline: 1 });
  const objectives = { ...protection.objectives, rto: 0.05 };
  const slow = await drill({ version, protection: { ...protection, objectives } });
  expect(slow).toMatchObject({ verdict: 'failed', reason: 'restore-slower-than-rto' });
  expect(left()).toEqual([]);
});

test.each([
  ['a missing ObjectStore', () => cluster.remove(`${STORES}/${NAME}`), 'object-store-missing', document()],
  [
    'a Secret without its key',
    () => undefined,
    'credentials-missing',
    document({ credentials: { secret: 'reader', keys: { accessKeyId: 'OTHER' } } }),
  ],
  ['a plan without a Cluster', () => undefined, 'plan-invalid', document({}, { drillCluster: {} })],
])('%s is found before anything is made', async (_what, fault, reason, plan) => {
  fault();
  await expect(drill(plan)).resolves.toMatchObject({ verdict: 'inconclusive', reason });
  expect(cluster.requests.filter((request) => request.startsWith('POST clusters'))).toEqual([]);
});

test('a plan whose Cluster would reach the archive is refused', async () => {
  const plan = document();
  const manifest = plan.protection.source['drillCluster'] as { readonly spec: object };
  const archiving = { ...manifest, spec: { ...manifest.spec, plugins: [] } };
  await expect(drill(document({}, { drillCluster: archiving }))).resolves.toMatchObject({
    reason: 'plan-invalid',
  });
});

test('an archive without a commit gives no point in time', async () => {
  cluster.operator = (made) => {
    recovers(made);
    cluster.logs.clear();
  };
  await expect(drill()).resolves.toMatchObject({
    verdict: 'inconclusive',
    targets: [{ target: { kind: 'latest' } }],
  });
});

test('data of a time that has not come is no proof', async () => {
  await expect(drill(document(), { now: () => new Date('2027-01-03T03:00:00Z') })).resolves.toMatchObject({
    verdict: 'inconclusive',
    reason: 'clocks-differ',
  });
});
