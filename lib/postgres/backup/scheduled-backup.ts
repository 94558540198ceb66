import type { Schedule } from '../../core';
import type { ScheduledBackup } from '../../kubernetes/generated/postgresql.cnpg.io/v1';
import { managedLabels } from '../../kubernetes/labels';
import { BARMAN_PLUGIN } from '../barman';

/** What a ScheduledBackup is made of. */
export interface ScheduledBackupInput {
  readonly name: string;
  readonly namespace: string;
  readonly cluster: string;
  readonly schedule: Schedule;
  readonly method: 'plugin' | 'barmanObjectStore' | 'volumeSnapshot';
  readonly target: 'primary' | 'prefer-standby';
  readonly immediate: boolean;
  /** Backups of a hibernated Cluster fail and queue up (CloudNativePG 1.30). */
  readonly suspended: boolean;
  /** Only with volume snapshots. */
  readonly online?: boolean;
}

/**
 * A ScheduledBackup (postgresql.cnpg.io/v1). Its schedule has six fields: five are accepted and mean other times. The
 * method is always said, since the CRD's default is the deprecated one, and the plugin always named: the webhook does not
 * miss it, but every Backup fails without.
 */
export function scheduledBackup(input: ScheduledBackupInput): ScheduledBackup {
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'ScheduledBackup',
    metadata: { name: input.name, namespace: input.namespace, labels: managedLabels() },
    spec: {
      cluster: { name: input.cluster },
      schedule: input.schedule.for('cloudnativepg'),
      // Backups made by it go when it goes; what they point to in the archive stays until its retention.
      backupOwnerReference: 'self',
      method: input.method,
      ...(input.method === 'plugin' && { pluginConfiguration: { name: BARMAN_PLUGIN } }),
      target: input.target,
      immediate: input.immediate,
      suspend: input.suspended,
      ...(input.online !== undefined && { online: input.online }),
    },
  };
}
