import type { ClusterSettings } from './cluster-settings';

/** Name of the load balancer in front of the ingress: the cloud controller manager finds it by this name. */
export function ingressLoadBalancerName({ name }: Pick<ClusterSettings, 'name'>): string {
  return `${name}-ingress`;
}
