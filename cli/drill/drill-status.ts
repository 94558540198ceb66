import { Schedule } from '../../lib/core/schedule';
import { namesOf } from '../../lib/drill/site/access';
import { RUNNER_COMPONENT } from '../../lib/drill/site/labels';
import type { DrillPlan, DrillResult, TargetResult } from '../../lib/plan';
import type { ClusterSession } from '../cluster/cluster-session';
import { conditionOf, placeOf, RESOURCES, type ConfigMap, type CronJob, type Job } from '../cluster/objects';

/** What there is of a drill on its cluster. Times are RFC 3339, durations seconds. */
export interface DrillStatus {
  readonly drill: string;
  readonly namespace: string;
  readonly schedule: string;
  /** When its CronJob was made. Absent: there is none. */
  readonly installedAt?: string;
  readonly suspended: boolean;
  /** Name of the Job that runs now. */
  readonly running?: string;
  readonly last?: LastDrill;
  /** When it is due. Absent where it is suspended or has no CronJob. */
  readonly next?: string;
}

/**
 * The last verdict, as the status ConfigMap has it. Whoever may write in the drill namespace can forge that: what counts in
 * an audit is the evidence.
 */
export interface LastDrill {
  readonly verdict: DrillResult['verdict'];
  readonly reason: string;
  readonly message: string;
  readonly finishedAt: string;
  /** Time since it finished. */
  readonly age: number;
  readonly objectives: DrillResult['objectives'];
  /** The worst of all targets. */
  readonly measured: { readonly rpo?: number; readonly rto?: number };
}

/** Reads the status of a drill. */
export async function readDrillStatus(
  plan: DrillPlan,
  { kubectl, now }: ClusterSession,
): Promise<DrillStatus> {
  const { name, namespace } = plan;
  const [cronJob, configMap, jobs] = await Promise.all([
    kubectl.tryGet<CronJob>(placeOf('cronJobs', namespace, name)),
    kubectl.tryGet<ConfigMap>(placeOf('configMaps', namespace, namesOf(name).status)),
    listRuns(plan, kubectl),
  ]);
  const installedAt = cronJob?.metadata.creationTimestamp;
  const suspended = cronJob?.spec.suspend ?? false;
  const running = jobs.find(isRunning)?.metadata.name;
  const last = lastDrill(configMap, now());
  return {
    drill: name,
    namespace,
    schedule: plan.scheduleText,
    ...(installedAt !== undefined && { installedAt }),
    suspended,
    ...(running !== undefined && { running }),
    ...(last !== undefined && { last }),
    ...(cronJob !== undefined && !suspended && { next: nextDrill(plan, now()).toISOString() }),
  };
}

/** The Jobs of a drill that are kept, by schedule and by hand. Those of the restored Cluster have its labels too, but for one. */
export function listRuns(
  { name, namespace }: DrillPlan,
  kubectl: ClusterSession['kubectl'],
): Promise<readonly Job[]> {
  return kubectl.list<Job>(
    RESOURCES.jobs,
    namespace,
    `app.kubernetes.io/instance=${name},app.kubernetes.io/component=${RUNNER_COMPONENT}`,
  );
}

/** Whether a Job has not ended (batch/v1: it then has one of these conditions). */
export function isRunning({ status }: Job): boolean {
  return ['Complete', 'Failed'].every((type) => conditionOf(status?.conditions, type)?.status !== 'True');
}

/** When a drill is due next: also cron fires on other weekdays than the one it must fall on. */
export function nextDrill({ schedule, onlyOnWeekday }: DrillPlan, now: Date): Date {
  const times = Schedule.cron(schedule);
  let next = times.next(now);
  while (onlyOnWeekday !== undefined && next.getUTCDay() !== onlyOnWeekday) next = times.next(next);
  return next;
}

/** The worst measure of all targets; undefined where one has none, since the worst is then unknown. */
export function worstOf(
  targets: readonly TargetResult[],
  measure: 'measuredRpo' | 'measuredRto',
): number | undefined {
  const values = targets.map((target) => target[measure]).filter((value) => value !== undefined);
  return values.length === targets.length && values.length > 0 ? Math.max(...values) : undefined;
}

function lastDrill(configMap: ConfigMap | undefined, now: Date): LastDrill | undefined {
  const result = tryReadResult(configMap?.data?.['result.json']);
  if (result === undefined) return undefined;
  const { verdict, reason, message, finishedAt, objectives, targets } = result;
  const rpo = worstOf(targets, 'measuredRpo');
  const rto = worstOf(targets, 'measuredRto');
  return {
    verdict,
    reason,
    message,
    finishedAt,
    age: (now.getTime() - Date.parse(finishedAt)) / 1000,
    objectives,
    measured: { ...(rpo !== undefined && { rpo }), ...(rto !== undefined && { rto }) },
  };
}

/** The result of a drill out of a text; undefined where it is none. */
export function tryReadResult(text: string | undefined): DrillResult | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { verdict, reason, message, finishedAt, objectives, targets } = value as Partial<
    Record<keyof DrillResult, unknown>
  >;
  const isResult =
    (verdict === 'passed' || verdict === 'failed' || verdict === 'inconclusive') &&
    [reason, message].every((part) => typeof part === 'string') &&
    !Number.isNaN(Date.parse(String(finishedAt))) &&
    typeof objectives === 'object' &&
    objectives !== null &&
    Array.isArray(targets);
  return isResult ? (value as DrillResult) : undefined;
}
