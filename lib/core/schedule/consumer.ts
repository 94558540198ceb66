/** Who reads a schedule. Each has its own cron dialect. */
export type ScheduleConsumer = 'cloudnativepg' | 'cronjob' | 'velero' | 'k3s';

/** What a consumer can be told. */
export interface ScheduleDialect {
  /** For messages. */
  readonly name: string;
  /** Five fields start at the minute, six at the second. */
  readonly fields: 5 | 6;
  /** Whether the job it starts is ours, so that it can check a guard. */
  readonly checksGuards: boolean;
}

/**
 * The dialects. CloudNativePG 1.30 reads robfig/cron 1.2, whose first field is the second and whose last is optional:
 * five fields are accepted and mean another time. Kubernetes CronJobs, Velero 1.18 and k3s read robfig/cron 3 with five.
 */
export const SCHEDULE_DIALECTS: Readonly<Record<ScheduleConsumer, ScheduleDialect>> = {
  cloudnativepg: { name: 'A CloudNativePG ScheduledBackup', fields: 6, checksGuards: false },
  cronjob: { name: 'A Kubernetes CronJob', fields: 5, checksGuards: true },
  velero: { name: 'A Velero Schedule', fields: 5, checksGuards: false },
  k3s: { name: 'The etcd snapshot schedule of k3s', fields: 5, checksGuards: false },
};
