import type { FirewallSettings } from '../settings';

/** A rule of Hetzner's firewall, as its API has it. */
export interface FirewallRule {
  readonly description: string;
  readonly direction: 'in' | 'out';
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly port?: string;
  readonly sourceIps?: string[];
  readonly destinationIps?: string[];
}

const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/** DNS and time (NTP). */
const OUTBOUND_UDP_PORTS = [53, 123];

/**
 * Rules of the servers' firewall. What no rule names is refused, going out too as soon as one rule goes out. Traffic of
 * the private network is never seen by it (Hetzner, firewalls).
 */
export function firewallRules(firewall: FirewallSettings): FirewallRule[] {
  const { sshSources, apiSources, outboundTcpPorts } = firewall;
  return [
    ...inbound('SSH', 22, sshSources),
    ...inbound('Kubernetes API', 6443, apiSources),
    { description: 'ping', direction: 'in', protocol: 'icmp', sourceIps: EVERYWHERE },
    ...(outboundTcpPorts === undefined ? [] : outbound(outboundTcpPorts)),
  ];
}

function inbound(description: string, port: number, sources: readonly string[]): FirewallRule[] {
  if (sources.length === 0) return [];
  return [{ description, direction: 'in', protocol: 'tcp', port: String(port), sourceIps: [...sources] }];
}

function outbound(tcpPorts: readonly number[]): FirewallRule[] {
  const to = (protocol: 'tcp' | 'udp', port: number): FirewallRule => ({
    description: `to port ${port}`,
    direction: 'out',
    protocol,
    port: String(port),
    destinationIps: EVERYWHERE,
  });
  return [
    { description: 'ping', direction: 'out', protocol: 'icmp', destinationIps: EVERYWHERE },
    ...tcpPorts.map((port) => to('tcp', port)),
    ...OUTBOUND_UDP_PORTS.map((port) => to('udp', port)),
  ];
}
