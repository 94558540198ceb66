import { ipText, tryParseIp } from '../../../lib/core/ip-address';
import type {
  ApiOptions,
  ApiSettings,
  FirewallOptions,
  FirewallSettings,
  NetworkOptions,
  NetworkSettings,
} from './network';

/** Every address there is. */
export const EVERYBODY = ['0.0.0.0/0', '::/0'];

/** DNS, package mirrors, time (NTS), registries and Hetzner's API, the Kubernetes API of other servers. */
const OUTBOUND_TCP_PORTS = [53, 80, 123, 443, 4460, 6443];

/** The networks, defaults filled in. Inside Kubernetes they are those of k3s, so that nobody has to know them. */
export function networkSettings(options: NetworkOptions = {}): NetworkSettings {
  const services = options.services ?? '10.43.0.0/16';
  return {
    ipRange: options.ipRange ?? '10.0.0.0/12',
    controlPlanes: options.controlPlanes ?? '10.0.0.0/16',
    workers: options.workers ?? '10.8.0.0/13',
    pods: options.pods ?? '10.42.0.0/16',
    services,
    clusterDns: options.clusterDns ?? tenthAddress(services),
  };
}

/**
 * The firewall, defaults filled in. The port of the snapshots' store is always allowed. Servers are reached at their public
 * addresses only where the kubeconfig names one: not where the API is private or behind its load balancer.
 */
export function firewallSettings(
  options: FirewallOptions = {},
  { access, loadBalancer }: ApiSettings,
  storeEndpoint?: string,
): FirewallSettings {
  const isAtServer = access === 'public' && loadBalancer === undefined;
  const storePort = /:(\d+)$/.exec(storeEndpoint ?? '')?.[1];
  const ports = [
    ...OUTBOUND_TCP_PORTS,
    ...(storePort === undefined ? [] : [Number(storePort)]),
    ...(options.outboundTcpPorts ?? []),
  ];
  return {
    sshSources: options.sshSources ?? [],
    apiSources: options.apiSources ?? (isAtServer ? EVERYBODY : []),
    outboundTcpPorts:
      options.restrictOutbound === true ? [...new Set(ports)].sort((a, b) => a - b) : undefined,
  };
}

/** The address of the API, defaults filled in. */
export function apiSettings(options: ApiOptions = {}, location: string): ApiSettings {
  return {
    access: options.access ?? 'public',
    loadBalancer: options.loadBalancer && { type: 'lb11', location, ...options.loadBalancer },
    hostnames: options.hostnames ?? [],
  };
}

/** As k3s computes it from the Services; empty if they are no network. */
function tenthAddress(network: string): string {
  const ip = tryParseIp(network.split('/')[0] ?? '');
  return ip === undefined ? '' : ipText({ family: ip.family, bits: ip.bits + 10n });
}
