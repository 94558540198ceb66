import { Network } from '@pulumi/hcloud/network';
import { NetworkSubnet } from '@pulumi/hcloud/networkSubnet';
import type { Resource } from '@pulumi/pulumi';
import type { ClusterSettings } from '../cluster-settings';
import { numericId } from './numeric-id';

/** The private network of a cluster. */
export interface PrivateNetwork {
  readonly network: Network;
  readonly subnets: Readonly<Record<'controlPlanes' | 'workers', NetworkSubnet>>;
}

/** Makes the network and its two subnets. The network is called like the cluster: manifests refer to it by that name. */
export function privateNetwork(
  settings: ClusterSettings,
  labels: Record<string, string>,
  options: { readonly parent: Resource; readonly protect: boolean },
): PrivateNetwork {
  const { name, networkZone } = settings;
  const { ipRange, controlPlanes, workers } = settings.network;
  const network = new Network(`${name}-network`, { name, ipRange, labels }, options);
  const subnet = (id: string, range: string) =>
    new NetworkSubnet(
      `${name}-${id}`,
      { networkId: numericId(network), type: 'cloud', networkZone, ipRange: range },
      { parent: options.parent },
    );
  return {
    network,
    subnets: {
      controlPlanes: subnet('control-planes-subnet', controlPlanes),
      workers: subnet('workers-subnet', workers),
    },
  };
}
