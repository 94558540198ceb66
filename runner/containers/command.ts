import { CHECK_CONTAINER } from '../../lib/drill/site/check-pod';
import type { CommandCheckPlan } from '../../lib/plan';
import { CheckImpossible, type Finding } from '../checks';
import { podsOf } from './check-place';
import { lastWords, type LogSource } from './last-words';
import { ENDS, endsOf, hasRun, hindranceOf, lastEnd, type Pod } from './pod';
import type { PodView } from './pod-view';

/** Longest time between two looks at a pod that does not change, milliseconds. */
const LOOK = 5000;

/** A command that is waited for. */
export interface CommandWait {
  readonly view: PodView;
  readonly check: CommandCheckPlan;
  readonly source: LogSource;
  /** Aborted when the time of the check is over. */
  readonly until: AbortSignal;
  /** Aborted where the check ends for another reason. */
  readonly signal: AbortSignal;
}

/** Waits until the command ends well, or has failed often enough. One that does not end has said nothing: CheckImpossible. */
export async function awaitEnd({ view, check, source, until, signal }: CommandWait): Promise<Finding> {
  try {
    for (;;) {
      const pod = await view.next(LOOK);
      if (pod.status?.phase === 'Succeeded') return await succeeded(pod, check, source, signal);
      const end = lastEnd(pod);
      if (end === undefined || (endsOf(pod) < ENDS && pod.status?.phase !== 'Failed')) continue;
      return {
        passed: false,
        actual: `exit code ${end.exitCode}`,
        reason: `the command failed in each of ${endsOf(pod)} attempts${await lastWords(source, pod, true)}`,
      };
    }
  } catch (error) {
    if (!until.aborted || signal.aborted) throw error;
    const why = hasRun(view.pod) ? undefined : hindranceOf(view.pod);
    const what = hasRun(view.pod) ? 'end' : 'start';
    throw new CheckImpossible(
      `the command did not ${what} within ${check.timeout} s${why === undefined ? '' : `: ${why}`}`,
    );
  }
}

async function succeeded(
  pod: Pod,
  { prints }: CommandCheckPlan,
  source: LogSource,
  signal: AbortSignal,
): Promise<Finding> {
  if (prints === undefined) return { passed: true, actual: 'exit code 0' };
  const { client, namespace } = source.place;
  const lines = client.logs(podsOf(namespace), pod.metadata.name, { container: CHECK_CONTAINER }, signal);
  for await (const line of lines)
    if (line.includes(prints)) return { passed: true, actual: 'exit code 0, with the text in its output' };
  return {
    passed: false,
    actual: 'exit code 0, without the text in its output',
    reason: `no line of its output contains ${JSON.stringify(prints)}${await lastWords(source, pod, true)}`,
  };
}
