import { Cidr, problem, stacksProblems, type Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import { blocksIn } from '../settings/address-block';
import { EVERYBODY } from '../settings/network-defaults';
import { gather } from './gather';

/** Networks that must be apart; the private network stands for its subnets. */
const APART = [
  ['controlPlanes', 'workers'],
  ['pods', 'services'],
  ['pods', 'ipRange'],
  ['services', 'ipRange'],
] as const;

const NAMES = ['ipRange', 'controlPlanes', 'workers', 'pods', 'services'] as const;

/** Networks of the cluster and of its firewall. */
export function networkProblems(settings: ClusterSettings): Problem[] {
  const { network, firewall } = settings;
  const read = new Map(NAMES.map((name) => [name, gather(`network.${name}`, () => Cidr.of(network[name]))]));
  const cidr = (name: (typeof NAMES)[number]) => read.get(name)?.value;
  return [
    ...[...read.values()].flatMap(({ problems }) => problems),
    ...NAMES.flatMap((name) => familyProblems(name, cidr(name))),
    ...APART.flatMap(([one, other]) => overlapProblems([one, cidr(one)], [other, cidr(other)])),
    ...(['controlPlanes', 'workers'] as const).flatMap((name) =>
      subnetProblems(name, network[name], cidr(name), cidr('ipRange')),
    ),
    ...dnsProblems(network.clusterDns, cidr('services')),
    ...sources('firewall.sshSources', firewall.sshSources),
    ...sources('firewall.apiSources', firewall.apiSources),
    ...unfilteredApi(settings),
  ];
}

/** Hetzner's load balancers have no firewall, and what they forward comes by the private network. */
function unfilteredApi({ api, firewall }: ClusterSettings): Problem[] {
  const isFiltered =
    firewall.apiSources.length > 0 && EVERYBODY.some((all) => !firewall.apiSources.includes(all));
  if (api.access === 'private' || api.loadBalancer === undefined || !isFiltered) return [];
  return [
    problem(stacksProblems.apiBesideFirewall, {
      property: 'firewall.apiSources',
      value: firewall.apiSources,
      reason: 'The load balancer of the API forwards from every address.',
    }),
  ];
}

function sources(property: string, texts: readonly string[]): readonly Problem[] {
  return texts.flatMap((text) => gather(property, () => Cidr.of(text)).problems);
}

function familyProblems(name: string, cidr: Cidr | undefined): Problem[] {
  if (cidr === undefined || (cidr.family === 4 && cidr.isPrivate)) return [];
  return [
    wrong(`network.${name}`, cidr.toString(), 'It is no private IPv4 network, and Hetzner has no others.'),
  ];
}

function overlapProblems(
  [name, one]: readonly [string, Cidr | undefined],
  [otherName, other]: readonly [string, Cidr | undefined],
): Problem[] {
  if (one === undefined || other === undefined || !one.overlaps(other)) return [];
  return [wrong(`network.${name}`, one.toString(), `It overlaps ${otherName}, ${other.toString()}.`)];
}

function subnetProblems(
  name: string,
  written: string,
  subnet: Cidr | undefined,
  range: Cidr | undefined,
): Problem[] {
  if (subnet === undefined) return [];
  const found: Problem[] = [];
  if (range !== undefined && !range.contains(subnet)) {
    found.push(wrong(`network.${name}`, written, `It is not inside ipRange, ${range.toString()}.`));
  }
  if (subnet.family === 4 && blocksIn(written) < 2) {
    found.push(wrong(`network.${name}`, written, 'It has no room for a block of addresses for each pool.'));
  }
  return found;
}

function dnsProblems(clusterDns: string, services: Cidr | undefined): readonly Problem[] {
  if (services === undefined) return [];
  const { value, problems } = gather('network.clusterDns', () => Cidr.host(clusterDns));
  if (value === undefined) return problems;
  if (services.contains(value)) return [];
  return [wrong('network.clusterDns', clusterDns, `It is not inside services, ${services.toString()}.`)];
}

function wrong(property: string, value: string, reason: string): Problem {
  return problem(stacksProblems.invalidClusterNetwork, { property, value, reason });
}
