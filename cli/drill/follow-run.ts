import { setTimeout as sleep } from 'node:timers/promises';
import { fail, operationProblems, RestorableError } from '../../lib/core/problems';
import type { Kubectl } from '../cluster/kubectl';
import { isRefusal } from '../cluster/kubectl-refusal';
import { conditionOf, placeOf, RESOURCES, type Pod } from '../cluster/objects';
import { RUNNER_CONTAINER } from './drill-job-of';
import { RunnerLog } from './runner-log';

/** A run of a drill. */
export interface DrillRunPlace {
  readonly namespace: string;
  readonly job: string;
}

/** How long a pod may take to start, seconds: an image is pulled once for a node. */
const START_LIMIT = 180;

/** How often in a row following the log may break off, and the pause after each, milliseconds. */
const PATIENCE = { attempts: 5, pause: 1000 } as const;

/**
 * Follows a run from the start of its pod to the end of its log. Undefined where the signal was aborted. Throws RST740 to
 * RST744; RST751 where the pod does not start, RST755 where it ended without a verdict.
 *
 * @param onStep is told what goes on
 */
export async function followRun(
  run: DrillRunPlace,
  kubectl: Kubectl,
  signal: AbortSignal,
  onStep: (step: string) => void,
): Promise<RunnerLog | undefined> {
  const pod = await startedPod(run, kubectl, signal, onStep);
  if (pod === undefined) return undefined;
  const log = new RunnerLog();
  const place = { namespace: run.namespace, pod, container: RUNNER_CONTAINER };
  for (let attempt = 1; ;) {
    let number = 0;
    try {
      for await (const line of kubectl.logs(place, signal)) {
        const phase = log.take(line, number);
        number += 1;
        if (phase !== undefined) onStep(phase);
      }
    } catch (error) {
      if (attempt >= PATIENCE.attempts || !isRefusal(error, operationProblems.clusterUnreachable))
        throw error;
    }
    if (signal.aborted) return undefined;
    if (log.outcome !== undefined) return log;
    // The log has ended before the container told how it ended.
    const state = await stateOf(run, pod, kubectl);
    if (state !== 'running') {
      if (log.result !== undefined) return log;
      return fail(operationProblems.brokenResult, { value: `${run.namespace}/${pod}`, reason: state });
    }
    attempt = number > 0 ? 1 : attempt + 1;
    await sleep(PATIENCE.pause, undefined, { signal }).catch(() => undefined);
  }
}

/** Name of the pod, once its container runs or has run; undefined where the signal was aborted. */
async function startedPod(
  run: DrillRunPlace,
  kubectl: Kubectl,
  signal: AbortSignal,
  onStep: (step: string) => void,
): Promise<string | undefined> {
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(), START_LIMIT * 1000);
  let waiting = 'no pod was made';
  onStep('waiting for its pod');
  try {
    const selected = {
      resource: RESOURCES.pods,
      namespace: run.namespace,
      labels: `batch.kubernetes.io/job-name=${run.job}`,
    };
    for await (const pod of kubectl.watchAll<Pod>(selected, AbortSignal.any([signal, tooLong.signal]))) {
      const { running, terminated } = runnerState(pod) ?? {};
      if (running !== undefined || terminated !== undefined) return pod.metadata.name;
      waiting = waitingFor(pod);
      onStep(`waiting for its pod: ${waiting}`);
    }
  } finally {
    clearTimeout(timer);
  }
  if (signal.aborted) return undefined;
  return fail(operationProblems.notEnded, {
    value: `${run.namespace}/${run.job}`,
    reason: `its pod has not started after ${START_LIMIT} s: ${waiting}; ${await lastEvent(run, kubectl)}`,
    fix: `Look at it with \`kubectl describe job ${run.job} --namespace ${run.namespace}\`; delete the Job to give up.`,
  });
}

function waitingFor(pod: Pod): string {
  const { waiting } = runnerState(pod) ?? {};
  const scheduled = conditionOf(pod.status?.conditions, 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.message ?? 'it is not scheduled';
  return [waiting?.reason, waiting?.message].filter((part) => part !== undefined).join(': ') || 'it is made';
}

/** `running`, or how the container of the runner ended. */
async function stateOf({ namespace }: DrillRunPlace, name: string, kubectl: Kubectl): Promise<string> {
  const pod = await kubectl.tryGet<Pod>(placeOf('pods', namespace, name));
  if (pod === undefined) return 'its pod is gone';
  const { terminated } = runnerState(pod) ?? {};
  if (terminated === undefined) return pod.status?.phase === 'Failed' ? 'its pod failed' : 'running';
  return `the runner ended with exit code ${terminated.exitCode} (${terminated.reason ?? 'no reason'}) and told no verdict`;
}

function runnerState(pod: Pod) {
  return pod.status?.containerStatuses?.find(({ name }) => name === RUNNER_CONTAINER)?.state;
}

interface Event {
  readonly message?: string;
  readonly involvedObject?: { readonly name?: string };
}

/** What Kubernetes said last about a Job or its pod: that a quota refuses it, for example. */
async function lastEvent({ namespace, job }: DrillRunPlace, kubectl: Kubectl): Promise<string> {
  try {
    const events = await kubectl.list<Event>('events', namespace);
    const own = events.filter(({ involvedObject }) => involvedObject?.name?.startsWith(job) === true);
    return own.at(-1)?.message ?? 'there is no event';
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    return 'its events cannot be read';
  }
}
