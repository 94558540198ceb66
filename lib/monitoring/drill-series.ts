import type { DrillPlan } from '../plan';
import { series, type LabelConditions } from './promql';

type DrillJobs = Pick<DrillPlan, 'name' | 'namespace' | 'onlyOnWeekday'>;

/** The series of the CronJob itself: it is there as long as the CronJob and kube-state-metrics are. */
export function drillDue({ namespace, name }: DrillJobs): [metric: string, labels: LabelConditions] {
  return ['kube_cronjob_created', { namespace, cronjob: name }];
}

/**
 * Condition on jobs: the verdict was failed. The job's pod failure policy ends the job for this exit code alone, with the
 * reason `PodFailurePolicy`. kube-state-metrics 2 knows three other reasons by name and shows the rest as an empty one
 * (internal/store/job.go).
 */
export function aboutFailed({ namespace }: DrillJobs): string {
  return `and on (namespace, job_name) (${series('kube_job_status_failed', { namespace, reason: /|PodFailurePolicy/ })} > 0)`;
}

/** Condition on jobs: they failed for another reason than the verdict. */
export function aboutInconclusive(drill: DrillJobs): string {
  return aboutFailed(drill).replace('and', 'unless');
}

/** Start of the latest failed drill that a condition holds for, by namespace. */
export function latestDrill(drill: DrillJobs, condition: string): string {
  const { namespace } = drill;
  return [
    'max by (namespace) (',
    `  ${series('kube_job_status_start_time', { namespace })}`,
    `  ${started(drill)}`,
    `  and on (namespace, job_name) (${series('kube_job_failed', { namespace, condition: 'true' })} == 1)`,
    `  ${condition}`,
    ')',
  ].join('\n');
}

/**
 * When a drill passed last, by namespace; where none did yet, when the CronJob was made. Cron cannot say "the first
 * Monday": such a drill is started on other days too, where it does nothing and succeeds, so there only the jobs of the
 * right day count, and the time that the CronJob remembers says nothing.
 */
export function lastPassedDrill(drill: DrillJobs): string {
  const { namespace, name, onlyOnWeekday } = drill;
  const passed =
    onlyOnWeekday === undefined
      ? [`  ${series('kube_cronjob_status_last_successful_time', { namespace, cronjob: name })}`]
      : [
          `  ${series('kube_job_status_completion_time', { namespace })}`,
          `  ${started(drill)}`,
          `  and on (namespace, job_name) (${series('kube_job_complete', { namespace, condition: 'true' })} == 1)`,
        ];
  return [
    '(',
    ' max by (namespace) (',
    ...passed,
    ' )',
    ` or max by (namespace) (${series(...drillDue(drill))})`,
    ')',
  ].join('\n');
}

/** Condition on jobs: the CronJob owns them, and they started on a day that drills run on. */
function started({ namespace, name, onlyOnWeekday }: DrillJobs): string {
  const owner = series('kube_job_owner', { namespace, owner_kind: 'CronJob', owner_name: name });
  const owned = `and on (namespace, job_name) ${owner}`;
  if (onlyOnWeekday === undefined) return owned;
  const start = series('kube_job_status_start_time', { namespace });
  return `${owned}\n  and on (namespace, job_name) (day_of_week(${start}) == ${onlyOnWeekday})`;
}
