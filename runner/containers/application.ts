import type { ApplicationCheckPlan } from '../../lib/plan';
import { CheckImpossible, type Finding } from '../checks';
import { httpGet, type Answer } from './http-get';
import { lastWords, type LogSource } from './last-words';
import { ENDS, endsOf, hasRun, hindranceOf, isReady, isRunning, lastEnd, type Pod } from './pod';
import type { PodView } from './pod-view';

/** Time between two requests, milliseconds. */
const BETWEEN = 500;

/** An application that is waited for. */
export interface ApplicationWait {
  readonly view: PodView;
  readonly check: ApplicationCheckPlan;
  readonly source: LogSource;
  /** Aborted when the time of the check is over, early enough that there is still time to say why. */
  readonly until: AbortSignal;
  /** Aborted where the check ends for another reason. */
  readonly signal: AbortSignal;
}

/**
 * Waits until the pod is ready and answers as expected. It fails where it ran and did not; where it never ran, or cannot be
 * reached, nothing is known: CheckImpossible.
 */
export async function awaitAnswer(wait: ApplicationWait): Promise<Finding> {
  const { view, check, source, until, signal } = wait;
  const { http } = check;
  let answer: Answer | undefined;
  try {
    for (;;) {
      const pod = await view.next(BETWEEN);
      if (endsOf(pod) >= ENDS) return stopped(pod, await lastWords(source, pod, true));
      const host = pod.status?.podIP;
      if (!isReady(pod) || host === undefined) continue;
      answer = await httpGet({ host, port: http.port, path: http.path }, until);
      if (isExpected(answer, http)) return { passed: true, actual: textOf(answer, http) };
    }
  } catch (error) {
    if (!until.aborted || signal.aborted) throw error;
    return late(wait, answer);
  }
}

function isExpected(answer: Answer, { status, contains }: ApplicationCheckPlan['http']): boolean {
  if (answer.kind !== 'answered' || answer.status !== status) return false;
  return contains === undefined || answer.body.includes(contains);
}

/** What there is to say when the time is over. */
async function late({ view, check, source }: ApplicationWait, answer: Answer | undefined): Promise<Finding> {
  const { pod } = view;
  const within = `within ${check.timeout} s`;
  if (!hasRun(pod)) {
    const why = hindranceOf(pod);
    throw new CheckImpossible(
      `the pod of the check did not start ${within}${why === undefined ? '' : `: ${why}`}`,
    );
  }
  if (answer?.kind === 'unreachable')
    throw new CheckImpossible(`the runner does not reach the application: ${answer.code}`);
  const words = await lastWords(source, pod, !isRunning(pod));
  if (answer === undefined || !isRunning(pod)) return stopped(pod, words);
  const actual = textOf(answer, check.http);
  return { passed: false, actual, reason: `it ran, but did not answer as expected ${within}${words}` };
}

function stopped(pod: Pod, words: string): Finding {
  const end = lastEnd(pod);
  if (end === undefined)
    return { passed: false, actual: 'not ready', reason: `it ran, but never got ready${words}` };
  const times = endsOf(pod);
  return {
    passed: false,
    actual: `it stopped with exit code ${end.exitCode}`,
    reason: `the application does not keep running: it was started ${times === 1 ? 'once' : `${times} times`}${words}`,
  };
}

function textOf(answer: Answer, { port, contains }: ApplicationCheckPlan['http']): string {
  switch (answer.kind) {
    case 'answered':
      if (contains === undefined) return `status ${answer.status}`;
      return `status ${answer.status}, ${answer.body.includes(contains) ? 'with' : 'without'} the text`;
    case 'refused':
      return `nothing listens on port ${port}`;
    case 'silent':
      return `port ${port} is open, but gives no whole answer`;
    case 'unreachable':
      return `no connection: ${answer.code}`;
  }
}
