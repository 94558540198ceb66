import type { CheckPlan, CheckResult, DrillTarget, WitnessPlan } from '../plan';
import type { ServerAddress } from './session';

/** The restored database, as checks find it. */
export interface RestoredDatabase {
  /** How to connect to it as superuser. */
  readonly address: ServerAddress;
  /** Owner of the database: names without a schema are looked up on its search path. */
  readonly owner: string;
  readonly target: DrillTarget;
  /** The moment its data should be of, RFC 3339: when the source was lost, or the point in time. Ages are measured from it. */
  readonly asOf: string;
  /** When the newest WAL segment that was restored had been archived, RFC 3339. */
  readonly archivedAt: string;
  readonly witness?: WitnessPlan;
  /** Aborted where the rehearsal ends early. */
  readonly signal: AbortSignal;
}

/**
 * Runs the checks of a drill on an embedded PostgreSQL: one result for each, in order. A check that cannot run there is
 * `not-run`.
 */
export type CheckRunner = (
  checks: readonly CheckPlan[],
  database: RestoredDatabase,
) => Promise<readonly CheckResult[]>;
