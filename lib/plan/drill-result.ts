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

/** What a drill saw of the archive it restored from, by its own key, which may only read. */
export interface ArchiveResult {
  /** How many objects there were before the drill, and their bytes. */
  readonly objects: number;
  readonly bytes: number;
  /** SHA-256 of the list of their keys, entity tags and sizes, lower-case hex. */
  readonly digest: string;
  /** The newest complete base backup, and its age when the drill began, seconds. */
  readonly newestBackup: { readonly id: string; readonly endedAt: string; readonly age: number };
  /** The last WAL segment that recovery can reach, and when it was archived, RFC 3339. Absent: there is none. */
  readonly newestWal?: { readonly name: string; readonly archivedAt: string };
  /** What differed after the drill. Absent: it was not looked at again. */
  readonly changes?: ArchiveChanges;
}

/** How an archive differed after a drill. The source goes on writing, and its retention goes on deleting. */
export interface ArchiveChanges {
  /** How many objects came, went, and were written again. */
  readonly added: number;
  readonly removed: number;
  readonly rewritten: number;
  /** What neither the source nor its retention explains, for people: the first ones. Empty: the archive is untouched. */
  readonly unexplained: readonly string[];
}

/** What a restore of namespaces said of itself, copied before its own files in the store were removed. */
export interface RestoredNamespacesResult {
  /** The Backup that was restored. */
  readonly backup: string;
  /** How the Restore ended, in the words of Velero: `Completed`. */
  readonly phase: string;
  /** The first of its errors and warnings. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** How many objects it made. */
  readonly created: number;
  /** Volumes of the backup, with the bytes that it holds and that came back. Absent bytes: nobody tells. */
  readonly volumes: readonly {
    readonly claim: string;
    readonly bytes?: number;
    readonly restoredBytes?: number;
  }[];
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
  /** Absent: it was not looked at, since the drill ended before or there is none, as in a rehearsal. */
  readonly archive?: ArchiveResult;
  /** Absent: no namespace was restored. */
  readonly restored?: RestoredNamespacesResult;
  /** Versions of what took part, by name: `postgres`, `cloudnative-pg`, `runner` … */
  readonly versions: Readonly<Record<string, string>>;
  /** Whether everything the drill made is gone. */
  readonly cleanedUp: boolean;
}
