import type { Problem } from '../../lib/core/problems';
import { unpinnedVersionProblems } from './pinned-versions';
import type { PlannedResource } from './planned-resource';
import { protectionProblems } from './resource-protection';
import { clearSecretProblems } from './secrets-in-clear';

export { isExactVersion } from './exact-version';
export { plannedResources, type PlannedResource } from './planned-resource';

/** Everything the policy finds in planned resources: `RST942` (versions), `RST943` (protection), `RST944` (secrets). */
export function policyProblems(resources: readonly PlannedResource[]): readonly Problem[] {
  return [
    ...protectionProblems(resources),
    ...clearSecretProblems(resources),
    ...unpinnedVersionProblems(resources),
  ];
}
