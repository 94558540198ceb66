import type { ClusterSettings } from '../../cluster-settings';
import { VERSIONS } from '../../../versions';
import { helmChart, type Manifest } from './manifest';

/**
 * Hetzner's volumes. The part on each node asks the metadata service which server it is on, and pods are kept from that
 * service: so it is on the network of the host.
 */
export function csiDriver({ location }: ClusterSettings): Manifest[] {
  return [
    helmChart({
      name: 'hcloud-csi',
      chart: VERSIONS.csiDriver,
      values: {
        controller: {
          hcloudToken: { existingSecret: { name: 'hcloud', key: 'token' } },
          hcloudVolumeDefaultLocation: location,
          tolerations: [
            { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
          ],
        },
        node: { hostNetwork: true },
      },
    }),
  ];
}
