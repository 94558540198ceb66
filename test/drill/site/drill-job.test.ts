import { Schedule } from '../../../lib/core';
import { RunnerBundle } from '../../../lib/drill';
import { drilledProtection } from '../protection';
import { DRILL, findOne, site, type Manifest } from './site-fixture';

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

function podSpec(cronJob: Manifest): Record<string, unknown> {
  const { jobTemplate } = cronJob['spec'] as {
    jobTemplate: { spec: { template: { spec: Record<string, unknown> } } };
  };
  return jobTemplate.spec.template.spec;
}
