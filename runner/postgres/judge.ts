import type { Verdict } from '../../lib/drill/verdict';
import type { CheckResult, DrillTarget, ObjectivesPlan } from '../../lib/plan';
import { DRILL_REASONS } from './drill-reasons';
import type { Finding } from './incident';

/** What one restore, to one target, showed. Times are seconds. */
export interface TargetFacts {
  readonly target: DrillTarget;
  /** Point that was restored to, RFC 3339. @default - the end of the archive */
  readonly restoredTo?: string;
  /** Whether the protection has a witness: then its heartbeat tells the age of the data, else the newest commit. */
  readonly hasWitness: boolean;
  /** Age of the newest recovered data at the begin of the drill, or at the point restored to. @default - unknown */
  readonly measuredRpo?: number;
  /** Age of the newest commit that recovery replayed. @default - it replayed none */
  readonly commitAge?: number;
  readonly measuredRto: number;
  /** Newest commit that recovery replayed, RFC 3339. @default - none, or nothing was said */
  readonly lastCommitAt?: string;
  readonly checks: readonly CheckResult[];
}

/** Everything a verdict rests on. */
export interface DrillFacts {
  readonly objectives: Pick<ObjectivesPlan, 'rpo' | 'rto'>;
  /** How many targets were to be restored. */
  readonly plannedTargets: number;
  readonly targets: readonly TargetFacts[];
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
  const { targets, incident, plannedTargets, leftBehind } = facts;
  const findings: Finding[] = [
    ...targets.flatMap((target) => findingsOf(target, facts)),
    ...(incident === undefined ? [] : [incident]),
  ];
  if (incident === undefined && targets.length !== plannedTargets) {
    const message = `${targets.length} of ${plannedTargets} targets were restored, and nothing says why`;
    findings.push({ reason: 'runner-error', message });
  }
  if (leftBehind !== undefined) findings.push({ reason: 'not-cleaned-up', message: leftBehind });
  const worst = findings.find(({ reason }) => DRILL_REASONS[reason] === 'failed') ?? findings[0];
  if (worst === undefined)
    return { verdict: 'passed', reason: 'restored-and-checked', message: summary(facts) };
  return { verdict: DRILL_REASONS[worst.reason], reason: worst.reason, message: worst.message };
}

function findingsOf(facts: TargetFacts, { objectives }: DrillFacts): Finding[] {
  const { checks, measuredRto } = facts;
  const to = targetText(facts);
  const withStatus = (status: CheckResult['status']) => checks.filter((check) => check.status === status);
  const all: (Finding | false)[] = [
    ...withStatus('failed').map((check) => checkFinding('check-failed', check, to)),
    isPastTarget(facts) && {
      reason: 'restored-past-target',
      message: `restored to ${to}, a later commit is there: ${facts.lastCommitAt ?? ''}`,
    },
    ageFinding(facts, objectives.rpo, to),
    measuredRto > objectives.rto && {
      reason: 'restore-slower-than-rto',
      message: `the restore to ${to} took ${seconds(measuredRto)}; the RTO is ${objectives.rto} s`,
    },
    ...withStatus('error').map((check) => checkFinding('check-error', check, to)),
    withStatus('not-run').length === checks.length && {
      reason: 'no-check-ran',
      message: `restored to ${to}, none of ${checks.length} checks ran`,
    },
  ];
  return all.filter((finding) => finding !== false);
}

/**
 * An old newest commit is no loss where nothing was written since: only a witness, which always writes, can tell the two
 * apart. Before a point in time nothing need have been written, so there, too, only the witness counts. A witness that is
 * silent while others were heard has stopped, which says nothing of the backup.
 */
function ageFinding(facts: TargetFacts, rpo: number, to: string): Finding | false {
  const { measuredRpo, commitAge, hasWitness, target } = facts;
  if (measuredRpo !== undefined && measuredRpo <= rpo) return false;
  const commit =
    commitAge === undefined ? 'no commit was replayed' : `the newest commit was ${seconds(commitAge)} old`;
  if (hasWitness) {
    const heartbeat =
      measuredRpo === undefined
        ? 'there is no heartbeat of the witness'
        : `the newest heartbeat of the witness was ${seconds(measuredRpo)} old`;
    const stopped = commitAge !== undefined && commitAge <= rpo;
    return {
      reason: stopped ? 'witness-stopped' : 'data-older-than-rpo',
      message: `restored to ${to}, ${heartbeat}, and ${commit}; the RPO is ${rpo} s`,
    };
  }
  if (target.kind === 'pointInTime') return false;
  const message = `restored to ${to}, ${commit}; without a witness nobody knows whether anything was written since (the RPO is ${rpo} s)`;
  return { reason: 'data-age-unknown', message };
}

function isPastTarget({ restoredTo, lastCommitAt }: TargetFacts): boolean {
  if (restoredTo === undefined || lastCommitAt === undefined) return false;
  return Date.parse(lastCommitAt) > Date.parse(restoredTo);
}

function checkFinding(reason: 'check-failed' | 'check-error', check: CheckResult, to: string): Finding {
  const actual = check.actual === undefined ? '' : `, found ${check.actual}`;
  const why = check.reason === undefined ? '' : ` (${check.reason})`;
  return {
    reason,
    message: `restored to ${to}, check '${check.name}': expected ${check.expected}${actual}${why}`,
  };
}

function summary({ targets, objectives }: DrillFacts): string {
  return targets
    .map((facts) => {
      const passed = facts.checks.filter(({ status }) => status === 'passed').length;
      const notRun = facts.checks.length - passed;
      const skipped = notRun === 0 ? '' : `, ${notRun} cannot run here`;
      return `restored to ${targetText(facts)}: ${passed} ${passed === 1 ? 'check' : 'checks'} passed${skipped}, RPO ${seconds(facts.measuredRpo)} of ${objectives.rpo} s, RTO ${seconds(facts.measuredRto)} of ${objectives.rto} s`;
    })
    .join('; ');
}

function targetText({ restoredTo }: TargetFacts): string {
  return restoredTo ?? 'the end of the archive';
}

function seconds(value: number | undefined): string {
  return value === undefined ? 'unknown' : `${value.toFixed(1)} s`;
}
