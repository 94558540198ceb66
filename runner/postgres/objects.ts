import type { KubernetesObject, Resource } from '../kubernetes';

/** A Cluster of CloudNativePG, as far as drills look at it. */
export interface Cluster extends KubernetesObject {
  readonly status?: {
    readonly phase?: string;
    readonly phaseReason?: string;
    readonly timelineID?: number;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** Kinds of CloudNativePG and its plugin in one drill namespace. */
export function operatorResourcesOf(
  namespace: string,
): Readonly<Record<'clusters' | 'objectStores', Resource>> {
  return {
    clusters: { apiVersion: 'postgresql.cnpg.io/v1', plural: 'clusters', namespace },
    objectStores: { apiVersion: 'barmancloud.cnpg.io/v1', plural: 'objectstores', namespace },
  };
}

/** Label by which CloudNativePG 1.30 marks everything of a Cluster. */
export function ofCluster(name: string): { readonly labels: string } {
  return { labels: `cnpg.io/cluster=${name}` };
}
