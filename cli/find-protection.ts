import { cliProblems, fail } from '../lib/core/problems';
import { tryFindClosest } from '../lib/kubernetes/schema/closest-name';
import type { ProtectionPlan } from '../lib/plan';

/**
 * The one protection with a name: its id, or the end of it: `shop/production/orders`, `production/orders`, or `orders` where
 * only one is called so. Throws RST730.
 */
export function findProtection(protections: readonly ProtectionPlan[], name: string): ProtectionPlan {
  const [found, ...others] = findProtections(protections, name);
  if (others.length > 0) {
    fail(cliProblems.protectionNotFound, {
      value: name,
      reason: `several are called so: ${[found, ...others].map(({ id }) => id).join(', ')}`,
      fix: 'Say more of the id.',
    });
  }
  return found;
}

/** The protections with a name, at least one: those with the id, or the end of it, that it is. Throws RST730. */
export function findProtections(
  protections: readonly ProtectionPlan[],
  name: string,
): readonly [ProtectionPlan, ...ProtectionPlan[]] {
  const [found, ...others] = protections.filter(({ id }) => endingsOf(id).includes(name));
  if (found !== undefined) return [found, ...others];
  const closest = tryFindClosest(
    name,
    protections.flatMap(({ id }) => endingsOf(id)),
  );
  return fail(cliProblems.protectionNotFound, {
    value: name,
    reason: closest === undefined ? 'there is none of that name' : `did you mean ${closest}?`,
  });
}

/** An id, and all that is left of it without its first parts. */
export function endingsOf(id: string): readonly string[] {
  const parts = id.split('/');
  return parts.map((_, index) => parts.slice(index).join('/'));
}
