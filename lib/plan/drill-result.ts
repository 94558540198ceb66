import type { CheckPlan } from './check-plan';
import type { DrillTarget } from './drill-plan';

/** What one check found. `not-run`: it cannot run in this place, or what it needs did not come up; never counts as passed. */
export type CheckStatus = 'passed' | 'failed' | 'error' | 'not-run';

/** The finding of one check. Texts never hold a secret. */
export interface CheckResult {
  readonly name: string;
  readonly kind: CheckPlan['kind'];
  readonly status: CheckStatus;
  /** What had to be, for people: `at least 1`. */
  readonly expected: string;
  /** What was, for people: `0`. Absent where nothing could be looked at. */
  readonly actual?: string;
  /** Why it failed, ended in an error or did not run. */
  readonly reason?: string;
  /** Milliseconds. */
  readonly duration: number;
}

/** One phase of a drill, with its time. */
export interface DrillPhase {
  readonly name:
    | 'preflight'
    | 'lock'
    | 'prepare'
    | 'restore'
    | 'wait'
    | 'check'
    | 'measure'
    | 'record'
    | 'clean-up'
    | 'verify-clean';
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
}

/** What one restore, to one target, showed. */
export interface TargetResult {
  readonly target: DrillTarget;
  /** Point that was restored to, RFC 3339; absent for the end of the archive. */
  readonly restoredTo?: string;
  /** Age of the newest recovered data when the disaster struck, or the drill began, seconds: the measured RPO. */
  readonly measuredRpo?: number;
  /** Time from the begin of the restore until checks could connect, seconds: the measured RTO. */
  readonly measuredRto?: number;
  readonly checks: readonly CheckResult[];
}

/** Everything a drill found: what is judged, recorded as evidence, and shown. */
export interface DrillResult {
  /** `id` of the protection. */
  readonly protection: string;
  readonly kind: string;
  /** Where it ran: in a cluster from the real archive, or as a local rehearsal, which never counts as a drill. */
  readonly mode: 'drill' | 'rehearsal';
  readonly verdict: 'passed' | 'failed' | 'inconclusive';
  /** For machines: lower case with dashes, stable, for example `data-older-than-rpo`. */
  readonly reason: string;
  /** For people. */
  readonly message: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly objectives: { readonly rpo: number; readonly rto: number };
  readonly phases: readonly DrillPhase[];
  readonly targets: readonly TargetResult[];
  /** Versions of what took part, by name: `postgres`, `cloudnative-pg`, `runner` … */
  readonly versions: Readonly<Record<string, string>>;
  /** Whether everything the drill made is gone. */
  readonly cleanedUp: boolean;
}
