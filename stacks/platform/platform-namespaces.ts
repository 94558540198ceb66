import type { ClusterPlan, RequiredSecret } from '../../lib/plan';

/** Namespace of Flux and its operator. */
export const FLUX_NAMESPACE = 'flux-system';

/** A namespace that the platform makes. */
export interface PlatformNamespace {
  readonly name: string;
  /** Whether data may be in it that nobody makes again. Drills and Flux can be made again. */
  readonly mayHoldData: boolean;
}

/**
 * Namespaces of a cluster, by name: those of the plan, those its Secrets are in, further ones, and that of Flux. Whatever is
 * not known to hold nothing may hold data.
 */
export function platformNamespaces(
  cluster: ClusterPlan,
  required: readonly RequiredSecret[],
  further: readonly string[] = [],
): readonly PlatformNamespace[] {
  const drills = cluster.namespaces.filter(({ purpose }) => purpose === 'drill').map(({ name }) => name);
  const names = new Set([
    FLUX_NAMESPACE,
    ...cluster.namespaces.map(({ name }) => name),
    ...required.filter((secret) => secret.cluster === cluster.name).map(({ namespace }) => namespace),
    ...further,
  ]);
  return [...names]
    .sort()
    .map((name) => ({ name, mayHoldData: name !== FLUX_NAMESPACE && !drills.includes(name) }));
}
