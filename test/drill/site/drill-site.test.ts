import { ApiObject } from 'cdk8s';
import { Check, DrillSite, RunnerBundle } from '../../../lib/drill';
import { PrunePolicy } from '../../../lib/flux/prune-policy';
import { DRILL, findOne, manifests, site } from './site-fixture';

describe('the namespace', () => {
  test('is made with Pod Security restricted in every mode', () => {
    const [namespace] = manifests(site().chart).filter(({ kind }) => kind === 'Namespace');
    expect(namespace?.metadata).toEqual({
      name: 'restore-test',
      labels: {
        'app.kubernetes.io/managed-by': 'restorable',
        'app.kubernetes.io/part-of': 'restorable',
        'app.kubernetes.io/name': 'restore-drill',
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
    });
  });

  test('may be pruned: it holds no data', () => {
    const { site: made } = site();
    expect(PrunePolicy.protects(ApiObject.of(made.node.findChild('namespace')))).toBe(false);
  });

  test.each(['default', 'kube-system', 'flux-system', 'cnpg-system'])('is not %s', (namespace) => {
    expect(site({ namespace }).codes()).toEqual(['RST625']);
  });

  test('has a valid name', () => {
    expect(site({ namespace: 'Restore_Test' }).codes()).toEqual(['RST105']);
  });

  test('is not where the live data stands', () => {
    const { site: made, codes } = site();
    made.addDrill({ ...DRILL, sourceNamespace: 'restore-test' });
    expect(codes()).toEqual(['RST625']);
  });

  test('has a quota for its drills, of which single limits can be replaced', () => {
    const { chart, site: made } = site({ quota: { 'requests.memory': '32Gi' } });
    made.addDrill({ ...DRILL, needs: { storage: '50Gi' } });
    expect(findOne(chart, 'ResourceQuota', 'drills')['spec']).toMatchObject({
      hard: { 'requests.memory': '32Gi', 'requests.storage': '51200Mi', 'services.loadbalancers': '0' },
    });
  });
});

test('every object of the drill namespace names it, and is labelled', () => {
  const { chart, site: made } = site();
  made.addDrill(DRILL);
  const objects = manifests(chart);
  const elsewhere = objects.filter(({ metadata }) => metadata.namespace !== 'restore-test');
  expect(elsewhere.map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([
    ['Namespace', undefined, 'restore-test'],
    ['Role', 'flux-system', 'restore-drill-restore-test-flux'],
    ['RoleBinding', 'flux-system', 'restore-drill-restore-test-flux'],
    ['Role', 'develop', 'restore-drill-restore-test-source'],
    ['RoleBinding', 'develop', 'restore-drill-restore-test-source'],
  ]);
  expect(objects.map(({ metadata }) => metadata.labels['app.kubernetes.io/part-of'])).toEqual(
    objects.map(() => 'restorable'),
  );
});

test('six network policies isolate the namespace', () => {
  const { chart, site: made } = site();
  made.addDrill(DRILL);
  const names = manifests(chart)
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ metadata }) => metadata.name);
  expect(names.sort()).toEqual([
    'allow-api-server',
    'allow-dns',
    'allow-namespace',
    'allow-operator',
    'allow-stores',
    'default-deny',
  ]);
  expect(findOne(chart, 'NetworkPolicy', 'allow-stores')['spec']).toMatchObject({
    egress: [{ ports: [{ protocol: 'TCP', port: 443 }] }],
  });
});

describe('access', () => {
  test('is bound to one ServiceAccount, whose token only the runner gets', () => {
    const { chart, site: made } = site({
      serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/drill' },
    });
    made.addDrill(DRILL);
    const account = findOne(chart, 'ServiceAccount', 'restore-drill');
    expect(account['automountServiceAccountToken']).toBe(false);
    expect(account.metadata.annotations).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/drill',
    });
    const bindings = manifests(chart).filter(({ kind }) => kind === 'RoleBinding');
    expect(bindings.map((binding) => binding['subjects'])).toEqual(
      bindings.map(() => [{ kind: 'ServiceAccount', name: 'restore-drill', namespace: 'restore-test' }]),
    );
    expect(manifests(chart).filter(({ kind }) => kind.startsWith('ClusterRole'))).toEqual([]);
  });

  test('to a live namespace is read only, and given once', () => {
    const { chart, site: made } = site();
    made.addDrill(DRILL);
    made.addDrill({ ...DRILL, name: 'develop-stock' });
    const role = findOne(chart, 'Role', 'restore-drill-restore-test-source', 'develop');
    expect(JSON.stringify(role['rules'])).not.toMatch(/create|update|patch|delete|secrets/);
  });

  test('to pods is given only where a check starts one', () => {
    const { chart, site: made } = site();
    made.addDrill(DRILL);
    const verbs = () => JSON.stringify(findOne(chart, 'Role', 'restore-drill')['rules']);
    expect(verbs()).not.toContain('"resources":["pods"],"verbs":["create"]');
    const checks = [Check.application({ image: 'app', get: '/healthz' }).plan()];
    made.addDrill({ ...DRILL, name: 'develop-stock', checks });
    expect(verbs()).toContain('"resources":["pods"],"verbs":["create"]');
    expect(verbs()).toContain(
      '"resourceNames":["develop-stock-check-1"],"resources":["pods"],"verbs":["delete"]',
    );
    expect(findOne(chart, 'NetworkPolicy', 'develop-stock-checks')['spec']).toMatchObject({
      ingress: [{ ports: [{ protocol: 'TCP', port: 8080 }] }],
    });
  });

  test('to what may hold Secrets is narrowed by policies to what plans declare, one for each kind', () => {
    const { chart, site: made } = site();
    const kind = { apiGroup: 'example.org', apiVersion: 'v1', resource: 'clusters' };
    made.addDrill({ ...DRILL, admits: [{ kind, name: 'develop-orders', conditions: ['true'] }] });
    made.addDrill({
      ...DRILL,
      name: 'develop-stock',
      checks: [Check.command({ image: 'app', command: ['verify'] }).plan()],
      admits: [{ kind, name: 'develop-stock', conditions: ['true'] }],
    });
    const policies = manifests(chart).filter(({ kind: made }) =>
      made.startsWith('ValidatingAdmissionPolicy'),
    );
    expect(policies.map(({ kind: made, metadata }) => [made, metadata.name, metadata.namespace])).toEqual([
      ['ValidatingAdmissionPolicy', 'restore-drill-restore-test-clusters', undefined],
      ['ValidatingAdmissionPolicyBinding', 'restore-drill-restore-test-clusters', undefined],
      ['ValidatingAdmissionPolicy', 'restore-drill-restore-test-pods', undefined],
      ['ValidatingAdmissionPolicyBinding', 'restore-drill-restore-test-pods', undefined],
    ]);
    expect(policies[0]?.metadata.annotations).toEqual({
      'kustomize.toolkit.fluxcd.io/substitute': 'disabled',
    });
    expect(JSON.stringify(policies[0]?.['spec'])).toContain('develop-stock');
    expect(JSON.stringify(policies[2]?.['spec'])).toContain('develop-stock-check-1');
  });

  test('of a site without drills is none', () => {
    expect(findOne(site().chart, 'Role', 'restore-drill')['rules']).toEqual([]);
  });
});

describe('the runner', () => {
  test('is an immutable ConfigMap named after its bytes, which Flux leaves as it is', () => {
    const { chart, site: made } = site();
    made.addDrill(DRILL);
    made.addDrill({ ...DRILL, name: 'develop-stock' });
    const { configMapName, base64 } = RunnerBundle.find();
    const runner = findOne(chart, 'ConfigMap', configMapName);
    expect(runner).toMatchObject({ immutable: true, binaryData: { 'restorable-runner.js.gz': base64 } });
    expect(runner.metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' });
  });

  test('is not written where nothing is drilled', () => {
    expect(manifests(site().chart).filter(({ kind }) => kind === 'ConfigMap')).toEqual([]);
  });

  test.each(['', 'Node:24', 'node:24 '])('is not run on the image %j', (image) => {
    expect(site({ image }).codes()).toEqual(['RST628']);
  });
});

test('the same composition gives the same manifests', () => {
  const once = () => {
    const { chart, site: made } = site();
    made.addDrill(DRILL);
    return JSON.stringify(manifests(chart));
  };
  expect(once()).toBe(once());
});

test('a site is told from other constructs', () => {
  const { chart, site: made } = site();
  expect([
    DrillSite.isDrillSite(made),
    DrillSite.isDrillSite(chart),
    DrillSite.isDrillSite(undefined),
  ]).toEqual([true, false, false]);
});
