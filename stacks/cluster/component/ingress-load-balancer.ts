import { LoadBalancer } from '@pulumi/hcloud/loadBalancer';
import { LoadBalancerNetwork } from '@pulumi/hcloud/loadBalancerNetwork';
import type { Resource } from '@pulumi/pulumi';
import type { ClusterSettings } from '../cluster-settings';
import { ingressLoadBalancerName } from '../ingress-load-balancer-name';
import { numericId } from './numeric-id';
import type { PrivateNetwork } from './private-network';

/**
 * The load balancer of the ingress. The cloud controller manager finds it by its name and fills in targets and services;
 * made here, it keeps its address when the cluster is built again.
 */
export function ingressLoadBalancer(
  settings: ClusterSettings,
  network: PrivateNetwork,
  labels: Record<string, string>,
  { parent, protect }: { readonly parent: Resource; readonly protect: boolean },
): LoadBalancer {
  const { type, location } = settings.loadBalancer;
  const name = ingressLoadBalancerName(settings);
  const balancer = new LoadBalancer(
    name,
    { name, loadBalancerType: type, location, labels },
    // The controller writes its own label, algorithm and targets.
    { parent, protect, ignoreChanges: ['labels', 'algorithm', 'targets'] },
  );
  new LoadBalancerNetwork(
    `${name}-network`,
    { loadBalancerId: numericId(balancer), subnetId: network.subnets.workers.id },
    { parent },
  );
  return balancer;
}
