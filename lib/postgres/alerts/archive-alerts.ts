import { Duration } from '../../core';
import { MISSING } from '../../monitoring/drill-alerts';
import { anyAbsent } from '../../monitoring/promql';
import type { ProtectionPlan } from '../../plan';
import type { AlertRule } from '../../protection';
import { ArchiveSeries } from './archive-series';

/**
 * Time that a base backup may take until it counts, seconds; upload and catalogue of databases of 100 GiB fit in. The
 * plugin's metrics are refreshed by the backup itself.
 */
const BACKUP_MAY_TAKE = 6 * 3600;

/** Time after which what waits for the archive is no longer just the newest segment, seconds. */
const WAITING = 5 * 60;

/**
 * The alerts on the archive of a PostgresCluster: that WAL reaches it, that base backups do, and that they stay as long as
 * promised. From the metrics of its servers, and the age of its volumes by kube-state-metrics.
 */
export function archiveAlerts(
  plan: ProtectionPlan,
  archivedBy: ConstructorParameters<typeof ArchiveSeries>[1],
): readonly AlertRule[] {
  const { environment, namespace, name, objectives, backup } = plan;
  const what = `${environment}/${name}`;
  const series = new ArchiveSeries(plan, archivedBy);
  const short = (seconds: number) => Duration.seconds(seconds).toShort();
  const overdue = backup.longestGap + BACKUP_MAY_TAKE;
  const logs = `Look at the newest Backup objects and at the servers' logs: kubectl -n ${namespace} get backups; kubectl -n ${namespace} logs -l cnpg.io/cluster=${name} --all-containers.`;
  return [
    {
      name: 'RestorableWalArchivingFailing',
      expression: `${series.lastFailed}\n> on (namespace, pod)\n${series.lastArchived}`,
      holdsFor: Math.max(60, Math.min(MISSING, Math.floor(objectives.rpo / 2))),
      severity: 'critical',
      summary: `WAL of ${what} cannot be archived`,
      description: `Every attempt to archive WAL of ${what} has failed for a while. What is written now would be lost with the server, and the WAL volume fills up.`,
      runbook: `${logs} Usual causes: keys of the store that changed, a full or missing bucket, no network.`,
    },
    {
      name: 'RestorableArchiveOlderThanRpo',
      expression: [
        series.waiting,
        'and on (namespace, pod)',
        `(${series.sinceLastArchival} >= ${objectives.rpo} or ${series.sinceLastArchival} < 0)`,
      ].join('\n'),
      holdsFor: WAITING,
      severity: 'critical',
      summary: `The archive of ${what} is older than its RPO`,
      description: `WAL of ${what} waits to be archived, and none was for the RPO of ${short(objectives.rpo)}. A recovery now would lose more than promised.`,
      runbook: logs,
    },
    {
      name: 'RestorableBaseBackupOverdue',
      expression: `time() - (${series.lastBackup} > 0) > ${overdue}`,
      holdsFor: 0,
      severity: 'critical',
      summary: `The newest base backup of ${what} is older than its schedule`,
      description: `Base backups of ${what} are due ${backup.scheduleText}; the newest is older than ${short(overdue)}. Recovery takes longer every day, and fails once the older ones have expired.`,
      runbook: `${logs} One Backup that never ends keeps all later ones waiting.`,
    },
    {
      name: 'RestorableNoBaseBackup',
      expression: `${series.lastBackup} == 0`,
      holdsFor: overdue,
      severity: 'critical',
      summary: `There is no base backup of ${what}`,
      description: `The first base backup of ${what} was due ${backup.scheduleText}, and there is none. It cannot be recovered at all.`,
      runbook: logs,
    },
    {
      name: 'RestorableRetentionTooShort',
      expression: series.shorterWindow(objectives.retention, overdue),
      holdsFor: 0,
      severity: 'warning',
      summary: `Backups of ${what} are kept for less time than promised`,
      description: `${what} can be recovered to no point as old as its retention of ${short(objectives.retention)}: older backups are gone.`,
      runbook: `Find out who deleted them: the retention of the ObjectStore (or of spec.backup), and the lifecycle rules of the bucket.`,
    },
    {
      name: 'RestorableBackupMetricsMissing',
      expression: anyAbsent(...series.all),
      holdsFor: MISSING,
      severity: 'warning',
      summary: `Nothing is known of the archive of ${what}`,
      description: `The metrics of ${what} are missing, so that the other alerts on its archive cannot fire.`,
      runbook: `Look whether the servers run, the PodMonitor ${name} selects them and Prometheus scrapes it, and whether the Cluster's default queries are disabled.`,
    },
  ];
}
