import type { ProtectionPlan } from '../plan';
import type { AlertRule } from '../protection';

/**
 * Alerts on the backups of a namespace, by the metrics of Velero 1.18. Not by `velero_backup_last_status`: Velero sets it to
 * good whenever it looks at a Schedule, at least every minute (velero issue 8753).
 */
export function backupAlerts(
  { id, objectives, backup }: Pick<ProtectionPlan, 'id' | 'objectives' | 'backup'>,
  schedule: string,
  velero: string,
): readonly AlertRule[] {
  const of = (metric: string) => `velero_backup_${metric}{schedule="${schedule}",namespace="${velero}"}`;
  const newest = `time() - max(${of('last_successful_timestamp')})`;
  const window = `${backup.longestGap}s`;
  const failed = ['partial_failure_total', 'failure_total', 'validation_failure_total'].map(
    (metric) => `sum(increase(${of(metric)}[${window}])) > 0`,
  );
  return [
    {
      name: 'RestorableNamespaceBackupStale',
      expression: `(${newest} > ${objectives.rpo}) or absent(${of('last_successful_timestamp')})`,
      holdsFor: 900,
      severity: 'critical',
      summary: `${id}: no completed backup within the RPO`,
      description: 'What is lost now is lost for longer than promised. A paused Schedule looks the same.',
      runbook: `Look at the newest backups: kubectl -n ${velero} get backups.velero.io -l velero.io/schedule-name=${schedule}`,
    },
    {
      name: 'RestorableNamespaceBackupFailed',
      expression: failed.join(' or '),
      holdsFor: 0,
      severity: 'warning',
      summary: `${id}: a backup did not complete`,
      description:
        'A backup that is PartiallyFailed lacks something: a pod whose hook failed is not in it, nor its volume.',
      runbook: `Read its errors: velero -n ${velero} backup describe --details, and its log.`,
    },
    {
      name: 'RestorableBackupLocationUnavailable',
      expression: `min(velero_backup_location_status_gauge{namespace="${velero}"}) == 0`,
      holdsFor: 900,
      severity: 'critical',
      summary: `${id}: Velero does not reach its store`,
      description: 'Neither backups nor restores are possible.',
      runbook: `Read the message of the location: kubectl -n ${velero} get backupstoragelocations.velero.io -o yaml`,
    },
  ];
}
