import { cliProblems, fail, RestorableError } from '../../lib/core/problems';
import type { ProtectionPlan } from '../../lib/plan';
import { rehearsable } from '../../lib/rehearsal/rehearsal-options';
import { findProtections } from '../find-protection';

/** Which protections are rehearsed. */
export interface ChosenProtections {
  readonly chosen: readonly ProtectionPlan[];
  /** Those that nobody named and that cannot be rehearsed. */
  readonly skipped: readonly SkippedProtection[];
}

/** A protection that is not rehearsed. */
export interface SkippedProtection {
  readonly protection: string;
  readonly reason: string;
}

/**
 * The protections with these names, or all that can be rehearsed where none is given. A name is an id or the end of one:
 * `shop/production/orders`, `production/orders`, or `orders` in every environment. Throws RST730, RST731, RST855.
 */
export function chooseProtections(
  protections: readonly ProtectionPlan[],
  names: readonly string[],
): ChosenProtections {
  if (names.length > 0) return { chosen: named(protections, names), skipped: [] };
  const looked = protections.map((protection) => ({ protection, reason: tryRefuse(protection) }));
  const chosen = looked.flatMap(({ protection, reason }) => (reason === undefined ? [protection] : []));
  const skipped = looked.flatMap(({ protection: { id }, reason }) =>
    reason === undefined ? [] : [{ protection: id, reason }],
  );
  if (chosen.length === 0) {
    fail(cliProblems.nothingToRehearse, {
      reason:
        skipped.map(({ protection, reason }) => `${protection}: ${reason}`).join('; ') ||
        'nothing is protected',
    });
  }
  return { chosen, skipped };
}

function named(protections: readonly ProtectionPlan[], names: readonly string[]): readonly ProtectionPlan[] {
  const wanted = names.flatMap((name) => findProtections(protections, name));
  const chosen = protections.filter((protection) => wanted.includes(protection));
  for (const protection of chosen) rehearsable(protection);
  return chosen;
}

/** Why a protection cannot be rehearsed; undefined where it can. */
function tryRefuse(protection: ProtectionPlan): string | undefined {
  try {
    rehearsable(protection);
    return undefined;
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    return error.problems.map(({ reason }) => reason).join('; ');
  }
}
