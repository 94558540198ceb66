import { ExitCode } from '../../../cli/exit-codes';
import { runDrill } from '../../../cli/drill/run-drill';
import { FakeCluster, type FakeObject } from '../cluster/fake-cluster';
import { cronJobObject, drillResult, goodCluster, NOW, ORDERS, sessionOn } from '../cluster/session';

const JOB = `develop-orders-run-${Math.floor(NOW.getTime() / 1000).toString(36)}`;

const line = (message: string, fields: object = {}) =>
  JSON.stringify({ time: NOW.toISOString(), level: 'info', message, ...fields });

/** What the runner logs of a result. */
function logOf(result: object): readonly string[] {
  const { verdict, reason, message } = result as Readonly<Record<string, string>>;
  return [
    line('drill started'),
    line('phase started', { phase: 'preflight' }),
    line('phase ended', { phase: 'preflight', duration: 1 }),
    line('phase started', { phase: 'restore' }),
    line('drill result', { result: JSON.stringify(result) }),
    line(message ?? '', { verdict, reason }),
  ];
}

function pod(state: object): FakeObject {
  return {
    kind: 'Pod',
    metadata: {
      name: `${JOB}-abcde`,
      namespace: 'restore-test',
      labels: { 'batch.kubernetes.io/job-name': JOB },
    },
    status: { containerStatuses: [{ name: 'runner', state }] },
  };
}

/** A cluster whose drill logs this. */
function drilled(...logs: (readonly string[])[]): FakeCluster {
  const cluster = goodCluster(new FakeCluster()).add(pod({ running: {} }));
  cluster.logs = logs;
  return cluster;
}

const request = { detach: false };

test('runs the Job of the CronJob, told who started it, and owned by the CronJob', async () => {
  const cluster = drilled(logOf(drillResult()));
  await expect(runDrill(ORDERS, request, sessionOn(cluster), 'text')).resolves.toBe(ExitCode.clean);
  expect(cluster.created('Job')).toMatchObject([
    {
      apiVersion: 'batch/v1',
      metadata: {
        name: JOB,
        namespace: 'restore-test',
        labels: { 'app.kubernetes.io/instance': 'develop-orders' },
        annotations: {
          'cronjob.kubernetes.io/instantiate': 'manual',
          'restorable/triggered-by': 'anna@example.org',
        },
        ownerReferences: [{ kind: 'CronJob', name: 'develop-orders', uid: 'cron-uid', controller: true }],
      },
      spec: {
        backoffLimit: 0,
        template: {
          spec: {
            containers: [
              {
                name: 'runner',
                env: [
                  { name: 'RESTORABLE_PLAN', value: '/plan' },
                  // By this it runs on any weekday.
                  { name: 'RESTORABLE_STARTED_BY', value: 'anna@example.org' },
                ],
              },
              { name: 'other', image: 'node' },
            ],
          },
        },
      },
    },
  ]);
  expect(cluster.created('Job')[0]?.metadata.name.length).toBeLessThanOrEqual(63);
});

test('tells phases while it goes on, and the verdict table at the end', async () => {
  const session = sessionOn(drilled(logOf(drillResult())));
  await runDrill(ORDERS, request, session, 'text');
  expect(session.host.printed.stderr.split('\n')).toEqual([
    ...['waiting for its pod', 'preflight', 'restore'].map((step) => `${ORDERS.id}: drill ${JOB}: ${step}`),
    '',
  ]);
  expect(session.host.printed.stdout).toMatch(
    /^PROTECTION .*\nsafeops\/develop\/orders +latest +passed +restored-and-checked/,
  );
});

test.each([
  ['passed', ExitCode.clean],
  ['failed', ExitCode.findings],
  ['inconclusive', ExitCode.inconclusive],
] as const)('a drill that is %s ends with code %d, also as JSON', async (verdict, code) => {
  const session = sessionOn(drilled(logOf(drillResult({ verdict }))));
  await expect(runDrill(ORDERS, request, session, 'json')).resolves.toBe(code);
  expect(JSON.parse(session.host.printed.stdout)).toMatchObject({
    protection: ORDERS.id,
    job: JOB,
    namespace: 'restore-test',
    result: { verdict },
    troubles: [],
  });
});

test('what the runner could not do besides is told', async () => {
  const trouble = JSON.stringify({
    level: 'error',
    message: 'the evidence could not be written',
    reason: '403',
  });
  const session = sessionOn(drilled([trouble, ...logOf(drillResult())]));
  await runDrill(ORDERS, request, session, 'text');
  expect(session.host.printed.stderr).toContain('The runner said: the evidence could not be written: 403\n');
});

test('a runner that ended before it had a result is told with its reason', async () => {
  const outcome = line('the plan is not JSON', {
    level: 'error',
    verdict: 'inconclusive',
    reason: 'plan-invalid',
  });
  const session = sessionOn(drilled([outcome]));
  await expect(runDrill(ORDERS, request, session, 'text')).resolves.toBe(3);
  expect(session.host.printed.stdout).toBe(
    `${ORDERS.id}: inconclusive: plan-invalid: the plan is not JSON\n`,
  );
});

test('a log that breaks off is read again, and no phase is told twice', async () => {
  const whole = logOf(drillResult());
  const session = sessionOn(drilled(whole.slice(0, 3), whole));
  await expect(runDrill(ORDERS, request, session, 'text')).resolves.toBe(0);
  expect(session.host.printed.stderr.match(/: preflight\n/g)).toHaveLength(1);
});

test('a runner that was killed is RST755, with how it ended', async () => {
  const cluster = drilled([line('drill started')]).add(
    pod({ terminated: { exitCode: 137, reason: 'OOMKilled' } }),
  );
  await expect(runDrill(ORDERS, request, sessionOn(cluster), 'text')).rejects.toMatchObject({
    problems: [{ code: 'RST755', reason: expect.stringContaining('exit code 137 (OOMKilled)') as unknown }],
  });
});

test('the Jobs of a restored Cluster are no runs of the drill', async () => {
  const cluster = drilled(logOf(drillResult())).add({
    kind: 'Job',
    metadata: {
      name: 'develop-orders-1-full-recovery',
      namespace: 'restore-test',
      labels: { 'app.kubernetes.io/instance': 'develop-orders' },
    },
  });
  await expect(runDrill(ORDERS, request, sessionOn(cluster), 'text')).resolves.toBe(0);
});

const LABELS = {
  'app.kubernetes.io/instance': 'develop-orders',
  'app.kubernetes.io/component': 'drill-runner',
};

function run(status: object): FakeObject {
  return {
    kind: 'Job',
    metadata: {
      name: 'develop-orders-1',
      namespace: 'restore-test',
      labels: LABELS,
      creationTimestamp: 'today',
    },
    status,
  };
}

test('a drill that runs already is RST750, and none is started', async () => {
  const cluster = drilled().add(run({ active: 1 }));
  await expect(runDrill(ORDERS, request, sessionOn(cluster), 'text')).rejects.toMatchObject({
    problems: [{ code: 'RST750', value: "'restore-test/develop-orders-1'", reason: 'it runs since today' }],
  });
  expect(cluster.created('Job')).toEqual([]);
});

test.each(['Complete', 'Failed'])('a run that is %s does not matter', async (type) => {
  const cluster = drilled(logOf(drillResult())).add(run({ conditions: [{ type, status: 'True' }] }));
  await expect(runDrill(ORDERS, request, sessionOn(cluster), 'text')).resolves.toBe(0);
});

test('a drill that is not on the cluster is RST743, a waived one RST749', async () => {
  await expect(runDrill(ORDERS, request, sessionOn(new FakeCluster()), 'text')).rejects.toMatchObject({
    problems: [{ code: 'RST743' }],
  });
  const waived = {
    ...ORDERS,
    drill: { waived: { reason: 'filled anew', owner: 'shop', until: '2027-12-31' } },
  };
  await expect(runDrill(waived, request, sessionOn(drilled()), 'text')).rejects.toMatchObject({
    problems: [{ code: 'RST749', reason: 'until 2027-12-31 by shop: filled anew' }],
  });
});

test('with --detach it is started and left alone', async () => {
  const cluster = goodCluster(new FakeCluster());
  const session = sessionOn(cluster);
  await expect(runDrill(ORDERS, { detach: true }, session, 'text')).resolves.toBe(0);
  expect(session.host.printed.stdout).toBe(`restore-test/${JOB}\n`);
  expect(session.host.printed.stderr).toContain(`kubectl logs --follow job/${JOB} --namespace restore-test`);
});

test('interrupted, the drill goes on, which is said', async () => {
  const cluster = goodCluster(new FakeCluster()).add(pod({ waiting: { reason: 'ImagePullBackOff' } }));
  const session = sessionOn(cluster);
  const running = runDrill(ORDERS, request, session, 'text');
  while (!session.host.printed.stderr.includes('ImagePullBackOff'))
    await new Promise((resolve) => setImmediate(resolve));
  session.host.interrupt?.(ExitCode.interrupted);
  await expect(running).resolves.toBe(130);
  expect(session.host.printed.stderr).toContain('The drill goes on in the cluster');
  expect(cluster.created('Job')).toHaveLength(1);
});

test('one that does not end in time is RST751', async () => {
  const cluster = goodCluster(new FakeCluster()).add(cronJobObject());
  const session = sessionOn(cluster);
  await expect(runDrill(ORDERS, { detach: false, timeout: 0 }, session, 'text')).rejects.toMatchObject({
    problems: [{ code: 'RST751' }],
  });
});
