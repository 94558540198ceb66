import { join } from 'node:path';
import { Check, Restored, RestoreTo } from 'restorable';
import { checkPodLabels, checkPodsOf, checkPodSpec } from '../../lib/drill/site/check-pod';
import type { DrillDocument } from '../../lib/plan';
import { applyFolder, drill, DRILL, DRILLS, ensureNamespace, removeEnvironment } from './drill-environment';
import { SOURCE, synthesise } from './drill-environment';
import { eventually, getObject, kubectl, tryKubectl, type Answer } from './kubectl';

/** Who has stolen the token of the runner speaks as this user. */
const THIEF = `system:serviceaccount:${DRILLS}:restore-drill`;

const application = Check.application({
  image: 'docker.io/library/node:24-bookworm-slim',
  user: 1000,
  command: ['node', '-e', 'require("node:http").createServer((q, r) => r.end()).listen(8080)'],
  env: { DATABASE_URL: Restored.url, SESSION: { secret: 'app-session', key: 'value' } },
  get: '/',
});

type Fields = Readonly<Record<string, unknown>>;
interface Object_ {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Fields & { readonly name: string };
  readonly spec: Fields;
}

beforeAll(async () => {
  const tree = synthesise([application], [RestoreTo.latest()]);
  ensureNamespace(SOURCE);
  ensureNamespace('flux-system');
  applyFolder(join(tree, 'infrastructure', 'drills', DRILLS));
  for (const name of ['archive-reader', 'app-session', 'evidence-key']) makeSecret(name);
  // A policy comes into force a moment after it is made.
  const foreign = { ...declaredPod(), metadata: { ...declaredPod().metadata, name: 'anything' } };
  await eventually(
    'the policy of pods',
    60,
    () => asThief(foreign),
    ({ status }) => status !== 0,
  );
  const other = { ...declaredCluster(), metadata: { ...declaredCluster().metadata, name: 'anything' } };
  await eventually(
    'the policy of Clusters',
    60,
    () => asThief(other),
    ({ status }) => status !== 0,
  );
});

afterAll(() => {
  removeEnvironment();
});

function makeSecret(name: string): void {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: DRILLS },
    stringData: { value: 'secret' },
  };
  kubectl(['apply', '--server-side', '--filename', '-'], JSON.stringify(secret));
}

function readPlan(): DrillDocument {
  const { data } = getObject('configmap', `${DRILL}-plan`, DRILLS) as {
    readonly data: Readonly<Record<string, string>>;
  };
  return JSON.parse(data['plan.json'] ?? '') as DrillDocument;
}

/** The pod of the check, as the runner makes it. */
function declaredPod(): Object_ {
  const [pod] = checkPodsOf({ name: DRILL, checks: [application.plan()] });
  if (pod === undefined) throw new Error('there is no pod');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: pod.name, namespace: DRILLS, labels: checkPodLabels(DRILL) },
    spec: checkPodSpec(DRILL, pod.check),
  };
}

/** The Cluster of the drill, as the runner makes it. */
function declaredCluster(): Object_ {
  const { apiVersion, kind, metadata, spec } = readPlan().protection.source['drillCluster'] as Object_;
  const annotations = { ...(metadata['annotations'] as Fields), 'restorable/run': 'a-run' };
  return { apiVersion, kind, metadata: { ...metadata, annotations }, spec };
}

function create(object: Object_, ...more: readonly string[]): Answer {
  return tryKubectl(['create', '--dry-run=server', '--filename', '-', ...more], JSON.stringify(object));
}

function asThief(object: Object_): Answer {
  return create(object, '--as', THIEF);
}

function withSpec(object: Object_, changes: Fields): Object_ {
  return { ...object, spec: { ...object.spec, ...changes } };
}

function withMetadata(object: Object_, changes: Fields): Object_ {
  return { ...object, metadata: { ...object.metadata, ...changes } };
}

function withContainer(changes: Fields): Object_ {
  const pod = declaredPod();
  const [container] = pod.spec['containers'] as readonly Fields[];
  return withSpec(pod, { containers: [{ ...container, ...changes }] });
}

const secretKeyRef = { name: 'evidence-key', key: 'value' };

describe('the token of the runner opens nothing', () => {
  test.each([
    ['get', 'secrets', DRILLS],
    ['list', 'secrets', DRILLS],
    ['get', 'secrets/evidence-key', DRILLS],
    ['create', 'secrets', DRILLS],
    ['create', 'jobs.batch', DRILLS],
    ['create', 'deployments.apps', DRILLS],
    ['create', 'pods --subresource=exec', DRILLS],
    ['create', 'pods --subresource=portforward', DRILLS],
    ['update', 'pods --subresource=ephemeralcontainers', DRILLS],
    ['create', 'serviceaccounts --subresource=token', DRILLS],
    ['create', 'rolebindings.rbac.authorization.k8s.io', DRILLS],
    ['update', 'pods', DRILLS],
    ['patch', 'clusters.postgresql.cnpg.io', DRILLS],
    ['update', 'objectstores.barmancloud.cnpg.io', DRILLS],
    ['update', `configmaps/${DRILL}-plan`, DRILLS],
    ['delete', `configmaps/${DRILL}-plan`, DRILLS],
    ['patch', `cronjobs.batch/${DRILL}`, DRILLS],
    ['delete', 'networkpolicies.networking.k8s.io', DRILLS],
    ['delete', 'pods/somebody', DRILLS],
    ['get', 'secrets', SOURCE],
    ['create', 'pods', SOURCE],
    ['delete', 'clusters.postgresql.cnpg.io', SOURCE],
    ['patch', 'backups.postgresql.cnpg.io', SOURCE],
    ['delete', 'validatingadmissionpolicybindings.admissionregistration.k8s.io', 'default'],
  ])('it may not %s %s in %s', (verb, resource, namespace) => {
    const what = [verb, ...resource.split(' ')];
    const { stdout } = tryKubectl(['auth', 'can-i', ...what, '--namespace', namespace, '--as', THIEF]);
    expect(stdout.trim()).toBe('no');
  });
});

describe('pods', () => {
  test('of a check can be created by the runner as they are declared', () => {
    const { status, stderr } = asThief(declaredPod());
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test.each<[string, () => Object_]>([
    ['of another name', () => withMetadata(declaredPod(), { name: 'mine' })],
    ['of another image', () => withContainer({ image: 'docker.io/library/postgres:17-bookworm' })],
    ['with another command', () => withContainer({ command: ['sh', '-c', 'env'] })],
    ['without its environment', () => withContainer({ env: undefined })],
    ['without a command', () => withContainer({ command: undefined })],
    ['with arguments', () => withContainer({ args: ['--print-env'] })],
    [
      'with another environment',
      () => withContainer({ env: [{ name: 'NODE_OPTIONS', value: '--inspect' }] }),
    ],
    [
      'with a Secret in the environment',
      () => withContainer({ env: [{ name: 'KEY', valueFrom: { secretKeyRef } }] }),
    ],
    [
      'with a whole Secret as environment',
      () => withContainer({ envFrom: [{ secretRef: { name: 'evidence-key' } }] }),
    ],
    ['with a hook', () => withContainer({ lifecycle: { postStart: { exec: { command: ['env'] } } } })],
    ['with a probe', () => withContainer({ livenessProbe: { exec: { command: ['env'] } } })],
    [
      'with a Secret as a volume',
      () => withSpec(declaredPod(), { volumes: [{ name: 'tmp', secret: { secretName: 'evidence-key' } }] }),
    ],
    [
      'with a token of its own',
      () =>
        withSpec(declaredPod(), {
          volumes: [{ name: 'tmp', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
        }),
    ],
    ['with the token of its account', () => withSpec(declaredPod(), { automountServiceAccountToken: true })],
    ['of another account', () => withSpec(declaredPod(), { serviceAccountName: 'restore-drill' })],
    [
      'with a second container',
      () => {
        const pod = declaredPod();
        const [container] = pod.spec['containers'] as readonly Fields[];
        return withSpec(pod, { containers: [container, { ...container, name: 'second' }] });
      },
    ],
    [
      'with an init container',
      () => {
        const pod = declaredPod();
        const [container] = pod.spec['containers'] as readonly Fields[];
        return withSpec(pod, { initContainers: [{ ...container, name: 'first', command: ['env'] }] });
      },
    ],
    ['that network policies do not know', () => withMetadata(declaredPod(), { labels: {} })],
    [
      'that look like those of a restored Cluster',
      () => withMetadata(declaredPod(), { labels: { ...checkPodLabels(DRILL), 'cnpg.io/cluster': DRILL } }),
    ],
  ])('%s are refused to the runner by its policy', (_what, pod) => {
    const { status, stderr } = asThief(pod());
    expect(stderr).toMatch(new RegExp(`restore-drill-${DRILLS}-pods.* denied request`));
    expect(status).not.toBe(0);
  });

  test('of others are none of the policy’s business', () => {
    expect(create(withMetadata(declaredPod(), { name: 'mine' }))).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('Clusters', () => {
  test('of the drill can be created by the runner as they are declared, to any target', () => {
    const cluster = declaredCluster();
    const { recovery } = cluster.spec['bootstrap'] as { readonly recovery: Fields };
    const recoveryTarget = { targetTime: '2027-01-03T04:00:00Z' };
    for (const bootstrap of [{ recovery }, { recovery: { ...recovery, recoveryTarget } }])
      expect(asThief(withSpec(cluster, { bootstrap }))).toMatchObject({ status: 0, stderr: '' });
  });

  test.each<[string, () => Object_]>([
    ['of another name', () => withMetadata(declaredCluster(), { name: 'mine' })],
    ['of another image', () => withSpec(declaredCluster(), { imageName: 'registry.invalid/postgresql:17' })],
    [
      'with a Secret in the environment',
      () => withSpec(declaredCluster(), { env: [{ name: 'KEY', valueFrom: { secretKeyRef } }] }),
    ],
    [
      'with a whole Secret as environment',
      () => withSpec(declaredCluster(), { envFrom: [{ secretRef: { name: 'evidence-key' } }] }),
    ],
    [
      'with a Secret as a volume',
      () =>
        withSpec(declaredCluster(), {
          projectedVolumeTemplate: { sources: [{ secret: { name: 'evidence-key' } }] },
        }),
    ],
    [
      'that read a Secret as a password',
      () => withSpec(declaredCluster(), { superuserSecret: { name: 'evidence-key' } }),
    ],
    [
      'whose roles read a Secret',
      () =>
        withSpec(declaredCluster(), {
          managed: { roles: [{ name: 'mine', passwordSecret: { name: 'evidence-key' } }] },
        }),
    ],
    [
      'that come from elsewhere',
      () => {
        const cluster = declaredCluster();
        const [source] = cluster.spec['externalClusters'] as readonly Fields[];
        const password = { name: 'evidence-key', key: 'value' };
        return withSpec(cluster, { externalClusters: [{ ...source, password }] });
      },
    ],
    ['without an archive', () => withSpec(declaredCluster(), { externalClusters: undefined })],
    [
      'that run SQL of a Secret',
      () => {
        const secretRefs = [{ name: 'evidence-key', key: 'value' }];
        return withSpec(declaredCluster(), {
          bootstrap: { initdb: { database: 'a', owner: 'a', postInitSQLRefs: { secretRefs } } },
        });
      },
    ],
    [
      'that archive',
      () =>
        withSpec(declaredCluster(), {
          plugins: [{ name: 'barman-cloud.cloudnative-pg.io', isWALArchiver: true }],
        }),
    ],
    [
      'whose pods are patched',
      () =>
        withMetadata(declaredCluster(), { annotations: { 'cnpg.io/podPatch': '[]', 'restorable/run': 'a' } }),
    ],
    ['of another account', () => withSpec(declaredCluster(), { serviceAccountName: 'restore-drill' })],
  ])('%s are refused to the runner by its policy', (_what, cluster) => {
    const { status, stderr } = asThief(cluster());
    expect(stderr).toMatch(new RegExp(`restore-drill-${DRILLS}-clusters.* denied request`));
    expect(status).not.toBe(0);
  });
});

describe('a forged status', () => {
  const forge = (immutable: boolean) => {
    const status = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${DRILL}-status`, namespace: DRILLS },
      immutable,
      data: { verdict: 'passed', reason: 'restored-and-checked', 'result.json': '{"verdict":"passed"}' },
    };
    kubectl(['delete', 'configmap', `${DRILL}-status`, '--namespace', DRILLS, '--ignore-not-found']);
    kubectl(['create', '--filename', '-'], JSON.stringify(status));
  };

  // The Secret that was made here has no key of a store: the drill ends before anything is restored.
  test('does not count, and is written over', async () => {
    forge(false);
    const { result, exitCode } = await drill('forged');
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'credentials-missing' });
    expect(exitCode).toBe(3);
    expect(getObject('configmap', `${DRILL}-status`, DRILLS)).toMatchObject({
      data: { verdict: 'inconclusive', reason: 'credentials-missing' },
    });
  });

  test('that cannot be written over does not change the verdict, and the log says so', async () => {
    forge(true);
    const { result, exitCode, log } = await drill('forged-immutable');
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'credentials-missing' });
    expect(exitCode).toBe(3);
    expect(log).toContain('the status could not be written');
  });
});
