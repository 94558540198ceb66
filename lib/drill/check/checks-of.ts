import { drillProblems } from '../../core/problems';
import type { CheckPlan } from '../../plan';
import type { Reporter } from '../reporter';
import type { BaseCheck, CheckContext } from './base-check';

/** What the checks of a drill can rely on. */
export interface CheckSituation {
  /** @default - the protection has no witness */
  readonly witness?: { readonly counts: readonly string[] };
  /** Whether the backup holds data that a check could read, besides objects. @default true */
  readonly hasData?: boolean;
}

/** The checks as the recovery plan has them, with names made unique: a second `write` becomes `write (2)`. */
export function planChecks(checks: readonly BaseCheck[], context: CheckContext): readonly CheckPlan[] {
  const taken = new Set<string>();
  return checks.map((check) => {
    let name = check.name;
    for (let n = 2; taken.has(name); n += 1) name = `${check.name} (${n})`;
    taken.add(name);
    return { ...check.plan(context), name };
  });
}

/** Reports what is wrong with the checks of a drill together: RST613, RST614, RST615. */
export function inspectChecks(
  checks: readonly BaseCheck[],
  { witness, hasData = true }: CheckSituation,
  report: Reporter,
): void {
  if (checks.length === 0) {
    report.report(drillProblems.noChecks, {
      property: 'checks',
      value: checks,
      reason: 'the list of checks is empty',
    });
    return;
  }
  for (const check of checks) {
    if (check.needsWitness !== 'nothing' && witness === undefined) {
      report.report(drillProblems.checkNeedsWitness, {
        property: 'checks',
        value: check.name,
        reason: 'the protection has no witness',
      });
    } else if (check.needsWitness === 'counts' && witness?.counts.length === 0) {
      report.report(drillProblems.checkNeedsWitness, {
        property: 'checks',
        value: check.name,
        reason: 'the witness counts no tables',
        fix: "Tell the witness what to count: Witness.every('5m', { counts: ['orders'] }).",
      });
    }
  }
  if (hasData && !checks.some((check) => check.readsData)) {
    report.report(drillProblems.noContentCheck, {
      property: 'checks',
      value: checks.map((check) => check.name),
      reason: 'none of the checks reads rows, or files of volumes',
    });
  }
}
