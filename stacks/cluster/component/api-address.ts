import { LoadBalancer } from '@pulumi/hcloud/loadBalancer';
import { LoadBalancerNetwork } from '@pulumi/hcloud/loadBalancerNetwork';
import { LoadBalancerService } from '@pulumi/hcloud/loadBalancerService';
import { LoadBalancerTarget } from '@pulumi/hcloud/loadBalancerTarget';
import { PrimaryIp } from '@pulumi/hcloud/primaryIp';
import { output, type Output, type Resource } from '@pulumi/pulumi';
import type { ClusterSettings } from '../cluster-settings';
import { CLUSTER_LABEL, type ServerLayout } from '../server-layout';
import { numericId } from './numeric-id';
import type { PrivateNetwork } from './private-network';

/** Port of the Kubernetes API on every control plane. */
const API_PORT = 6443;

/** How the Kubernetes API is reached. */
export interface ApiAddress {
  /** Address that the kubeconfig names. */
  readonly address: Output<string>;
  /** Every address beside the servers' own that the API's certificate must be valid for. */
  readonly certificateAddresses: Output<string[]>;
  /** Public address of the first server, kept while the server is replaced. @default - Hetzner chooses one, or there is none */
  readonly firstServerIp?: PrimaryIp;
}

/** What the API's address is made with. */
export interface ApiAddressProps {
  readonly settings: ClusterSettings;
  readonly first: ServerLayout;
  readonly network: PrivateNetwork;
  readonly labels: Record<string, string>;
  readonly parent: Resource;
  readonly protect: boolean;
}

/**
 * Makes the address of the API before any server exists, so that its certificate can name it and the kubeconfig is known:
 * a load balancer over all control planes, or an address of the first server that outlives it.
 */
export function apiAddress(props: ApiAddressProps): ApiAddress {
  const { settings, first } = props;
  if (settings.api.loadBalancer !== undefined) return balancedApi(props, settings.api.loadBalancer);
  const privateIp = output(first.privateIp ?? '');
  if (!first.publicIpv4) return { address: privateIp, certificateAddresses: output([]) };
  const { parent, protect, labels } = props;
  const firstServerIp = new PrimaryIp(
    `${settings.name}-api-ip`,
    {
      name: `${settings.name}-api`,
      type: 'ipv4',
      assigneeType: 'server',
      autoDelete: false,
      location: first.location,
      labels,
    },
    { parent, protect },
  );
  return {
    address: settings.api.access === 'public' ? firstServerIp.ipAddress : privateIp,
    certificateAddresses: firstServerIp.ipAddress.apply((ip) => [ip]),
    firstServerIp,
  };
}

function balancedApi(
  { settings, network, labels, parent, protect }: ApiAddressProps,
  { type, location }: { readonly type: string; readonly location: string },
): ApiAddress {
  const isPublic = settings.api.access === 'public';
  const name = `${settings.name}-api`;
  const balancer = new LoadBalancer(
    name,
    { name, loadBalancerType: type, location, labels },
    { parent, protect },
  );
  const attached = new LoadBalancerNetwork(
    `${name}-network`,
    {
      loadBalancerId: numericId(balancer),
      subnetId: network.subnets.workers.id,
      enablePublicInterface: isPublic,
    },
    { parent },
  );
  // One after the other: Hetzner locks a load balancer while it is changed, and refuses the next change meanwhile.
  const service = new LoadBalancerService(
    `${name}-service`,
    {
      loadBalancerId: balancer.id,
      protocol: 'tcp',
      listenPort: API_PORT,
      destinationPort: API_PORT,
      healthCheck: { protocol: 'tcp', port: API_PORT, interval: 10, timeout: 5, retries: 3 },
    },
    { parent, dependsOn: [attached] },
  );
  new LoadBalancerTarget(
    `${name}-control-planes`,
    {
      type: 'label_selector',
      loadBalancerId: numericId(balancer),
      labelSelector: `${CLUSTER_LABEL}=${settings.name},role=control-plane`,
      usePrivateIp: true,
    },
    // Its targets are reached through the private network.
    { parent, dependsOn: [attached, service] },
  );
  const certificateAddresses = isPublic
    ? attached.ip.apply((ip) => balancer.ipv4.apply((ipv4) => [ipv4, ip]))
    : attached.ip.apply((ip) => [ip]);
  return { address: isPublic ? balancer.ipv4 : attached.ip, certificateAddresses };
}
