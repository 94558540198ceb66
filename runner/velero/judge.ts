import type { Verdict } from '../../lib/drill/verdict';
import { verdictOf } from '../../lib/drill/verdict-reasons';
import type { CheckResult, ObjectivesPlan } from '../../lib/plan';
import type { Finding } from '../drill/incident';
import { judgeChecks, secondsText } from '../drill/judge-checks';

/** What the restored namespaces showed. Times are seconds. */
export interface RestoredFacts {
  readonly backup: string;
  readonly measuredRto: number;
  readonly checks: readonly CheckResult[];
}

/** Everything a verdict rests on. */
export interface DrillFacts {
  readonly objectives: Pick<ObjectivesPlan, 'rpo' | 'rto'>;
  /** Age of the newest completed Backup when the drill began, seconds. @default - none was found */
  readonly measuredRpo?: number;
  /** Whether the Schedule is paused. @default - unknown */
  readonly paused?: boolean;
  /** @default - the drill ended before */
  readonly restored?: RestoredFacts;
  /** What speaks against the backup or its restore. */
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

/**
 * Judges a drill. It passed only if nothing speaks against it; what is known to be bad outweighs what is unknown. What is
 * wrong with the backup comes before the restore of it, since it explains that.
 */
export function judge(facts: DrillFacts): Judgement {
  const { restored, findings, incident, leftBehind } = facts;
  const all: Finding[] = [
    ...findings,
    ...(incident === undefined ? [] : [incident]),
    ...ageFinding(facts),
    ...(restored === undefined ? [] : findingsOf(restored, facts.objectives)),
  ];
  if (restored === undefined && incident === undefined && findings.length === 0)
    all.push({ reason: 'runner-error', message: 'nothing was restored, and nothing says why' });
  if (leftBehind !== undefined) all.push({ reason: 'not-cleaned-up', message: leftBehind });
  const worst = all.find(({ reason }) => verdictOf(reason) === 'failed') ?? all[0];
  if (worst !== undefined)
    return { verdict: verdictOf(worst.reason), reason: worst.reason, message: worst.message };
  const message = restored === undefined ? '' : summary(restored, facts);
  return { verdict: 'passed', reason: 'restored-and-checked', message };
}

function ageFinding({ measuredRpo, objectives: { rpo }, paused }: DrillFacts): readonly Finding[] {
  if (measuredRpo === undefined || measuredRpo <= rpo) return [];
  const why = paused === true ? '; its Schedule is paused' : '';
  const message = `the newest completed Backup was ${secondsText(measuredRpo)} old; the RPO is ${rpo} s${why}`;
  return [{ reason: 'data-older-than-rpo', message }];
}

function findingsOf(restored: RestoredFacts, { rto }: DrillFacts['objectives']): readonly Finding[] {
  const { measuredRto, checks } = restored;
  const { failed, unknown } = judgeChecks(checks);
  const found: (Finding | false)[] = [
    ...failed,
    measuredRto > rto && {
      reason: 'restore-slower-than-rto',
      message: `until everything restored was ready, ${secondsText(measuredRto)} passed; the RTO is ${rto} s`,
    },
    ...unknown,
  ];
  return found.filter((finding) => finding !== false);
}

function summary(
  { backup, checks, measuredRto }: RestoredFacts,
  { measuredRpo, objectives }: DrillFacts,
): string {
  const passed = checks.filter(({ status }) => status === 'passed').length;
  const age = measuredRpo === undefined ? 'unknown' : secondsText(measuredRpo);
  return `restored ${backup}: ${passed} ${passed === 1 ? 'check' : 'checks'} passed, RPO ${age} of ${objectives.rpo} s, RTO ${secondsText(measuredRto)} of ${objectives.rto} s`;
}
