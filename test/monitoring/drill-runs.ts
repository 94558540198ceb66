import type { Samples } from './promtool';

/** How kube-state-metrics 2 shows a job that ended. */
export type End =
  'passed' | 'failed' | 'failed, known by name' | 'could not run' | 'deadline, no pod' | 'runs';

/** Namespace of the drills. */
const namespace = 'restore-test';

/** Series of the CronJob of a drill. Times are seconds. */
export function cronJobSamples(
  cronjob: string,
  { created = 0, passed }: { readonly created?: number; readonly passed?: number } = {},
): Samples {
  return {
    [labelled('kube_cronjob_created', { cronjob })]: created,
    ...(passed !== undefined && {
      [labelled('kube_cronjob_status_last_successful_time', { cronjob })]: passed,
    }),
  };
}

/** Series of a job that a CronJob owns, as internal/store/job.go of kube-state-metrics makes them. */
export function jobSamples(owner: string, start: number, end: End): Samples {
  const job_name = `${owner}-${start}`;
  const reason = REASONS[end];
  return {
    [labelled('kube_job_owner', { job_name, owner_kind: 'CronJob', owner_name: owner })]: 1,
    [labelled('kube_job_status_start_time', { job_name })]: start,
    ...(end === 'passed' && {
      [labelled('kube_job_status_completion_time', { job_name })]: start + 60,
      [labelled('kube_job_complete', { job_name, condition: 'true' })]: 1,
      [labelled('kube_job_complete', { job_name, condition: 'false' })]: 0,
    }),
    ...(reason !== undefined && {
      [labelled('kube_job_failed', { job_name, condition: 'true' })]: 1,
      [labelled('kube_job_failed', { job_name, condition: 'false' })]: 0,
    }),
    ...(reason === undefined || reason === 'none'
      ? { [labelled('kube_job_status_failed', { job_name })]: 0 }
      : {
          ...Object.fromEntries(
            ['BackoffLimitExceeded', 'DeadlineExceeded', 'Evicted'].map((known) => [
              labelled('kube_job_status_failed', { job_name, reason: known }),
              known === reason ? 1 : 0,
            ]),
          ),
          [labelled('kube_job_status_failed', { job_name, reason })]: 1,
        }),
  };
}

const REASONS: Readonly<Record<End, string | undefined>> = {
  passed: undefined,
  runs: undefined,
  failed: '',
  'failed, known by name': 'PodFailurePolicy',
  'could not run': 'BackoffLimitExceeded',
  'deadline, no pod': 'none',
};

function labelled(metric: string, labels: Readonly<Record<string, string>>): string {
  const all = { namespace, job: 'kube-state-metrics', ...labels };
  return `${metric}{${Object.entries(all)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',')}}`;
}
