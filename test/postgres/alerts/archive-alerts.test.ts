import { Duration } from '../../../lib/core';
import { alertGroup } from '../../../lib/monitoring/alert-group';
import { archiveAlerts } from '../../../lib/postgres/alerts/archive-alerts';
import type { ProtectionPlan } from '../../../lib/plan';
import type { Protection } from '../../../lib/protection';
import { drilledProtection } from '../../drill/protection';
import { describeWithPromtool, deviations, syntaxErrors, type Samples } from '../../monitoring/promtool';

const HOUR = 3600;
const DAY = 24 * HOUR;

const waived = { waived: { reason: 'r', owner: 'o', until: '2027-01-01' } };
const objectives = { rpo: 900, rto: 1800, retention: 7 * DAY };
/** Base backups every day, kept for 7 days; its drill is waived, so that its own alerts are all it has. */
const plan: ProtectionPlan = { ...drilledProtection('orders'), objectives, drill: waived };

const METHODS = [
  ['plugin', 'barman_cloud_cloudnative_pg_io'],
  ['inTree', 'cnpg_collector'],
] as const;

type Method = (typeof METHODS)[number][0];

/** What a server of the Cluster shows. Times as Unix time. */
interface Server {
  readonly pod: string;
  /** Absent on a standby, which archives nothing. */
  readonly archiver?: {
    readonly archived: string | number;
    readonly failed: number;
    readonly since: string | number;
  };
  readonly ready: number;
  readonly newest: string | number;
  readonly oldest: string | number;
}

const PRIMARY: Server = {
  pod: 'orders-1',
  archiver: { archived: 10 * DAY, failed: 9 * DAY, since: 60 },
  ready: 0,
  newest: 10 * DAY - 10 * HOUR,
  oldest: 2 * DAY,
};
const STANDBY: Server = { pod: 'orders-2', ready: 0, newest: PRIMARY.newest, oldest: PRIMARY.oldest };

function samples(method: Method, ...servers: readonly Server[]): Samples {
  const prefix = method === 'plugin' ? 'barman_cloud_cloudnative_pg_io' : 'cnpg_collector';
  const other = method === 'plugin' ? 'cnpg_collector' : 'barman_cloud_cloudnative_pg_io';
  const all: Record<string, number | string> = {};
  for (const { pod, archiver, ready, newest, oldest } of servers) {
    const labels = `namespace="develop",pod="${pod}",container="postgres"`;
    if (archiver !== undefined) {
      all[`cnpg_pg_stat_archiver_last_archived_time{${labels}}`] = archiver.archived;
      all[`cnpg_pg_stat_archiver_last_failed_time{${labels}}`] = archiver.failed;
      all[`cnpg_pg_stat_archiver_seconds_since_last_archival{${labels}}`] = archiver.since;
    }
    all[`cnpg_collector_pg_wal_archive_status{${labels},value="ready"}`] = ready;
    all[`cnpg_collector_pg_wal_archive_status{${labels},value="done"}`] = 3;
    all[`${prefix}_last_available_backup_timestamp{${labels}}`] = newest;
    all[`${prefix}_first_recoverability_point{${labels}}`] = oldest;
    // The metrics of who does not archive are there too, and 0.
    all[`${other}_last_available_backup_timestamp{${labels}}`] = 0;
    all[`${other}_first_recoverability_point{${labels}}`] = 0;
  }
  return all;
}

const volume = (created: number): Samples => ({
  'kube_persistentvolumeclaim_created{namespace="develop",persistentvolumeclaim="orders-1"}': created,
});

function groups(method: Method) {
  const protection = {
    plan: () => plan,
    alerts: () => archiveAlerts(plan, method),
  } as Partial<Protection> as Protection;
  return [alertGroup(protection, {})];
}

/** Expects just these alerts at a time; those of a server name it. */
function noted(method: Method, seen: Samples, at: string, ...alerts: readonly string[]): void {
  const firing = alerts.map((text) => {
    const [name = '', pod] = text.split(' of ');
    const labels = { namespace: 'develop', ...(pod !== undefined && { pod }) };
    return { alert: `Restorable${name}`, protection: plan.id, labels };
  });
  expect(deviations(groups(method), { samples: seen, at, firing })).toBe('');
}

test('every alert names the protection, its environment and what to do first', () => {
  for (const rule of archiveAlerts(plan, 'plugin')) {
    expect(rule.summary).toContain('develop/orders');
    expect(rule.description).toContain('develop/orders');
    expect(rule.runbook).not.toBe('');
  }
});

test.each(METHODS)('the metrics of backups are those of who archives: %s, %s', (method, prefix) => {
  const text = archiveAlerts(plan, method)
    .map(({ expression }) => expression)
    .join('\n');
  const selectors =
    text.match(/\w+_(last_available_backup_timestamp|first_recoverability_point)\{[^}]*\}/g) ?? [];
  expect(selectors.length).toBeGreaterThan(3);
  for (const selector of selectors) {
    expect(selector).toMatch(new RegExp(`^${prefix}_`));
    expect(selector).toContain('{namespace="develop",pod=~"orders-[0-9]+"}');
  }
});

test('the limits are those that were promised', () => {
  const rules = new Map(archiveAlerts(plan, 'plugin').map((rule) => [rule.name, rule]));
  const overdue = plan.backup.longestGap + 6 * HOUR;
  expect(rules.get('RestorableArchiveOlderThanRpo')?.expression).toContain('>= 900 or');
  expect(rules.get('RestorableBaseBackupOverdue')?.expression).toContain(`> ${overdue}`);
  expect(rules.get('RestorableNoBaseBackup')?.holdsFor).toBe(overdue);
  expect(rules.get('RestorableRetentionTooShort')?.expression).toContain(`< ${objectives.retention}`);
  expect(rules.get('RestorableWalArchivingFailing')?.holdsFor).toBe(450);
});

test.each([
  ['20s', 60],
  ['4m', 120],
  ['30d', 900],
])('with an RPO of %s, failing is told after %i s: before the RPO is over, and not at once', (rpo, wait) => {
  const promised = { ...plan, objectives: { ...objectives, rpo: Duration.of(rpo).seconds } };
  const [failing] = archiveAlerts(promised, 'plugin');
  expect(failing).toMatchObject({ name: 'RestorableWalArchivingFailing', holdsFor: wait });
});

describeWithPromtool('alerts on archives, by promtool', () => {
  describe.each(METHODS)('%s', (method) => {
    const archive = ({ archiver = PRIMARY.archiver, ...rest }: Partial<Server>) =>
      samples(
        method,
        { ...PRIMARY, ...rest, ...(archiver !== undefined && { archiver }) },
        { ...STANDBY, ...rest, pod: 'orders-2' },
      );

    test('are valid', () => {
      expect(syntaxErrors(groups(method))).toBe('');
    });

    test('are silent where all is well', () => {
      noted(method, { ...archive({}), ...volume(0) }, '10d');
    });

    test('are silent where the database rests: nothing waits', () => {
      const archiver = { archived: DAY, failed: -1, since: 9 * DAY };
      noted(method, { ...archive({ archiver }), ...volume(0) }, '10d');
    });

    test('are silent where segments wait only for the moment', () => {
      noted(method, { ...archive({ ready: 2 }), ...volume(0) }, '10d');
    });

    test('are silent where the archive is as young as its database', () => {
      noted(method, { ...archive({ oldest: 8 * DAY }), ...volume(8 * DAY) }, '10d');
    });

    test('tell of WAL that cannot be archived', () => {
      const archiver = { archived: 9 * DAY, failed: 10 * DAY - 60, since: 60 };
      noted(method, { ...archive({ archiver }), ...volume(0) }, '10d', 'WalArchivingFailing of orders-1');
      const never = { archived: -1, failed: 10 * DAY - 60, since: -1 };
      noted(
        method,
        { ...archive({ archiver: never }), ...volume(0) },
        '10d',
        'WalArchivingFailing of orders-1',
      );
    });

    test('tell of an archive older than the RPO, also where archiving just hangs', () => {
      const archiver = { archived: 9 * DAY, failed: -1, since: 901 };
      noted(
        method,
        { ...archive({ archiver, ready: 1 }), ...volume(0) },
        '10d',
        'ArchiveOlderThanRpo of orders-1',
      );
      const never = { archived: -1, failed: -1, since: -1 };
      noted(
        method,
        { ...archive({ archiver: never, ready: 1 }), ...volume(0) },
        '10d',
        'ArchiveOlderThanRpo of orders-1',
      );
    });

    test('tell of base backups that stay away', () => {
      noted(method, { ...archive({ newest: 8 * DAY }), ...volume(0) }, '10d', 'BaseBackupOverdue');
    });

    test('tell where there is no base backup once the first is due', () => {
      const none = { ...archive({ newest: 0, oldest: 0 }), ...volume(0) };
      noted(method, none, '1d');
      noted(method, none, '2d', 'NoBaseBackup');
    });

    test('tell where backups are kept for too short, at once and as long as it lasts', () => {
      const moved = archive({ oldest: `${2 * DAY}+0x230 ${6 * DAY}+0x10` });
      noted(method, moved, '10d', 'RetentionTooShort');
      noted(method, { ...archive({ oldest: 6 * DAY }), ...volume(0) }, '10d', 'RetentionTooShort');
    });

    test('are silent where the window moves as it should', () => {
      const moved = archive({ oldest: `${2 * DAY}+0x230 ${3 * DAY}+0x10` });
      noted(method, { ...moved, ...volume(0) }, '10d');
    });

    test('tell where the metrics are missing, altogether or of one kind', () => {
      noted(method, {}, '1h', 'BackupMetricsMissing');
      const other = samples(method, { ...PRIMARY, pod: 'orders-2-1' });
      noted(method, other, '1h', 'BackupMetricsMissing');
      noted(method, samples(method, { ...STANDBY, newest: 0, oldest: 0 }), '1h', 'BackupMetricsMissing');
    });

    test('are not about the servers of another Cluster whose name begins the same', () => {
      const archiver = { archived: 1, failed: 2, since: 10_000 };
      const other = samples(method, { pod: 'orders-2-1', archiver, ready: 9, newest: 0, oldest: 0 });
      noted(method, { ...archive({}), ...other, ...volume(0) }, '10d');
    });
  });
});
