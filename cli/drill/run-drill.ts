import { fail, operationProblems } from '../../lib/core/problems';
import { latestEnd } from '../../lib/drill/site/drill-job';
import type { DrillPlan, DrillResult, ProtectionPlan } from '../../lib/plan';
import { isWaived } from '../../lib/report/words';
import type { ClusterSession } from '../cluster/cluster-session';
import { placeOf, type CronJob } from '../cluster/objects';
import { StepProgress } from '../cluster/step-progress';
import { watchUntil } from '../cluster/watch-until';
import { ExitCode } from '../exit-codes';
import { verdictTable } from '../rehearse/verdict-table';
import { Terminal } from '../terminal';
import { plainText } from '../text-table';
import { drillJobOf } from './drill-job-of';
import { isRunning, listRuns } from './drill-status';
import { followRun, type DrillRunPlace } from './follow-run';
import type { RunnerLog } from './runner-log';

/** How a drill is run by hand. */
export interface DrillRunRequest {
  /** Whether it is started and left alone. */
  readonly detach: boolean;
  /** Longest time that it is followed, seconds. @default - until it must have ended */
  readonly timeout?: number;
}

const CODES = {
  passed: ExitCode.clean,
  failed: ExitCode.findings,
  inconclusive: ExitCode.inconclusive,
} as const satisfies Record<DrillResult['verdict'], ExitCode>;

/** The drill of a protection. Throws RST749 where it is waived. */
export function drillOf({ id, drill }: ProtectionPlan): DrillPlan {
  if (!isWaived(drill)) return drill;
  const { reason, owner, until } = drill.waived;
  return fail(operationProblems.drillWaived, { value: id, reason: `until ${until} by ${owner}: ${reason}` });
}

/**
 * Runs the drill of a protection now, from its CronJob, and follows it to its verdict. Exit code 0 passed, 1 failed, 3
 * inconclusive. Interrupted, it goes on in the cluster. Throws RST740 to RST744, RST749, RST750, RST751, RST755.
 */
export async function runDrill(
  protection: ProtectionPlan,
  { detach, timeout }: DrillRunRequest,
  session: ClusterSession,
  as: 'text' | 'json',
): Promise<ExitCode> {
  const { kubectl, host, now } = session;
  const drill = drillOf(protection);
  const { name, namespace } = drill;
  const cronJob = await kubectl.find<CronJob>(placeOf('cronJobs', namespace, name));
  const running = (await listRuns(drill, kubectl)).find(isRunning);
  if (running !== undefined) {
    const since = running.metadata.creationTimestamp ?? 'an unknown time';
    fail(operationProblems.drillRunning, {
      value: `${namespace}/${running.metadata.name}`,
      reason: `it runs since ${since}`,
    });
  }
  const job = drillJobOf(cronJob, await kubectl.whoAmI(), now());
  const place: DrillRunPlace = { namespace, job: job.metadata.name };
  await kubectl.create(`jobs ${namespace}/${place.job}`, job);
  const messages = Terminal.messages(host);
  if (detach) {
    const output = Terminal.output(host);
    output.line(
      as === 'json' ? JSON.stringify({ drill: name, ...place }, undefined, 2) : `${namespace}/${place.job}`,
    );
    messages.line(`The drill runs in the cluster. ${lookText(place, protection)}`);
    return ExitCode.clean;
  }
  const progress = new StepProgress(messages, `${protection.id}: drill ${place.job}`);
  const watched = await watchUntil(host, timeout ?? latestEnd(drill), (signal) =>
    followRun(place, kubectl, signal, (step) => progress.step(step)),
  ).finally(() => progress.end());
  if (watched.kind === 'interrupted') {
    messages.line(
      `The drill goes on in the cluster; it is no longer followed. ${lookText(place, protection)}`,
    );
    return watched.code;
  }
  if (watched.kind === 'too-late') {
    fail(operationProblems.notEnded, {
      value: `${namespace}/${place.job}`,
      reason: `the drill goes on. ${lookText(place, protection)}`,
    });
  }
  return report(watched.seen, { protection, place }, session, as);
}

function report(
  { result, outcome, troubles }: RunnerLog,
  { protection, place }: { readonly protection: ProtectionPlan; readonly place: DrillRunPlace },
  { host }: ClusterSession,
  as: 'text' | 'json',
): ExitCode {
  const output = Terminal.output(host);
  const ended = result ?? outcome;
  if (ended === undefined)
    return fail(operationProblems.brokenResult, { value: place.job, reason: 'its log holds no verdict' });
  if (as === 'json') {
    output.line(
      JSON.stringify({ protection: protection.id, ...place, result: ended, troubles }, undefined, 2),
    );
  } else if (result === undefined) {
    output.line(plainText(`${protection.id}: ${ended.verdict}: ${ended.reason}: ${ended.message}`));
  } else output.write(verdictTable([result], output));
  if (as === 'text')
    for (const trouble of troubles) Terminal.messages(host).line(plainText(`The runner said: ${trouble}`));
  return CODES[ended.verdict];
}

function lookText({ namespace, job }: DrillRunPlace, { id }: ProtectionPlan): string {
  return `To look: kubectl logs --follow job/${job} --namespace ${namespace}; restorable drill list ${id}`;
}
