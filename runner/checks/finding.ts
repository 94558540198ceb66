import type { CheckPlan } from '../../lib/plan';
import type { CheckContext } from './check-context';
import type { Session } from './session';

/** What a check that could be carried out has found. */
export interface Finding {
  readonly passed: boolean;
  /** What was, for people. */
  readonly actual?: string;
  /** Why it does not hold. */
  readonly reason?: string;
}

/** How one kind of check on the restored database is carried out. */
export interface SqlCheck<P extends CheckPlan> {
  /** What has to be, for people. */
  expected(plan: P): string;
  /** Carries it out. Throws where nothing can be found out: errors of the server, or CheckImpossible. */
  run(plan: P, session: Session, context: CheckContext): Promise<Finding>;
}

/** Thrown where a check cannot be carried out for a reason that is not the server's. Its message is shown to people. */
export class CheckImpossible extends Error {
  override readonly name = 'CheckImpossible';
}

/** Most entries of a list that are shown. */
const LONGEST_LIST = 5;

/** The finding of a check that holds if it has no faults. */
export function findingOf(faults: readonly string[], actual: string): Finding {
  return { passed: faults.length === 0, actual, ...(faults.length > 0 && { reason: listed(faults, '; ') }) };
}

/** The begin of a list, and how many more there are. */
export function listed(entries: readonly string[], separator = ', '): string {
  const more = entries.length - LONGEST_LIST;
  const begin = entries.slice(0, LONGEST_LIST).join(separator);
  return more > 0 ? `${begin} and ${more} more` : begin;
}
