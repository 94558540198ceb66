import type { ClusterSettings } from '../../cluster-settings';
import { ingressLoadBalancerName } from '../../ingress-load-balancer-name';
import { VERSIONS } from '../../../versions';
import { helmChart, type Manifest } from './manifest';

const MOST_REPLICAS = 10;

const MOST_FIXED_REPLICAS = 3;

/** Traefik behind the load balancer, which it learns the addresses of clients from by the PROXY protocol. */
export function traefik(settings: ClusterSettings): Manifest[] {
  const { ingress, network } = settings;
  if (ingress.kind === 'none') return [];
  const replicas = replicasFor(settings);
  // The load balancer reaches nodes by the private network; between nodes the addresses are those of pods.
  const trusted = { trustedIPs: ['127.0.0.1/32', network.ipRange, network.pods] };
  const entryPoint = { forwardedHeaders: trusted, proxyProtocol: trusted };
  return [
    helmChart({
      name: 'traefik',
      namespace: 'traefik',
      chart: VERSIONS.traefik,
      values: {
        deployment: { replicas },
        autoscaling: ingress.autoscaling
          ? {
              enabled: true,
              minReplicas: replicas,
              maxReplicas: MOST_REPLICAS,
              metrics: [
                {
                  type: 'Resource',
                  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
                },
              ],
            }
          : { enabled: false },
        // Without a request there is nothing that a utilisation is a part of.
        resources: { requests: { cpu: '100m', memory: '50Mi' } },
        ...(replicas > 1 && { podDisruptionBudget: { enabled: true, maxUnavailable: '33%' } }),
        ports: {
          web: {
            ...entryPoint,
            ...(ingress.redirectToHttps && {
              http: {
                redirections: { entryPoint: { to: 'websecure', scheme: 'https', permanent: true } },
              },
            }),
          },
          websecure: entryPoint,
        },
        service: { annotations: loadBalancerAnnotations(settings) },
      },
    }),
  ];
}

/** By these the cloud controller manager finds the load balancer that is there, or makes it again. */
function loadBalancerAnnotations(settings: ClusterSettings): Record<string, string> {
  const { type, location, ipv6 } = settings.loadBalancer;
  const at = (key: string) => `load-balancer.hetzner.cloud/${key}`;
  return {
    [at('name')]: ingressLoadBalancerName(settings),
    [at('type')]: type,
    [at('location')]: location,
    [at('ipv6-disabled')]: String(!ipv6),
    [at('use-private-ip')]: 'true',
    [at('disable-private-ingress')]: 'true',
    [at('uses-proxyprotocol')]: 'true',
  };
}

/** One for each worker, three at most. */
function replicasFor({ workers, autoscaledWorkers }: ClusterSettings): number {
  const fixed = Object.values(workers).reduce((sum, { count }) => sum + count, 0);
  const scaled = Object.values(autoscaledWorkers).reduce((sum, { min }) => sum + min, 0);
  return Math.min(MOST_FIXED_REPLICAS, Math.max(1, fixed + scaled));
}
