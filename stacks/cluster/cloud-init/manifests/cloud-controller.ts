import type { ClusterSecrets } from '../../cluster-secrets';
import type { ClusterSettings } from '../../cluster-settings';
import { VERSIONS } from '../../../versions';
import { helmChart, secretManifest, type Manifest } from './manifest';

/**
 * Hetzner's cloud controller manager: it makes nodes ready, forgets those whose servers are gone, and fills load
 * balancers. Routes are off: flannel carries the packets of pods.
 */
export function cloudController({ name, network }: ClusterSettings, secrets: ClusterSecrets): Manifest[] {
  return [
    secretManifest('hcloud', { token: secrets.hcloudToken, network: name }),
    helmChart({
      name: 'hcloud-cloud-controller-manager',
      chart: VERSIONS.cloudControllerManager,
      bootstrap: true,
      values: {
        networking: { enabled: true, clusterCIDR: network.pods },
        nodeSelector: { 'node-role.kubernetes.io/control-plane': 'true' },
        env: {
          HCLOUD_NETWORK_ROUTES_ENABLED: { value: 'false' },
          HCLOUD_LOAD_BALANCERS_USE_PRIVATE_IP: { value: 'true' },
          HCLOUD_LOAD_BALANCERS_DISABLE_PRIVATE_INGRESS: { value: 'true' },
        },
      },
    }),
  ];
}
