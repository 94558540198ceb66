import { FluxFolder, READY_CONDITION, Sops, type FluxFolderProps, type HealthCheck } from '../../lib';
import { fluxKustomization, kustomizeFile, type KustomizationContext } from '../../lib/flux/kustomization';
import { checkObject } from '../../lib/kubernetes/schema';
import { Fixture, valueAt } from '../postgres/fixture';

const CONTEXT: KustomizationContext = {
  namespace: 'flux-system',
  source: 'platform',
  path: 'gitops',
  substituteFrom: [],
  labels: { 'app.kubernetes.io/managed-by': 'restorable' },
};

const CLUSTER: HealthCheck = {
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  name: 'orders',
  namespace: 'shop',
  expressions: READY_CONDITION,
};
const RELEASE: HealthCheck = {
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  name: 'tool',
  namespace: 'tools',
};

function kustomizationOf(
  props: FluxFolderProps = {},
  checks: readonly HealthCheck[] = [],
  context: Partial<KustomizationContext> = {},
): Record<string, unknown> {
  const folder = new FluxFolder(new Fixture().environment, 'data/orders', props);
  for (const check of checks) folder.addHealthCheck(check);
  const object = fluxKustomization(folder, { ...CONTEXT, ...context });
  expect(checkObject(object)).toEqual([]);
  return object;
}

test('a folder is applied by one Kustomization from the source of its cluster', () => {
  expect(kustomizationOf()).toEqual({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: {
      name: 'data-orders',
      namespace: 'flux-system',
      labels: { 'app.kubernetes.io/managed-by': 'restorable' },
    },
    spec: {
      interval: '10m0s',
      retryInterval: '1m0s',
      timeout: '10m0s',
      path: './gitops/data/orders',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'platform' },
    },
  });
});

test('it names what it waits for, its times and whether it prunes', () => {
  const needed = new FluxFolder(new Fixture().environment, 'needed');
  expect(
    kustomizationOf({
      dependsOn: [needed],
      prune: false,
      interval: '1h',
      retryInterval: '30s',
      timeout: '5m',
    })['spec'],
  ).toMatchObject({
    dependsOn: [{ name: 'needed' }],
    prune: false,
    interval: '1h0m0s',
    retryInterval: '30s',
    timeout: '5m0s',
  });
});

describe('health', () => {
  test('is read by expressions for kinds that have no status at first', () => {
    const { spec } = kustomizationOf({}, [CLUSTER, { ...CLUSTER, name: 'billing' }, RELEASE]);
    const place = ({ apiVersion, kind, name, namespace }: HealthCheck) => ({
      apiVersion,
      kind,
      name,
      namespace,
    });
    expect(valueAt(spec, 'healthChecks')).toEqual(
      [CLUSTER, { ...CLUSTER, name: 'billing' }, RELEASE].map(place),
    );
    expect(valueAt(spec, 'healthCheckExprs')).toEqual([
      { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', ...READY_CONDITION },
    ]);
  });

  test('of everything leaves out the list, which Flux would ignore, and keeps the expressions', () => {
    const { spec } = kustomizationOf({ wait: true }, [CLUSTER]);
    expect(spec).toMatchObject({ wait: true, healthCheckExprs: [{ kind: 'Cluster' }] });
    expect(spec).not.toHaveProperty('healthChecks');
  });

  test('of nothing is not waited for', () => {
    const { spec } = kustomizationOf();
    for (const field of ['wait', 'healthChecks', 'healthCheckExprs']) expect(spec).not.toHaveProperty(field);
  });
});

test('SOPS files are decrypted with the key of the cluster', () => {
  const { spec } = kustomizationOf({}, [], { decryption: Sops.age('sops-age') });
  expect(valueAt(spec, 'decryption')).toEqual({ provider: 'sops', secretRef: { name: 'sops-age' } });
});

describe('variables', () => {
  const values = { kind: 'ConfigMap', name: 'values' } as const;
  const secret = { kind: 'Secret', name: 'secret', optional: true } as const;

  test('are filled in from the sources of the cluster', () => {
    const { spec } = kustomizationOf({}, [], { substituteFrom: [values, secret] });
    expect(valueAt(spec, 'postBuild')).toEqual({ substituteFrom: [values, secret] });
  });

  test('or from those of the folder instead, also from none', () => {
    const own = kustomizationOf({ substituteFrom: [secret] }, [], { substituteFrom: [values] });
    expect(valueAt(own, 'spec.postBuild')).toEqual({ substituteFrom: [secret] });
    const none = kustomizationOf({ substituteFrom: [] }, [], { substituteFrom: [values] });
    expect(none['spec']).not.toHaveProperty('postBuild');
  });
});

test('a kustomization.yaml lists its resources in order', () => {
  const file = kustomizeFile(['b.yaml', 'a.yaml']);
  expect(file).toEqual({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['a.yaml', 'b.yaml'],
  });
  expect(checkObject(file)).toEqual([]);
});
