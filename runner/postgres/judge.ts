import type { Verdict } from '../../lib/drill/verdict';
import type { CheckResult, DrillTarget, ObjectivesPlan } from '../../lib/plan';
import { verdictOf } from '../../lib/drill/verdict-reasons';
import type { Finding } from '../drill/incident';
import { judgeChecks, secondsText } from '../drill/judge-checks';

/** What one restore, to one target, showed. Times are seconds. */
export interface TargetFacts {
  readonly target: DrillTarget;
  /** Point that was restored to, RFC 3339. @default - the end of the archive */
  readonly restoredTo?: string;
  /** What the witness told. @default - the protection has none */
  readonly witness?: WitnessFacts;
  /**
   * Age of the newest recovered data, a heartbeat or another commit, at the begin of the drill or at the point restored to.
   *
   * @default - unknown
   */
  readonly measuredRpo?: number;
  /** Age of the newest commit that recovery replayed. @default - it replayed none, or was not heard */
  readonly commitAge?: number;
  /** Whether the end of the recovery was not heard, so that it may have replayed commits that nobody knows of. @default false */
  readonly commitUnheard?: boolean;
  readonly measuredRto: number;
  /** Newest commit that recovery replayed, RFC 3339. @default - none, or nothing was said */
  readonly lastCommitAt?: string;
  readonly checks: readonly CheckResult[];
}

/** What the witness of a restored database told. Times are seconds. */
export interface WitnessFacts {
  /** Time between two heartbeats. */
  readonly every: number;
  /** Age of the newest heartbeat, as that of the newest data. @default - there is none */
  readonly heartbeatAge?: number;
  /** Names of the checks that compare with what it wrote. */
  readonly checks: readonly string[];
}

/** Everything a verdict rests on. */
export interface DrillFacts {
  readonly objectives: Pick<ObjectivesPlan, 'rpo' | 'rto'>;
  /** How many targets were to be restored. */
  readonly plannedTargets: number;
  readonly targets: readonly TargetFacts[];
  /** What speaks against the archive. @default - nothing */
  readonly archive?: readonly Finding[];
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
 * Judges a drill. It passed only if nothing speaks against it. What is known to be bad stays known: one `failed` finding
 * outweighs every inconclusive one, also an interruption.
 */
export function judge(facts: DrillFacts): Judgement {
  const { targets, archive = [], incident, plannedTargets, leftBehind } = facts;
  const findings: Finding[] = [
    ...targets.flatMap((target) => findingsOf(target, facts)),
    ...(incident === undefined ? [] : [incident]),
  ];
  if (incident === undefined && targets.length !== plannedTargets) {
    const message = `${targets.length} of ${plannedTargets} targets were restored, and nothing says why`;
    findings.push({ reason: 'runner-error', message });
  }
  if (leftBehind !== undefined) findings.push({ reason: 'not-cleaned-up', message: leftBehind });
  // What is wrong with the archive explains what is wrong with what was restored from it.
  const worst =
    [...archive, ...findings].find(({ reason }) => verdictOf(reason) === 'failed') ??
    [...findings, ...archive][0];
  if (worst === undefined)
    return { verdict: 'passed', reason: 'restored-and-checked', message: summary(facts) };
  return { verdict: verdictOf(worst.reason), reason: worst.reason, message: worst.message };
}

function findingsOf(facts: TargetFacts, { objectives }: DrillFacts): Finding[] {
  const { checks, measuredRto } = facts;
  const to = targetText(facts);
  // Checks against a witness that had stopped are no objection to the backup.
  const isStopped = isWitnessStopped(facts, objectives.rpo);
  const { failed, unknown } = judgeChecks(checks, {
    where: `restored to ${to}, `,
    isHeard: ({ name }) => !isStopped || facts.witness?.checks.includes(name) !== true,
  });
  const all: (Finding | false)[] = [
    ...failed,
    isPastTarget(facts) && {
      reason: 'restored-past-target',
      message: `restored to ${to}, a later commit is there: ${facts.lastCommitAt ?? ''}`,
    },
    ageFinding(facts, objectives.rpo, to),
    measuredRto > objectives.rto && {
      reason: 'restore-slower-than-rto',
      message: `the restore to ${to} took ${secondsText(measuredRto)}; the RTO is ${objectives.rto} s`,
    },
    ...unknown,
  ];
  return all.filter((finding) => finding !== false);
}

/**
 * An old newest commit is no loss where nothing was written since: only a witness, which always writes, can tell the two
 * apart. Before a point in time nothing need have been written, so there, too, only the witness counts.
 */
function ageFinding(facts: TargetFacts, rpo: number, to: string): Finding | false {
  const { measuredRpo, commitAge, commitUnheard = false, witness, target } = facts;
  const commit = commitUnheard
    ? 'nobody heard which commits were replayed'
    : commitAge === undefined
      ? 'no commit was replayed'
      : `the newest commit was ${secondsText(commitAge)} old`;
  if (witness !== undefined) {
    const { heartbeatAge } = witness;
    const heartbeat =
      heartbeatAge === undefined
        ? 'there is no heartbeat of the witness'
        : `the newest heartbeat of the witness was ${secondsText(heartbeatAge)} old`;
    const message = `restored to ${to}, ${heartbeat}, and ${commit}; the RPO is ${rpo} s`;
    if (isWitnessStopped(facts, rpo))
      return isWitnessMissed(facts, rpo) && { reason: 'witness-stopped', message };
    if ((measuredRpo ?? Infinity) <= rpo) return false;
    return { reason: commitUnheard ? 'data-age-unknown' : 'data-older-than-rpo', message };
  }
  if ((measuredRpo ?? Infinity) <= rpo || target.kind === 'pointInTime') return false;
  const message = `restored to ${to}, ${commit}; without a witness nobody knows whether anything was written since (the RPO is ${rpo} s)`;
  return { reason: 'data-age-unknown', message };
}

/** A heartbeat may be late by its interval and by the time its job needs to start, seconds. */
const LATE = 60;

/**
 * A witness is silent while others are heard: it had stopped on the source, or its data would be as new as theirs. That says
 * nothing of the backup.
 */
function isWitnessStopped({ witness, commitAge }: TargetFacts, rpo: number): boolean {
  if (witness === undefined || commitAge === undefined) return false;
  const { heartbeatAge = Infinity, every } = witness;
  return heartbeatAge - commitAge > 2 * every + LATE || (heartbeatAge > rpo && commitAge <= rpo);
}

/** Whether the verdict needs the witness that had stopped: to tell that the data is fresh, or for a check that does not hold. */
function isWitnessMissed({ witness, checks }: TargetFacts, rpo: number): boolean {
  if (witness === undefined) return false;
  const unheard = checks.filter(({ name }) => witness.checks.includes(name));
  return (witness.heartbeatAge ?? Infinity) > rpo || unheard.some(({ status }) => status !== 'passed');
}

function isPastTarget({ restoredTo, lastCommitAt }: TargetFacts): boolean {
  if (restoredTo === undefined || lastCommitAt === undefined) return false;
  return Date.parse(lastCommitAt) > Date.parse(restoredTo);
}

function summary({ targets, objectives }: DrillFacts): string {
  return targets
    .map((facts) => {
      const passed = facts.checks.filter(({ status }) => status === 'passed').length;
      const notRun = facts.checks.length - passed;
      const skipped = notRun === 0 ? '' : `, ${notRun} cannot run here`;
      return `restored to ${targetText(facts)}: ${passed} ${passed === 1 ? 'check' : 'checks'} passed${skipped}, RPO ${secondsText(facts.measuredRpo)} of ${objectives.rpo} s, RTO ${secondsText(facts.measuredRto)} of ${objectives.rto} s`;
    })
    .join('; ');
}

function targetText({ restoredTo }: TargetFacts): string {
  return restoredTo ?? 'the end of the archive';
}
