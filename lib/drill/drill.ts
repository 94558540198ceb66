import { Duration, drillProblems, type DurationInput, type Schedule } from '../core';
import type { DrillPlan, ObjectivesPlan } from '../plan';
import type { Credentials, S3Keys } from '../storage';
import type { Check } from './check/check';
import { inspectChecks, planChecks } from './check/checks-of';
import type { Reporter } from './reporter';
import { RestoreTo } from './restore-to';
import { Waiver, type WaiverProps } from './waiver';
import type { Witness } from './witness';

/** A drill, as written: the rehearsal of a recovery in isolation, on a schedule, with checks. */
export interface DrillProps {
  /** When it runs. It must be less than the retention from one drill to the next. */
  readonly schedule: Schedule;
  /** What must hold of the restored data. At least one, and one that reads the data. */
  readonly checks: readonly Check[];
  /**
   * Opens the archive for reading only; the Secret must exist in the drill namespace. Needed where the archive is in another
   * store than the others of the environment: a Secret opens one store (RST218).
   *
   * @default - what the environment says for its drills
   */
  readonly credentials?: Credentials<S3Keys>;
  /**
   * When the drill is stopped: it is then inconclusive, or failed if the RTO is exceeded.
   *
   * @default - for each target twice the RTO and the timeouts of all checks, and 15 minutes to prepare and clean up; at
   * most nine tenths of the time between two drills
   */
  readonly deadline?: DurationInput;
  /**
   * Points to restore to, one after the other.
   *
   * @default - the end of the archive, and 10 minutes before the newest archived commit: the recoveries after a disaster
   * and after a mistake take different ways through PostgreSQL, and each can break alone
   */
  readonly targets?: readonly RestoreTo[];
}

/** What a drill must know of the protection it belongs to. */
export interface DrillContext {
  readonly objectives: ObjectivesPlan;
  /** @default - the protection has none */
  readonly witness?: Witness;
  /** Whether the backup holds data that a check could read, besides objects. @default true */
  readonly hasData?: boolean;
  /** Deadline where the drill names none. @default - see `DrillProps.deadline` */
  readonly deadline?: Duration;
}

/** What of a drill's plan follows from its declaration. */
export type ResolvedDrill = Pick<
  DrillPlan,
  'schedule' | 'scheduleText' | 'longestGap' | 'onlyOnWeekday' | 'deadline' | 'targets' | 'checks'
>;

/** The rehearsal of a recovery. */
export const Drill = {
  /**
   * Refuses the drill of a protection, which then stands in every report: it needs a reason, an owner and an end.
   *
   * Throws RST620.
   */
  waived: (props: WaiverProps): Waiver => Waiver.of(props),
} as const;

const DEFAULT_TARGETS: readonly RestoreTo[] = [RestoreTo.latest(), RestoreTo.pointInTime({ before: '10m' })];
const PREPARATION = 15 * 60;

/**
 * Works a declaration out. Reports RST613 to RST619 and returns a plan all the same, so that the rest is inspected too.
 *
 * Throws RST101 for an unreadable deadline and RST103 for a schedule that a CronJob cannot express.
 */
export function resolveDrill(props: DrillProps, context: DrillContext, report: Reporter): ResolvedDrill {
  const { objectives, witness, hasData = true } = context;
  const targets = props.targets ?? DEFAULT_TARGETS;
  const checks = planChecks(props.checks, { rpo: objectives.rpo });
  const longestGap = props.schedule.longestGap().seconds;
  inspectChecks(props.checks, { hasData, ...(witness !== undefined && { witness }) }, report);
  inspectTargets(targets, objectives, report);
  const longestCheck = Math.max(0, ...checks.map((check) => check.timeout));
  const restores = Math.max(1, targets.length);
  const least = restores * objectives.rto + longestCheck;
  const given = props.deadline === undefined ? context.deadline : Duration.of(props.deadline);
  const deadline = given?.seconds ?? defaultDeadline(objectives, restores, checks, longestGap);
  inspectTimes({ deadline, least, longestGap, objectives }, report);
  const guard = props.schedule.guard;
  return {
    schedule: props.schedule.for('cronjob'),
    scheduleText: props.schedule.describe(),
    longestGap,
    ...(guard !== undefined && { onlyOnWeekday: guard.weekday }),
    deadline,
    targets: targets.map((target) => target.plan()),
    checks,
  };
}

function defaultDeadline(
  { rto }: ObjectivesPlan,
  restores: number,
  checks: readonly { readonly timeout: number }[],
  longestGap: number,
): number {
  const checking = checks.reduce((sum, check) => sum + check.timeout, 0);
  const wanted = restores * (2 * rto + checking) + PREPARATION;
  return Math.ceil(Math.min(wanted, 0.9 * longestGap));
}

function inspectTargets(
  targets: readonly RestoreTo[],
  { retention }: ObjectivesPlan,
  report: Reporter,
): void {
  const seen = new Set<string>();
  if (targets.length === 0) {
    report.report(drillProblems.invalidTarget, {
      property: 'targets',
      value: targets,
      reason: 'there is no target to restore to',
    });
  }
  for (const target of targets) {
    const details = { property: 'targets', value: target.toString() };
    if (seen.has(target.toString()))
      report.report(drillProblems.invalidTarget, { ...details, reason: 'it is there twice' });
    seen.add(target.toString());
    if (target.before !== undefined && target.before.seconds >= retention) {
      report.report(drillProblems.invalidTarget, {
        ...details,
        reason: `backups are kept for ${Duration.seconds(retention).toShort()}`,
      });
    }
  }
}

interface Times {
  readonly deadline: number;
  /** Time that a good drill may need. */
  readonly least: number;
  readonly longestGap: number;
  readonly objectives: ObjectivesPlan;
}

function inspectTimes({ deadline, least, longestGap, objectives }: Times, report: Reporter): void {
  const short = (seconds: number) => Duration.seconds(seconds).toShort();
  if (longestGap > objectives.retention) {
    report.report(drillProblems.drillRarerThanRetention, {
      property: 'schedule',
      value: short(longestGap),
      reason: `up to ${short(longestGap)} pass between two drills, and backups are kept for ${short(objectives.retention)}`,
    });
  }
  if (deadline >= longestGap) {
    report.report(drillProblems.deadlineTooLong, {
      property: 'deadline',
      value: short(deadline),
      reason: `the next drill is due after ${short(longestGap)} at the latest`,
    });
  }
  if (deadline < least) {
    report.report(drillProblems.deadlineTooShort, {
      property: 'deadline',
      value: short(deadline),
      reason: `the RTO of ${short(objectives.rto)} for each target and the longest check together take ${short(least)}`,
    });
  }
}
