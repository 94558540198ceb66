import type { Verdict } from '../drill/verdict';
import type { CheckPlan, CheckResult, DrillTarget, ObjectivesPlan } from '../plan';
import type { Finding } from './incident';
import { VERDICT_REASONS } from './verdict-reasons';

/** What one restore, to one target, showed. Times are seconds. */
export interface TargetFacts {
  readonly target: DrillTarget;
  /** Commits that had reached the archive before the point restored to, and are not in the restored database. */
  readonly missingCommits: readonly string[];
  /** Commits made after the point restored to that are in the restored database. */
  readonly unwantedCommits: readonly string[];
  /** Why commits may be missing: a gap in the archive, the last words of the recovery. Absent where nothing was found. */
  readonly lossCause?: string;
  /** Age of the newest recovered commit at the point restored to. Absent where none was recovered. */
  readonly measuredRpo?: number;
  /** From the begin of the restore until checks could connect. */
  readonly measuredRto: number;
  readonly checks: readonly CheckResult[];
  /** What the server said of damaged pages while it was checked. Absent: it said nothing. */
  readonly corruption?: string;
}

/** Everything a verdict rests on. */
export interface RehearsalFacts {
  readonly objectives: Pick<ObjectivesPlan, 'rpo' | 'rto'>;
  /** How many targets were to be restored. */
  readonly plannedTargets: number;
  readonly targets: readonly TargetFacts[];
  /** What ended the rehearsal before its end. */
  readonly incident?: Finding;
  readonly witness?: WitnessFacts;
}

/** How the witness fared on the source. */
export interface WitnessFacts {
  /** Names of the checks that compare with what it wrote. */
  readonly checks: readonly CheckPlan['name'][];
  /** How old its last word was when the source was lost, seconds. Absent: it never wrote. */
  readonly age?: number;
  /** Why it could not write the last time. Absent where it could. */
  readonly fault?: string;
}

/** A verdict with its reason. */
export interface Judgement extends Finding {
  readonly verdict: Verdict;
}

/**
 * Judges a rehearsal. It passed only if nothing speaks against it: no incident, every target restored, no archived commit
 * missing, data within the RPO, time within the RTO, every check passed that can run here, and at least one for each
 * target.
 *
 * - A check that failed fails the rehearsal. One that ended in an error fails it where the server reported damaged pages;
 *   otherwise it leaves the rehearsal inconclusive. One that cannot run here is no objection, and no proof either.
 * - A check against a witness that had stopped is no objection to the backup: that leaves the rehearsal inconclusive.
 * - What is known to be bad stays known: one `failed` finding outweighs every inconclusive one, also an interruption.
 */
export function judge(facts: RehearsalFacts): Judgement {
  const findings = [
    ...facts.targets.flatMap((target) => findingsOf(target, facts)),
    ...(facts.incident === undefined ? [] : [facts.incident]),
    ...missingTargets(facts),
    ...stoppedWitness(facts),
  ];
  const worst = findings.find(({ reason }) => VERDICT_REASONS[reason].verdict === 'failed') ?? findings[0];
  if (worst !== undefined) {
    const { reason, message } = worst;
    return { verdict: VERDICT_REASONS[reason].verdict, reason, message };
  }
  return { verdict: 'passed', reason: 'restored-and-checked', message: summary(facts) };
}

function findingsOf(facts: TargetFacts, { objectives, witness }: RehearsalFacts): Finding[] {
  const { missingCommits, unwantedCommits, measuredRpo, measuredRto, corruption } = facts;
  const { rpo, rto } = objectives;
  const to = targetText(facts.target);
  const unheard = witnessStopped(witness, rpo) ? (witness?.checks ?? []) : [];
  const heard = facts.checks.filter(({ name }) => !unheard.includes(name));
  const failed = heard.filter(({ status }) => status === 'failed');
  const errors = heard.filter(({ status }) => status === 'error');
  const ran = facts.checks.filter(({ status }) => status !== 'not-run');
  const cause = facts.lossCause === undefined ? '' : `: ${facts.lossCause}`;
  const all: (Finding | false)[] = [
    corruption !== undefined && { reason: 'data-corrupt', message: `restored to ${to}, ${corruption}` },
    missingCommits.length > 0 && {
      reason: 'archived-data-lost',
      message: `restored to ${to}, archived data is missing (${missingCommits.join(', ')})${cause}`,
    },
    unwantedCommits.length > 0 && {
      reason: 'restored-past-target',
      message: `restored to ${to}, later data is there (${unwantedCommits.join(', ')})`,
    },
    ...failed.map((check) => checkFinding('check-failed', check, to)),
    (measuredRpo ?? Infinity) > rpo &&
      missingCommits.length === 0 && {
        reason: 'data-older-than-rpo',
        message: `restored to ${to}, the newest data is ${measuredRpo === undefined ? 'of unknown age' : `${seconds(measuredRpo)} old`}; the RPO is ${rpo} s`,
      },
    measuredRto > rto && {
      reason: 'restore-slower-than-rto',
      message: `the restore to ${to} took ${seconds(measuredRto)}; the RTO is ${rto} s`,
    },
    ...errors.map((check) => checkFinding('check-error', check, to)),
    ran.length === 0 && {
      reason: 'no-check-ran',
      message: `restored to ${to}, none of ${facts.checks.length} checks can run here`,
    },
  ];
  return all.filter((finding) => finding !== false);
}

function checkFinding(reason: 'check-failed' | 'check-error', check: CheckResult, to: string): Finding {
  const actual = check.actual === undefined ? '' : `, found ${check.actual}`;
  const why = check.reason === undefined ? '' : ` (${check.reason})`;
  return {
    reason,
    message: `restored to ${to}, check '${check.name}': expected ${check.expected}${actual}${why}`,
  };
}

function missingTargets({ targets, plannedTargets, incident }: RehearsalFacts): Finding[] {
  if (incident !== undefined || (targets.length === plannedTargets && plannedTargets > 0)) return [];
  return [
    {
      reason: 'rehearsal-error',
      message: `${targets.length} of ${plannedTargets} targets were restored, and nothing says why`,
    },
  ];
}

/** Whether the source itself had no fresh word of the witness when it was lost. */
function witnessStopped(witness: RehearsalFacts['witness'], rpo: number): boolean {
  return witness !== undefined && (witness.fault !== undefined || (witness.age ?? Infinity) > rpo);
}

function stoppedWitness({ witness, objectives, targets }: RehearsalFacts): Finding[] {
  if (!witnessStopped(witness, objectives.rpo) || targets.length === 0) return [];
  const last = witness?.age === undefined ? 'it never wrote' : `it wrote last ${seconds(witness.age)} before`;
  const fault = witness?.fault === undefined ? '' : ` (${witness.fault})`;
  return [
    {
      reason: 'witness-stopped',
      message: `the witness had stopped when the source was lost: ${last}${fault}; the RPO is ${objectives.rpo} s`,
    },
  ];
}

function summary({ targets, objectives }: RehearsalFacts): string {
  return targets
    .map(({ target, checks, measuredRpo, measuredRto }) => {
      const passed = checks.filter(({ status }) => status === 'passed').length;
      const notRun = checks.length - passed;
      const skipped = notRun === 0 ? '' : `, ${notRun} cannot run here`;
      return `restored to ${targetText(target)}: ${passed} ${passed === 1 ? 'check' : 'checks'} passed${skipped}, RPO ${seconds(measuredRpo ?? 0)} of ${objectives.rpo} s, RTO ${seconds(measuredRto)} of ${objectives.rto} s`;
    })
    .join('; ');
}

function targetText(target: DrillTarget): string {
  return target.kind === 'latest' ? 'the end of the archive' : 'a point in time';
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
