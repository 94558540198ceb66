import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Cidr, Inspection, Schedule } from '../../../lib/core';
import { Check, DrillSite, RunnerBundle, type DrillSiteProps, type SiteDrill } from '../../../lib/drill';
import { PrunePolicy } from '../../../lib/flux/prune-policy';
import { drilledProtection } from '../protection';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

const DRILL: SiteDrill = {
  name: 'develop-orders',
  sourceNamespace: 'develop',
  plan: () => drilledProtection('orders'),
  egress: [{ kind: 'public', port: 443 }],
  secrets: [{ secret: 'cnpg-drill-s3', mountedAs: 'archive' }],
};

function site(props: Partial<DrillSiteProps> = {}): {
  chart: Chart;
  site: DrillSite;
  codes: () => readonly string[];
} {
  const chart = new Chart(new App(), 'drills');
  const made = new DrillSite(chart, 'site', {
    namespace: 'restore-test',
    operatorNamespace: 'cnpg-system',
    network: { pods: Cidr.of('10.42.0.0/16'), services: Cidr.of('10.43.0.0/16') },
    ...props,
  });
  return { chart, site: made, codes: () => Inspection.problemsIn(made).map(({ code }) => code) };
}

function manifests(chart: Chart): readonly Manifest[] {
  return Testing.synth(chart) as Manifest[];
}

function findOne(chart: Chart, kind: string, name: string, namespace = 'restore-test'): Manifest {
  const found = manifests(chart).filter(
    (object) =>
      object.kind === kind && object.metadata.name === name && object.metadata.namespace === namespace,
  );
  if (found[0] === undefined || found.length > 1)
    throw new Error(`${found.length} of ${kind} ${namespace}/${name}`);
  return found[0];
}

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

describe('a drill', () => {
  const made = site();
  made.site.addDrill(DRILL);
  const cronJob = findOne(made.chart, 'CronJob', 'develop-orders');

  test('gets its own part of the plan and nothing of the others', () => {
    made.site.addDrill({ ...DRILL, name: 'develop-stock', plan: () => drilledProtection('stock') });
    const plan = findOne(made.chart, 'ConfigMap', 'develop-orders-plan');
    const { 'plan.json': text } = plan['data'] as Record<string, string>;
    expect(JSON.parse(text ?? '')).toEqual({ version: 1, protection: drilledProtection('orders') });
    expect(text).not.toContain('stock');
    expect(plan.metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' });
  });

  test('runs on its schedule in UTC, one at a time, once, and always ends', () => {
    expect(cronJob['spec']).toMatchObject({
      schedule: '0 4 * * 0',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 0,
          activeDeadlineSeconds: drilledProtection('orders').drill.deadline + 300,
          template: { spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: 120 } },
        },
      },
    });
  });

  test('ends its job for a reason of its own where the verdict is failed, so that alerts can tell', () => {
    expect(cronJob['spec']).toMatchObject({
      jobTemplate: {
        spec: {
          podFailurePolicy: {
            rules: [
              { action: 'FailJob', onExitCodes: { containerName: 'runner', operator: 'In', values: [1] } },
            ],
          },
          template: { spec: { containers: [{ name: 'runner' }] } },
        },
      },
    });
  });

  test('keeps the run that counts where it is started on other days too', () => {
    const monthly = site();
    const schedule = Schedule.firstWeekdayOfMonth('mon', '04:00');
    monthly.site.addDrill({ ...DRILL, plan: () => drilledProtection('orders', { schedule }) });
    expect(findOne(monthly.chart, 'CronJob', 'develop-orders')['spec']).toMatchObject({
      schedule: '0 4 1-7 * *',
      successfulJobsHistoryLimit: 14,
    });
  });

  test('is not started much too late where drills are frequent', () => {
    const frequent = site();
    const schedule = Schedule.every('1h');
    frequent.site.addDrill({ ...DRILL, plan: () => drilledProtection('orders', { schedule }) });
    expect(findOne(frequent.chart, 'CronJob', 'develop-orders')['spec']).toMatchObject({
      startingDeadlineSeconds: 1800,
    });
  });

  test('runs as Pod Security restricted asks, with a read-only root', () => {
    const pod = podSpec(cronJob);
    expect(pod).toMatchObject({
      serviceAccountName: 'restore-drill',
      automountServiceAccountToken: true,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          image: 'docker.io/library/node:24-bookworm-slim',
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: { cpu: '50m', memory: '96Mi' }, limits: { memory: '256Mi' } },
        },
      ],
    });
  });

  test('has the runner, its plan and its Secrets as files, and starts although a Secret is missing', () => {
    const pod = podSpec(cronJob);
    expect(pod).toMatchObject({
      volumes: [
        { name: 'runner', configMap: { name: RunnerBundle.find().configMapName } },
        { name: 'plan', configMap: { name: 'develop-orders-plan' } },
        {
          name: 'secret-archive',
          secret: { secretName: 'cnpg-drill-s3', optional: true, defaultMode: 0o440 },
        },
        { name: 'tmp', emptyDir: { sizeLimit: '16Mi' } },
      ],
      containers: [
        {
          env: [
            { name: 'RESTORABLE_PLAN', value: '/plan/plan.json' },
            {
              name: 'RESTORABLE_JOB',
              valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } },
            },
          ],
          volumeMounts: [
            { name: 'runner', mountPath: '/runner', readOnly: true },
            { name: 'plan', mountPath: '/plan', readOnly: true },
            { name: 'secret-archive', mountPath: '/secrets/archive', readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
    });
  });

  test('trusts the certificates of the first Secret that has some', () => {
    const { chart, site: made } = site();
    const secrets = ['a', 'b'].map((name) => ({
      secret: name,
      mountedAs: name,
      trustedCertificates: 'ca.crt',
    }));
    made.addDrill({ ...DRILL, secrets });
    const [container] = podSpec(findOne(chart, 'CronJob', 'develop-orders'))['containers'] as {
      env: { name: string; value?: string }[];
    }[];
    expect(container?.env.filter(({ name }) => name === 'NODE_EXTRA_CA_CERTS')).toEqual([
      { name: 'NODE_EXTRA_CA_CERTS', value: '/secrets/a/ca.crt' },
    ]);
  });

  test('has a command in which neither Flux nor Kubernetes finds a variable', () => {
    const command = JSON.stringify((podSpec(cronJob)['containers'] as { command: unknown }[])[0]?.command);
    expect(command).toContain('restorable-runner.js.gz');
    expect(command).not.toContain('${');
    expect(command).not.toContain('$(');
  });

  test('has a name of its own', () => {
    const { site: twice, codes } = site();
    twice.addDrill(DRILL);
    twice.addDrill(DRILL);
    expect(codes()).toEqual(['RST626']);
  });

  test.each(['Orders', '1orders', 'orders-', 'a.b', 'x'.repeat(51), ''])('is not called %j', (name) => {
    const { site: wrong, codes } = site();
    wrong.addDrill({ ...DRILL, name });
    expect(codes()).toEqual(['RST626']);
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

function podSpec(cronJob: Manifest): Record<string, unknown> {
  const { jobTemplate } = cronJob['spec'] as {
    jobTemplate: { spec: { template: { spec: Record<string, unknown> } } };
  };
  return jobTemplate.spec.template.spec;
}

test('a site is told from other constructs', () => {
  const { chart, site: made } = site();
  expect([
    DrillSite.isDrillSite(made),
    DrillSite.isDrillSite(chart),
    DrillSite.isDrillSite(undefined),
  ]).toEqual([true, false, false]);
});
