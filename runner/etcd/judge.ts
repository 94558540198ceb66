import { verdictOf } from '../../lib/drill/verdict-reasons';
import type { Verdict } from '../../lib/drill/verdict';
import type { CheckResult, ObjectivesPlan } from '../../lib/plan';
import type { Finding } from '../drill/incident';
import { judgeChecks, secondsText } from '../drill/judge-checks';

/** What the restored etcd showed. Times are seconds. */
export interface RestoredFacts {
  readonly snapshot: string;
  /** Age of the newest data in it when the drill began. */
  readonly measuredRpo: number;
  readonly measuredRto: number;
  readonly checks: readonly CheckResult[];
}

/** Everything a verdict rests on. */
export interface DrillFacts {
  readonly objectives: Pick<ObjectivesPlan, 'rpo' | 'rto'>;
  /** @default - the drill ended before */
  readonly restored?: RestoredFacts;
  /** What speaks against the archive or the snapshot. */
  readonly findings: readonly Finding[];
  /** What ended the drill before its end. */
  readonly incident?: Finding;
  /** Why things of the drill may still be there. @default - everything is gone */
  readonly leftBehind?: string;
}

/** A verdict with its reason. */
export interface Judgement extends Finding {
  readonly verdict: Verdict;
}

/** Judges a drill. It passed only if nothing speaks against it; what is known to be bad outweighs what is unknown. */
export function judge({ objectives, restored, findings, incident, leftBehind }: DrillFacts): Judgement {
  const all: Finding[] = [
    ...(incident === undefined ? [] : [incident]),
    ...findings,
    ...(restored === undefined ? [] : findingsOf(restored, objectives)),
  ];
  if (restored === undefined && incident === undefined)
    all.push({ reason: 'runner-error', message: 'nothing was restored, and nothing says why' });
  if (leftBehind !== undefined) all.push({ reason: 'not-cleaned-up', message: leftBehind });
  const worst = all.find(({ reason }) => verdictOf(reason) === 'failed') ?? all[0];
  if (worst !== undefined)
    return { verdict: verdictOf(worst.reason), reason: worst.reason, message: worst.message };
  const message = restored === undefined ? '' : summary(restored, objectives);
  return { verdict: 'passed', reason: 'restored-and-checked', message };
}

function findingsOf(restored: RestoredFacts, { rpo, rto }: DrillFacts['objectives']): readonly Finding[] {
  const { measuredRpo, measuredRto, checks, snapshot } = restored;
  const { failed, unknown } = judgeChecks(checks);
  const found: (Finding | false)[] = [
    ...failed,
    measuredRpo > rpo && {
      reason: 'data-older-than-rpo',
      message: `the newest data in ${snapshot} was ${secondsText(measuredRpo)} old; the RPO is ${rpo} s`,
    },
    measuredRto > rto && {
      reason: 'restore-slower-than-rto',
      message: `the restore took ${secondsText(measuredRto)}; the RTO is ${rto} s`,
    },
    ...unknown,
  ];
  return found.filter((finding) => finding !== false);
}

function summary(restored: RestoredFacts, { rpo, rto }: DrillFacts['objectives']): string {
  const passed = restored.checks.filter(({ status }) => status === 'passed').length;
  return `restored ${restored.snapshot}: ${passed} ${passed === 1 ? 'check' : 'checks'} passed, RPO ${secondsText(restored.measuredRpo)} of ${rpo} s, RTO ${secondsText(restored.measuredRto)} of ${rto} s`;
}
