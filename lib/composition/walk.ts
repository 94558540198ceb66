import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { FluxFolder } from '../flux/flux-folder';
import { KubernetesCluster } from '../kubernetes/kubernetes-cluster';

/** What stands in the tree of an app, in tree order. */
export interface Found {
  readonly clusters: readonly KubernetesCluster[];
  readonly constructs: readonly IConstruct[];
  /** Objects by the folder they are written to, or by their chart outside any folder. */
  readonly homes: ReadonlyMap<Chart, readonly ApiObject[]>;
}

/** Visits every construct once. */
export function walk(root: IConstruct): Found {
  const clusters: KubernetesCluster[] = [];
  const constructs: IConstruct[] = [];
  const homes = new Map<Chart, ApiObject[]>();
  const visit = (construct: IConstruct, home: Chart | undefined): void => {
    constructs.push(construct);
    if (KubernetesCluster.isKubernetesCluster(construct)) clusters.push(construct);
    let inner = home;
    if (FluxFolder.isFluxFolder(construct) || (home === undefined && Chart.isChart(construct))) {
      inner = construct;
      homes.set(construct, []);
    }
    if (ApiObject.isApiObject(construct) && inner !== undefined) homes.get(inner)?.push(construct);
    for (const child of construct.node.children) visit(child, inner);
  };
  visit(root, undefined);
  return { clusters, constructs, homes };
}
