import type { DrillResult } from '../../../lib/plan';
import { eventually, getObject, kubectl } from '../kubectl';
import { DRILL, DRILL_VELERO, DRILLS, TARGET } from './drill-environment';

/** What a drill job ended with. */
export interface EndedDrill {
  readonly result: DrillResult;
  readonly exitCode: number;
  readonly log: string;
}

interface JobPod {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly containerStatuses?: readonly {
      readonly state?: { readonly terminated?: { readonly exitCode: number } };
    }[];
  };
}

/** Starts the drill from its unmodified CronJob. */
export function startDrill(job: string): void {
  kubectl(['create', 'job', job, `--from=cronjob/${DRILL}`, '--namespace', DRILLS]);
}

/** Waits for a drill that was started. */
export async function awaitDrill(job: string, seconds = 600): Promise<EndedDrill> {
  const pod = await eventually(
    `the end of ${job}`,
    seconds,
    () => podOf(job),
    (found) => exitCodeOf(found) !== undefined,
  );
  const log = kubectl(['logs', '--namespace', DRILLS, pod?.metadata.name ?? '']);
  const line = log.split('\n').find((text) => text.includes('"drill result"'));
  if (line === undefined) throw new Error(`${job} told no result: ${log}`);
  const { result } = JSON.parse(line) as { readonly result: string };
  return { result: JSON.parse(result) as DrillResult, exitCode: exitCodeOf(pod) ?? -1, log };
}

/** Starts a drill and waits for it. */
export async function drill(job: string): Promise<EndedDrill> {
  startDrill(job);
  return awaitDrill(job);
}

/** The pod of a job. */
export function podOf(job: string): JobPod | undefined {
  const selector = `batch.kubernetes.io/job-name=${job}`;
  const args = ['get', 'pods', '--namespace', DRILLS, '--selector', selector, '--output', 'json'];
  return (JSON.parse(kubectl(args)) as { readonly items: readonly JobPod[] }).items[0];
}

function exitCodeOf(pod: JobPod | undefined): number | undefined {
  return pod?.status?.containerStatuses?.[0]?.state?.terminated?.exitCode;
}

/** What the status ConfigMap says. */
export function readStatus(): { readonly result: DrillResult; readonly evidence: string } {
  const { data } = getObject('configmap', `${DRILL}-status`, DRILLS) as {
    readonly data: Readonly<Record<string, string>>;
  };
  return { result: JSON.parse(data['result.json'] ?? '') as DrillResult, evidence: data['evidence'] ?? '' };
}

/** Names of what is there of a drill: restored objects, volumes, the Restore. */
export function leftOfDrill(): readonly string[] {
  const kinds = [
    ...['pods', 'persistentvolumeclaims', 'deployments.apps', 'statefulsets.apps', 'cronjobs.batch'],
    ...['services', 'secrets', 'replicasets.apps', 'jobs.batch'],
  ];
  const inTarget = kubectl(['get', kinds.join(','), '--namespace', TARGET, '--output', 'name']);
  const restores = kubectl(['get', 'restores.velero.io', '--namespace', DRILL_VELERO, '--output', 'name']);
  const template = '{range .items[*]}{.spec.claimRef.namespace}{" "}{.metadata.name}{"\\n"}{end}';
  const volumes = kubectl(['get', 'persistentvolumes', '--output', `jsonpath=${template}`]);
  return [
    ...inTarget.split('\n').filter((name) => name !== ''),
    ...restores.split('\n').filter((name) => name.endsWith(`/${DRILL}`)),
    ...volumes.split('\n').filter((line) => line.startsWith(`${TARGET} `)),
  ];
}
