import type { DrillDocument, DrillResult } from '../../../lib/plan';
import { Incident } from '../../../runner/drill/incident';
import { CLUSTERS, CORE, DrillScene, LEASES, NAME, STARTED, STORES } from './drill-scene';

let scene: DrillScene;
beforeEach(async () => {
  scene = await DrillScene.start();
});
afterEach(() => scene.end());

test('a good archive passes to its end and to the time before its newest commit, and nothing stays', async () => {
  const result = await scene.drill();
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
  expect(scene.left()).toEqual([]);
});

test('checks get the moment they measure from and the address of the superuser', async () => {
  await scene.drill();
  expect(scene.checked.map(([, { place, asOf, lastCommitAt }]) => [place, asOf, lastCommitAt])).toEqual([
    ['cluster', STARTED.toISOString(), '2027-01-03T03:58:00.750Z'],
    ['cluster', '2027-01-03T03:48:00Z', '2027-01-03T03:47:50.000Z'],
  ]);
  expect(scene.checked[0]?.[1].address).toMatchObject({
    host: `${NAME}-rw`,
    user: 'postgres',
    password: 'secret',
  });
});

test('the verdict is written to the status, told as an Event and recorded, without a password', async () => {
  const recorded: DrillResult[] = [];
  const result = await scene.drill(scene.document(), {
    record: (found) => {
      recorded.push(found);
      return Promise.resolve({ state: 'stored', message: 'stored as its first record' });
    },
  });
  expect(recorded).toEqual([result]);
  const status = scene.cluster.objects.get(`${CORE}/configmaps/${NAME}-status`);
  expect(status).toMatchObject({
    data: {
      verdict: 'passed',
      reason: 'restored-and-checked',
      evidence: 'stored: stored as its first record',
    },
  });
  expect(JSON.stringify(status)).not.toContain('c2VjcmV0');
  const events = [...scene.cluster.objects].filter(([path]) => path.startsWith(`${CORE}/events/`));
  expect(events.map(([, event]) => event['reason'])).toEqual(['DrillPassed']);
});

test('a result that cannot be recorded keeps its verdict', async () => {
  const result = await scene.drill(scene.document(), {
    record: () => Promise.reject(new Error('the bucket refuses')),
  });
  expect(result.verdict).toBe('passed');
  expect(scene.cluster.objects.get(`${CORE}/configmaps/${NAME}-status`)).toMatchObject({
    data: { evidence: 'unsigned: the recorder failed' },
  });
});

test('evidence that is kept and not stored is said in the status and as an Event of its own', async () => {
  const report = { state: 'kept', message: 'the store answers 403' } as const;
  await scene.drill(scene.document(), { record: () => Promise.resolve(report) });
  expect(scene.cluster.objects.get(`${CORE}/configmaps/${NAME}-status`)).toMatchObject({
    data: { verdict: 'passed', evidence: 'kept: the store answers 403' },
  });
  const events = [...scene.cluster.objects].filter(([path]) => path.startsWith(`${CORE}/events/`));
  expect(events.map(([, event]) => [event['type'], event['reason'], event['message']])).toEqual([
    ['Normal', 'DrillPassed', expect.stringContaining('restored-and-checked')],
    ['Warning', 'EvidenceNotStored', 'the store answers 403'],
  ]);
});

test('a point in time alone is found by restoring the end of the archive first, which is not judged', async () => {
  const { targets } = await scene.drill(scene.document({ targets: [{ kind: 'pointInTime', before: 60 }] }));
  expect(targets.map(({ target, restoredTo }) => [target.kind, restoredTo])).toEqual([
    ['pointInTime', '2027-01-03T03:57:00Z'],
  ]);
});

test('a healthy phase without Ready is no success', async () => {
  scene.cluster.operator = (made) => {
    scene.recovers(made);
    scene.setPhase(made, 'Cluster in healthy state', 'False');
    setTimeout(() => scene.stop.abort(new Incident('interrupted', 'enough')), 30);
  };
  await expect(scene.drill()).resolves.toMatchObject({
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
  scene.cluster.operator = scene.failsWith(text);
  await expect(scene.drill()).resolves.toMatchObject({ verdict, reason, cleanedUp: true });
  expect(scene.left()).toEqual([]);
});

test('a phase of plugin trouble is no end while the recovery goes on', async () => {
  scene.cluster.operator = (made) => {
    scene.recovers(made);
    scene.setPhase(
      made,
      'Cluster cannot proceed to reconciliation due to an error while interacting with plugins',
      'False',
    );
  };
  await expect(scene.drill()).resolves.toMatchObject({ verdict: 'passed' });
});

test('a second runner leaves what the first one made', async () => {
  const spec = {
    holderIdentity: 'other',
    renewTime: '2027-01-03T03:59:30.000000Z',
    leaseDurationSeconds: 60,
  };
  scene.cluster.put(LEASES, { metadata: { name: `${NAME}-drill` }, spec });
  scene.cluster.put(CLUSTERS, { metadata: { name: NAME, annotations: { 'restorable/run': 'other' } } });
  await expect(scene.drill()).resolves.toMatchObject({ verdict: 'inconclusive', reason: 'drill-running' });
  expect(scene.left()).toEqual([NAME, `${NAME}-drill`]);
  expect(scene.cluster.names('configmaps')).toEqual([]);
});

test('what a killed runner left is taken over and removed', async () => {
  const spec = {
    holderIdentity: 'other',
    renewTime: '2027-01-03T03:50:00.000000Z',
    leaseDurationSeconds: 60,
  };
  scene.cluster.put(LEASES, { metadata: { name: `${NAME}-drill` }, spec });
  scene.cluster.put(CLUSTERS, { metadata: { name: NAME, annotations: { 'restorable/run': 'other' } } });
  await expect(scene.drill()).resolves.toMatchObject({ verdict: 'passed' });
  expect(scene.left()).toEqual([]);
});

test('a Cluster of the name that no runner made is left alone', async () => {
  scene.cluster.put(CLUSTERS, { metadata: { name: NAME } });
  await expect(scene.drill()).resolves.toMatchObject({
    verdict: 'inconclusive',
    reason: 'cluster-name-taken',
  });
  expect(scene.left()).toEqual([NAME]);
});

test('being told to end cleans up and is no verdict on the backup', async () => {
  scene.cluster.operator = () =>
    setTimeout(() => scene.stop.abort(new Incident('interrupted', 'told to end')), 20);
  await expect(scene.drill()).resolves.toMatchObject({
    verdict: 'inconclusive',
    reason: 'interrupted',
    cleanedUp: true,
  });
  expect(scene.left()).toEqual([]);
});

test('the deadline cleans up; it is a failure only once the RTO is exceeded', async () => {
  scene.cluster.operator = () => undefined;
  await expect(scene.drill(scene.document({ deadline: 1 }))).resolves.toMatchObject({
    reason: 'deadline-exceeded',
  });
  const { protection, version } = scene.document({ deadline: 1 });
  const objectives = { ...protection.objectives, rto: 0.05 };
  const slow = await scene.drill({ version, protection: { ...protection, objectives } });
  expect(slow).toMatchObject({ verdict: 'failed', reason: 'restore-slower-than-rto' });
  expect(scene.left()).toEqual([]);
});

test.each<[string, () => DrillDocument, string]>([
  [
    'a missing ObjectStore',
    () => {
      scene.cluster.remove(`${STORES}/${NAME}`);
      return scene.document();
    },
    'object-store-missing',
  ],
  [
    'a Secret without its key',
    () => {
      const keys = { accessKeyId: 'ID', secretAccessKey: 'OTHER' };
      return scene.document({ credentials: { secret: 'reader', keys } });
    },
    'credentials-missing',
  ],
  ['a plan without a Cluster', () => scene.document({}, { drillCluster: {} }), 'plan-invalid'],
])('%s is found before anything is made', async (_what, fault, reason) => {
  await expect(scene.drill(fault())).resolves.toMatchObject({ verdict: 'inconclusive', reason });
  expect(scene.cluster.requests.filter((request) => request.startsWith('POST clusters'))).toEqual([]);
});

test('a plan whose Cluster would reach the archive is refused', async () => {
  const plan = scene.document();
  const manifest = plan.protection.source['drillCluster'] as { readonly spec: object };
  const archiving = { ...manifest, spec: { ...manifest.spec, plugins: [] } };
  await expect(scene.drill(scene.document({}, { drillCluster: archiving }))).resolves.toMatchObject({
    reason: 'plan-invalid',
  });
});

test('an archive without a commit gives no point in time', async () => {
  scene.cluster.operator = (made) => {
    scene.recovers(made);
    scene.cluster.logs.clear();
  };
  await expect(scene.drill()).resolves.toMatchObject({
    verdict: 'inconclusive',
    targets: [{ target: { kind: 'latest' } }],
  });
});

test('data of a time that has not come is no proof', async () => {
  await expect(
    scene.drill(scene.document(), { now: () => new Date('2027-01-03T03:00:00Z') }),
  ).resolves.toMatchObject({
    verdict: 'inconclusive',
    reason: 'clock-skew',
  });
});
