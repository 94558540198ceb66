import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { manifestOf, type Manifest } from '../flux/emit';
import { KubernetesCluster } from '../kubernetes/kubernetes-cluster';
import type { ProtectionPlan } from '../plan';
import type { Protection, Surroundings } from '../protection';

/** What stands in a composition, looked up by cluster and namespace. Made once; an object is rendered only when asked for. */
export class ComposedSurroundings implements Surroundings {
  readonly #constructs: readonly IConstruct[];
  readonly #protections: readonly Protection[];
  #objects?: ReadonlyMap<string, readonly ApiObject[]>;
  #plans?: ReadonlyMap<string, readonly ProtectionPlan[]>;

  constructor(constructs: readonly IConstruct[], protections: readonly Protection[]) {
    this.#constructs = constructs;
    this.#protections = protections;
  }

  objectsIn(cluster: string, namespace: string, kinds: ReadonlySet<string>): readonly Manifest[] {
    this.#objects ??= groupBy(
      this.#constructs.filter((construct) => ApiObject.isApiObject(construct)),
      (object) => keyOf(KubernetesCluster.tryFindOf(object)?.name ?? '', object.metadata.namespace ?? ''),
    );
    const there = this.#objects.get(keyOf(cluster, namespace)) ?? [];
    return there.filter(({ kind }) => kinds.has(kind)).map(manifestOf);
  }

  plansIn(cluster: string, namespace: string): readonly ProtectionPlan[] {
    this.#plans ??= groupBy(
      this.#protections.map((protection) => protection.plan()),
      (plan) => keyOf(plan.cluster, plan.namespace),
    );
    return this.#plans.get(keyOf(cluster, namespace)) ?? [];
  }
}

/** Neither name has a slash (RFC 1123). */
function keyOf(cluster: string, namespace: string): string {
  return `${cluster}/${namespace}`;
}

function groupBy<T>(items: readonly T[], keyOfItem: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
