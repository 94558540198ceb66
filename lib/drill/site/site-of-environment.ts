import { drillProblems, Inspection } from '../../core';
import type { Environment } from '../../kubernetes/environment';
import { KubernetesCluster } from '../../kubernetes/kubernetes-cluster';
import { FluxFolder } from '../../flux/flux-folder';
import { storeEgress } from '../../storage/store-egress';
import { StoreEndpoint } from '../../storage/store-endpoint';
import { DrillSite } from './drill-site';

/**
 * The place where an environment's drills run. Environments of one cluster that name the same drill namespace share it.
 * It stands in a folder of its own, which waits for the operators.
 */
export function siteOfEnvironment(environment: Environment): DrillSite {
  const { cluster, drill } = environment;
  const { namespace } = drill;
  cluster.namespaces.declare({ name: namespace, purpose: 'drill', managed: true, by: environment });
  const id = `${cluster.drills.path}/${namespace}`;
  const known = cluster.node.tryFindChild(id.replaceAll('/', '--'))?.node.tryFindChild('site');
  const annotations = drill.credentials.serviceAccountAnnotations;
  if (DrillSite.isDrillSite(known)) {
    if (JSON.stringify(known.serviceAccountAnnotations) !== JSON.stringify(annotations)) {
      Inspection.of(environment).report(drillProblems.sharedSiteOtherRole, {
        property: 'drill.credentials',
        value: namespace,
        reason: 'another environment drills in this namespace with another role',
      });
    }
    return known;
  }

  const { pushgateway } = cluster.drills;
  const folder = new FluxFolder(cluster, id, { name: `drills-${namespace}`, dependsOn: [cluster.operators] });
  const site = new DrillSite(folder, 'site', {
    namespace,
    operatorNamespace: cluster.cloudNativePgNamespace,
    fluxNamespace: cluster.flux.namespace,
    network: cluster.network,
    serviceAccountAnnotations: annotations,
    ...(cluster.drills.image !== undefined && { image: cluster.drills.image }),
    ...(cluster.drills.quota !== undefined && { quota: cluster.drills.quota }),
    ...(pushgateway !== undefined && { pushgateway: storeEgress(StoreEndpoint.of(pushgateway), undefined) }),
  });
  return site;
}

/** The Flux Kustomization that applies a site, and with it the plans of its drills. */
export function appliedBy(site: DrillSite): { readonly namespace: string; readonly name: string } {
  const { namespace } = KubernetesCluster.findOf(site).flux;
  return { namespace, name: FluxFolder.findOf(site).kustomizationName };
}
