import { reportStatus } from '../../../cli/backup/report-status';
import type { ProtectionPlan } from '../../../lib/plan';
import { FakeCluster, type FakeObject } from '../cluster/fake-cluster';
import {
  ago,
  backupObject,
  cronJobObject,
  drillResult,
  goodCluster,
  liveCluster,
  liveStore,
  ORDERS,
  scheduleObject,
  sessionOn,
  statusObject,
} from '../cluster/session';

interface Status {
  readonly findings: readonly { readonly code: string; readonly message: string }[];
  readonly newest?: object;
  readonly running?: string;
  readonly [field: string]: unknown;
}

/** The status of the database on a cluster, with the exit code. */
async function statusOn(cluster: FakeCluster, plan: ProtectionPlan = ORDERS) {
  const session = sessionOn(cluster);
  const code = await reportStatus([plan], session, 'json');
  const { protections } = JSON.parse(session.host.printed.stdout) as {
    readonly protections: readonly Status[];
  };
  const [status] = protections;
  if (status === undefined) throw new Error('there is no status');
  return { code, status, codes: status.findings.map((finding) => finding.code) };
}

/** A good cluster, but for this. */
function but(...objects: readonly FakeObject[]): FakeCluster {
  return goodCluster(new FakeCluster()).add(...objects);
}

function without(kind: string, ...more: readonly FakeObject[]): FakeCluster {
  const cluster = goodCluster(new FakeCluster());
  const kept = cluster.objects.filter((object) => object.kind !== kind);
  cluster.objects.length = 0;
  return cluster.add(...kept, ...more);
}

/** What the primary says. */
function primary(facts: object): FakeCluster {
  const cluster = goodCluster(new FakeCluster());
  cluster.execAnswer = JSON.stringify({
    dataSize: 1,
    isFailing: false,
    waiting: 0,
    archivedAge: 60,
    ...facts,
  });
  return cluster;
}

test('where everything is as promised there is no finding', async () => {
  const { code, status, codes } = await statusOn(goodCluster(new FakeCluster()));
  expect({ code, codes }).toEqual({ code: 0, codes: [] });
  expect(status).toMatchObject({
    protection: 'safeops/develop/orders',
    newest: { at: ago(36_000), name: 'orders-base-1' },
    recoverableSince: ago(40 * 86_400),
    isArchiving: true,
    primary: { lastArchivedWal: '000000010000000000000006', archivedAge: 60 },
    schedule: { suspended: false, next: '2027-03-11T02:00:00.000Z' },
    drill: {
      next: '2027-03-14T04:00:00.000Z',
      last: { verdict: 'passed', age: 86_400, measured: { rpo: 12, rto: 51 } },
    },
  });
});

test('people get a row, and the findings below', async () => {
  const good = sessionOn(goodCluster(new FakeCluster()));
  await reportStatus([ORDERS], good, 'text');
  expect(good.host.printed.stdout.split('\n').slice(1)).toEqual([
    'safeops/develop/orders  10h ago      2027-03-11 02:00Z  working, 1m ago  40d of 30d       passed 1d ago  2027-03-14 04:00Z',
    '',
    'Everything is as promised.',
    '',
  ]);
  const bad = sessionOn(but(liveCluster({ conditions: [] })));
  await expect(reportStatus([ORDERS], bad, 'text')).resolves.toBe(1);
  expect(bad.host.printed.stdout).toContain(
    '1 finding:\nsafeops/develop/orders: archiving-unknown: nothing says that WAL files are archived\n',
  );
});

test('a primary that may not be asked is no finding', async () => {
  const cluster = goodCluster(new FakeCluster());
  cluster.execAnswer = undefined;
  const { code, status } = await statusOn(cluster);
  expect(code).toBe(0);
  expect(status).not.toHaveProperty('primary');
});

const TWO_DAYS = { firstRecoverabilityPoint: ago(2 * 86_400) };
const OLD = { phase: 'completed', stoppedAt: ago(26 * 3600) };
const OLD_STORE = liveStore({ lastSuccessfulBackupTime: ago(26 * 3600) });

test.each<[string, FakeCluster, readonly string[]]>([
  ['no Cluster', without('Cluster'), ['cluster-missing']],
  ['no ObjectStore', without('ObjectStore'), ['other-archive', 'window-unknown']],
  ['another archive', but(liveStore({}, { destinationPath: 's3://other' })), ['other-archive']],
  [
    'archiving that fails',
    but(liveCluster({ conditions: [{ type: 'ContinuousArchiving', status: 'False' }] })),
    ['archiving-failing'],
  ],
  ['an archiver that fails', primary({ isFailing: true }), ['archiving-failing']],
  ['WAL that waits too long', primary({ waiting: 3, archivedAge: 901 }), ['archive-older-than-rpo']],
  [
    'WAL that was never archived',
    primary({ waiting: 3, archivedAge: undefined }),
    ['archive-older-than-rpo'],
  ],
  ['WAL that waits a little', primary({ waiting: 3, archivedAge: 60 }), []],
  ['an idle server', primary({ waiting: 0, archivedAge: 90_000 }), []],
  ['an old backup', but(OLD_STORE, backupObject('orders-base-1', OLD)), ['backup-too-old']],
  ['no backup', without('Backup', liveStore({ lastSuccessfulBackupTime: undefined })), ['no-backup']],
  ['a backup whose object is gone', without('Backup'), []],
  [
    'a failed backup after it',
    but(backupObject('orders-base-2', { phase: 'failed', error: 'exit status 4' }, ago(60))),
    ['backup-failed'],
  ],
  ['no schedule', without('ScheduledBackup'), ['schedule-missing']],
  ['a suspended schedule', but(scheduleObject({ suspend: true })), ['schedule-suspended']],
  ['a short window', but(liveStore(TWO_DAYS)), ['window-too-short']],
  [
    'a short window of a young Cluster',
    but(liveStore(TWO_DAYS), {
      ...liveCluster(),
      metadata: { name: 'orders', namespace: 'develop', creationTimestamp: ago(2 * 86_400 + 60) },
    }),
    [],
  ],
  ['no CronJob', without('CronJob'), ['drill-missing']],
  ['a suspended drill', but(cronJobObject({ suspend: true })), ['drill-suspended']],
  ['a failed drill', but(statusObject(drillResult({ verdict: 'failed' }))), ['drill-failed']],
  [
    'an inconclusive drill',
    but(statusObject(drillResult({ verdict: 'inconclusive' }))),
    ['drill-inconclusive'],
  ],
  ['an old drill', but(statusObject(drillResult({ finishedAt: ago(9 * 86_400) }))), ['drill-overdue']],
  ['a status that is none', but(statusObject('forged')), ['drill-never-ran']],
  ['a drill that is too new to have run', without('ConfigMap', cronJobObject({}, ago(86_400))), []],
])('%s', async (_, cluster, expected) => {
  const { code, codes } = await statusOn(cluster);
  expect(codes).toEqual(expected);
  expect(code).toBe(expected.length === 0 ? 0 : 1);
});

test('a waived drill is shown as that, and is no finding', async () => {
  const drill = { waived: { reason: 'filled anew', owner: 'shop', until: '2027-12-31' } };
  const session = sessionOn(goodCluster(new FakeCluster()));
  await expect(reportStatus([{ ...ORDERS, drill }], session, 'text')).resolves.toBe(0);
  expect(session.host.printed.stdout).toContain('waived');
});

test('a running backup is shown beside the newest', async () => {
  const { status } = await statusOn(but(backupObject('orders-manual', { phase: 'started' }, ago(5))));
  expect(status).toMatchObject({ running: 'orders-manual', newest: { name: 'orders-base-1' } });
});

test('a cluster that cannot be reached is no finding, but RST741', async () => {
  const cluster = goodCluster(new FakeCluster());
  cluster.refusal = 'The connection to the server 127.0.0.1:1 was refused';
  await expect(statusOn(cluster)).rejects.toMatchObject({ problems: [{ code: 'RST741' }] });
});

test('a connection that is lost while the primary is asked is RST741 too', async () => {
  const { tryAskPrimary } = await import('../../../cli/cluster/primary-facts');
  const cluster = new FakeCluster();
  cluster.refusal = 'Unable to connect to the server: unexpected EOF';
  const live = { metadata: { name: 'orders', namespace: 'develop' }, status: { currentPrimary: 'orders-1' } };
  await expect(tryAskPrimary(live, cluster.kubectl)).rejects.toMatchObject({
    problems: [{ code: 'RST741' }],
  });
});
