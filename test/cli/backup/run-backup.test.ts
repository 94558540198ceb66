import { runBackup } from '../../../cli/backup/run-backup';
import { ExitCode } from '../../../cli/exit-codes';
import { FakeCluster, type FakeObject } from '../cluster/fake-cluster';
import {
  ago,
  backupObject,
  goodCluster,
  liveCluster,
  liveStore,
  ORDERS,
  sessionOn,
} from '../cluster/session';

const NAME = 'orders-manual-20270310120000';
const DONE = { phase: 'completed', backupId: '20270310T120001', startedAt: ago(-1), stoppedAt: ago(-15) };

/** A cluster whose operator brings a Backup to these states. */
function operated(...states: readonly object[]): FakeCluster {
  const cluster = goodCluster(new FakeCluster());
  cluster.afterCreate = (created) => states.map((status): FakeObject => ({ ...created, status }));
  return cluster;
}

test('makes one Backup by the method of the plan, labelled and with who asked for it, and follows it', async () => {
  const cluster = operated({}, { phase: 'started' }, DONE);
  const session = sessionOn(cluster);
  await expect(runBackup(ORDERS, 60, session, 'text')).resolves.toBe(ExitCode.clean);
  expect(cluster.created('Backup')).toEqual([
    {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: {
        name: NAME,
        namespace: 'develop',
        labels: { 'app.kubernetes.io/managed-by': 'restorable', 'cnpg.io/cluster': 'orders' },
        annotations: { 'restorable/triggered-by': 'anna@example.org' },
      },
      spec: {
        cluster: { name: 'orders' },
        method: 'plugin',
        pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
      },
      created: true,
    },
  ]);
  expect(session.host.printed.stdout).toBe(
    `safeops/develop/orders: backup ${NAME} completed in 14s (30 MiB of data)\n`,
  );
  expect(session.host.printed.stderr).toBe(
    ['waiting for the operator', 'started', 'completed']
      .map((step) => `safeops/develop/orders: backup ${NAME}: ${step}\n`)
      .join(''),
  );
});

test('an archive of the operator itself is backed up by its method', async () => {
  const cluster = operated(DONE).add(
    liveCluster(
      {},
      { plugins: [], backup: { barmanObjectStore: { destinationPath: 's3://backups/develop' } } },
    ),
  );
  const plan = { ...ORDERS, source: { ...ORDERS.source, archivedBy: 'inTree' } };
  await expect(runBackup(plan, 60, sessionOn(cluster), 'text')).resolves.toBe(ExitCode.clean);
  expect(cluster.created('Backup')[0]?.['spec']).toEqual({
    cluster: { name: 'orders' },
    method: 'barmanObjectStore',
  });
});

test('is told as JSON; without the right to ask the primary the size is left out', async () => {
  const cluster = operated(DONE);
  cluster.execAnswer = undefined;
  const session = sessionOn(cluster);
  await runBackup(ORDERS, 60, session, 'json');
  expect(JSON.parse(session.host.printed.stdout)).toEqual({
    protection: 'safeops/develop/orders',
    namespace: 'develop',
    backup: NAME,
    ...DONE,
    duration: 14,
  });
});

test('a failed one is a finding, with its cause', async () => {
  const session = sessionOn(operated({ phase: 'failed', error: 'exit status 4' }));
  await expect(runBackup(ORDERS, 60, session, 'text')).resolves.toBe(ExitCode.findings);
  expect(session.host.printed.stdout).toContain(`backup ${NAME} failed: exit status 4`);
});

test('one that somebody deletes meanwhile did not complete', async () => {
  const cluster = goodCluster(new FakeCluster());
  cluster.afterCreate = (created) => [{ ...created, deleted: true }];
  const session = sessionOn(cluster);
  await expect(runBackup(ORDERS, 60, session, 'text')).resolves.toBe(ExitCode.findings);
  expect(session.host.printed.stdout).toContain('was deleted before it ended');
});

test('another one that has not ended is RST748, and none is made', async () => {
  const cluster = operated(DONE).add(backupObject('orders-base-2', { phase: 'started' }, ago(7200)));
  await expect(runBackup(ORDERS, 60, sessionOn(cluster), 'text')).rejects.toMatchObject({
    problems: [{ code: 'RST748', value: "'develop/orders-base-2'", reason: 'it is started for 2h' }],
  });
  expect(cluster.created('Backup')).toEqual([]);
});

test('one of another Cluster does not matter', async () => {
  const other = { ...backupObject('users-base', { phase: 'started' }), spec: { cluster: { name: 'users' } } };
  await expect(runBackup(ORDERS, 60, sessionOn(operated(DONE).add(other)), 'text')).resolves.toBe(0);
});

test.each([
  ['another prefix', liveStore({}, { destinationPath: 's3://backups/production' })],
  ['another endpoint', liveStore({}, { endpointURL: 'https://elsewhere.example' })],
  ['no archive at all', liveCluster({}, { plugins: [] })],
])('a Cluster with %s is RST747, and no Backup is made', async (_, object) => {
  const cluster = operated(DONE).add(object);
  await expect(runBackup(ORDERS, 60, sessionOn(cluster), 'text')).rejects.toMatchObject({
    problems: [{ code: 'RST747', reason: expect.stringContaining('s3://backups/develop/orders') as unknown }],
  });
  expect(cluster.created('Backup')).toEqual([]);
});

test('without the Cluster it is RST743', async () => {
  await expect(runBackup(ORDERS, 60, sessionOn(new FakeCluster()), 'text')).rejects.toMatchObject({
    problems: [{ code: 'RST743' }],
  });
});

test('one that does not end in time is RST751, and says how to look', async () => {
  await expect(runBackup(ORDERS, 0, sessionOn(operated({ phase: 'started' })), 'text')).rejects.toMatchObject(
    {
      problems: [
        {
          code: 'RST751',
          reason: expect.stringContaining(
            `kubectl get backups.postgresql.cnpg.io ${NAME} --namespace develop`,
          ) as unknown,
        },
      ],
    },
  );
});

test('interrupted, the backup goes on, which is said', async () => {
  const cluster = operated();
  const session = sessionOn(cluster);
  const running = runBackup(ORDERS, 60, session, 'text');
  while (session.host.interrupt === undefined) await new Promise((resolve) => setImmediate(resolve));
  session.host.interrupt(ExitCode.interrupted);
  await expect(running).resolves.toBe(130);
  expect(session.host.printed.stderr).toContain('The backup goes on in the cluster');
});
