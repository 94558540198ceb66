import { Check } from '../../../lib/drill';
import { CheckPods } from '../../../runner/containers';
import { runChecks } from '../../../runner/checks';
import { CLUSTERS, CORE, DrillScene, NAME } from './drill-scene';

/** What somebody who may write in the drill namespace tries, and what a drill then says. */

let scene: DrillScene;
beforeEach(async () => {
  scene = await DrillScene.start();
});
afterEach(() => scene.end());

const STATUS = `${CORE}/configmaps/${NAME}-status`;
const FORGED = { verdict: 'passed', reason: 'restored-and-checked', 'result.json': '{"verdict":"passed"}' };
const healthy = {
  phase: 'Cluster in healthy state',
  conditions: [{ type: 'Ready', status: 'True' }],
};

describe('a forged status', () => {
  beforeEach(() => {
    scene.cluster.put(`${CORE}/configmaps`, { metadata: { name: `${NAME}-status` }, data: FORGED });
    scene.cluster.operator = scene.failsWith('no target backup found');
  });

  test('decides nothing and is written over', async () => {
    await expect(scene.drill()).resolves.toMatchObject({ verdict: 'failed', reason: 'no-backup' });
    expect(scene.cluster.objects.get(STATUS)).toMatchObject({
      data: { verdict: 'failed', reason: 'no-backup' },
    });
    expect(JSON.stringify(scene.cluster.objects.get(STATUS))).not.toContain('passed');
  });

  test('that cannot be written over changes no verdict, and the log says so', async () => {
    scene.cluster.refuses = ({ method, path }) => (method === 'PATCH' && path === STATUS ? 422 : undefined);
    await expect(scene.drill()).resolves.toMatchObject({ verdict: 'failed', reason: 'no-backup' });
    expect(scene.errors).toContain('the status could not be written');
  });
});

describe('another Cluster of the name', () => {
  test('that was there before is neither believed nor removed', async () => {
    scene.cluster.put(CLUSTERS, { metadata: { name: NAME }, status: healthy });
    await expect(scene.drill()).resolves.toMatchObject({
      verdict: 'inconclusive',
      reason: 'cluster-name-taken',
      targets: [],
    });
    expect(scene.cluster.names('clusters')).toEqual([NAME]);
  });

  test('that takes the place of the restored one is not believed, however healthy it is', async () => {
    scene.cluster.operator = (made) => {
      scene.cluster.remove(`${CLUSTERS}/${NAME}`);
      const metadata = { ...made.metadata, uid: 'another' };
      scene.cluster.put(CLUSTERS, { ...made, metadata, status: healthy });
    };
    await expect(scene.drill()).resolves.toMatchObject({
      verdict: 'inconclusive',
      reason: 'cluster-removed',
      targets: [],
    });
    expect(scene.checked).toEqual([]);
  });

  test('that takes its place while it is checked makes the checks worthless', async () => {
    const result = await scene.drill(scene.document(), {
      runChecks: (plans) => {
        const { metadata } = scene.cluster.objects.get(`${CLUSTERS}/${NAME}`) ?? { metadata: { name: NAME } };
        scene.cluster.remove(`${CLUSTERS}/${NAME}`);
        scene.cluster.put(CLUSTERS, { metadata: { ...metadata, uid: 'another' }, status: healthy });
        return Promise.resolve(
          plans.map(({ name, kind }) => ({ name, kind, status: 'passed', expected: 'it', duration: 1 })),
        );
      },
    });
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'cluster-removed' });
  });
});

describe('pods of checks', () => {
  const check = Check.command({ image: 'app:1', command: ['verify'], timeout: '2s' }).plan();
  const POD = `${NAME}-check-1`;
  const labels = { 'app.kubernetes.io/component': 'drill-check', 'app.kubernetes.io/instance': NAME };

  test('that a killed runner left are removed before anything is restored', async () => {
    scene.cluster.put(`${CORE}/pods`, { metadata: { name: POD, labels } });
    await expect(scene.drill()).resolves.toMatchObject({ verdict: 'passed', cleanedUp: true });
    const { requests } = scene.cluster;
    expect(requests.indexOf(`DELETE pods/${POD}`)).toBeLessThan(requests.indexOf('POST clusters'));
    expect(requests).toContain(`DELETE pods/${POD}`);
  });

  test('that the runner may not delete any more are waited for: they go with their Cluster', async () => {
    scene.cluster.put(`${CORE}/pods`, { metadata: { name: POD, labels } });
    scene.cluster.refuses = ({ method, path }) =>
      method === 'DELETE' && path.endsWith(POD) ? 403 : undefined;
    setTimeout(() => scene.cluster.remove(`${CORE}/pods/${POD}`), 100);
    await expect(scene.drill()).resolves.toMatchObject({ verdict: 'passed', cleanedUp: true });
  });

  test('are gone when the drill is over, also where one of them was never started', async () => {
    scene.cluster.put(`${CORE}/secrets`, { metadata: { name: `${NAME}-app` }, data: { password: 'eA==' } });
    const document = scene.document({ checks: [check], targets: [{ kind: 'latest' }] });
    const { client } = scene;
    const { drill } = document.protection;
    const result = await scene.drill(document, {
      runChecks,
      containers: new CheckPods({ client, drill, holder: 'this-run' }),
    });
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'check-error', cleanedUp: true });
    expect(result.message).toContain('the command did not start within 2 s');
    expect(scene.cluster.names('pods')).toEqual([]);
  });
});
