import { RECOVERY_PLAN_VERSION, type RecoveryPlan } from '../plan';

/** One plan for the compositions of several apps, each part in the order of the apps. */
export function mergePlans(plans: readonly RecoveryPlan[]): RecoveryPlan {
  const [only, ...others] = plans;
  if (only !== undefined && others.length === 0) return only;
  return {
    version: RECOVERY_PLAN_VERSION,
    clusters: plans.flatMap((plan) => plan.clusters),
    protections: plans.flatMap((plan) => plan.protections),
    requiredSecrets: plans.flatMap((plan) => plan.requiredSecrets),
  };
}
