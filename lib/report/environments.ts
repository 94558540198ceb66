import type { ProtectionPlan, RecoveryPlan } from '../plan';

/** One environment of a plan and what is protected in it. */
export interface PlannedEnvironment {
  readonly cluster: string;
  readonly name: string;
  /** By name. Empty where nothing is: a report must show that too. */
  readonly protections: readonly ProtectionPlan[];
}

/** Every environment of a plan, clusters and environments by name. */
export function environmentsOf(plan: RecoveryPlan): readonly PlannedEnvironment[] {
  return [...plan.clusters].sort(byName).flatMap(({ name: cluster, environments }) =>
    [...environments].sort().map((name) => ({
      cluster,
      name,
      protections: plan.protections
        .filter((protection) => protection.cluster === cluster && protection.environment === name)
        .sort(byName),
    })),
  );
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
