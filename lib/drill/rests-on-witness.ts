import type { CheckPlan } from '../plan';

/** Whether a check compares with what the witness wrote: it says nothing of the backup where the witness had stopped. */
export function restsOnWitness(check: CheckPlan): boolean {
  if (check.kind === 'sql.freshness') return check.by === 'witness';
  return check.kind === 'sql.rowCounts' && check.witness !== undefined;
}
