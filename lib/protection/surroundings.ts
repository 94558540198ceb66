import type { ProtectionPlan } from '../plan';

/** An object of Kubernetes, as it is written. */
export interface NeighbouringObject {
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

/** What else stands in the composition of a protection, by cluster and namespace. */
export interface Surroundings {
  /** Objects of these kinds in a namespace of a cluster, in tree order. */
  objectsIn(
    cluster: string,
    namespace: string,
    kinds: ReadonlySet<string>,
  ): readonly (NeighbouringObject & Readonly<Record<string, unknown>>)[];
  /** Plans of the protections of a namespace of a cluster. */
  plansIn(cluster: string, namespace: string): readonly ProtectionPlan[];
}
