import type { Firewall } from '@pulumi/hcloud/firewall';
import { PlacementGroup } from '@pulumi/hcloud/placementGroup';
import { Server } from '@pulumi/hcloud/server';
import type { SshKey } from '@pulumi/hcloud/sshKey';
import { secret, type Input, type Output, type Resource } from '@pulumi/pulumi';
import { userData } from '../cloud-init/user-data';
import type { ClusterSecrets } from '../cluster-secrets';
import type { ClusterSettings } from '../cluster-settings';
import { placementGroupsOf, type ServerLayout } from '../server-layout';
import type { ApiAddress } from './api-address';
import { numericId } from './numeric-id';
import type { PrivateNetwork } from './private-network';

/** What servers are made with. */
export interface ServersProps {
  readonly settings: ClusterSettings;
  readonly layout: readonly ServerLayout[];
  readonly secrets: Output<ClusterSecrets>;
  readonly network: PrivateNetwork;
  readonly firewall: Firewall;
  readonly sshKeys: readonly SshKey[];
  readonly api: ApiAddress;
  readonly labels: Record<string, string>;
  readonly parent: Resource;
}

/**
 * Makes the servers. The first one is there before all others: they join it. What a server was told at its first boot is
 * not compared afterwards, since telling it something else would mean making it anew.
 */
export function makeServers(props: ServersProps): readonly Server[] {
  const { layout, labels, parent } = props;
  const groups = new Map(
    placementGroupsOf(layout).map((name) => [
      name,
      new PlacementGroup(`${name}-placement`, { name, type: 'spread', labels }, { parent }),
    ]),
  );
  const servers: Server[] = [];
  for (const server of layout) {
    const group = server.placementGroup === undefined ? undefined : groups.get(server.placementGroup);
    servers.push(makeServer(server, group, servers[0], props));
  }
  return servers;
}

function makeServer(
  layout: ServerLayout,
  group: PlacementGroup | undefined,
  first: Server | undefined,
  { settings, secrets, network, firewall, sshKeys, api, parent }: ServersProps,
): Server {
  const subnet = network.subnets[layout.subnet];
  return new Server(
    `${layout.name}-server`,
    {
      name: layout.name,
      serverType: layout.serverType,
      location: layout.location,
      image: layout.image,
      labels: { ...layout.labels },
      ...(group !== undefined && { placementGroupId: numericId(group) }),
      firewallIds: [numericId(firewall)],
      sshKeys: sshKeys.map(({ id }) => id),
      publicNets: [publicNet(layout, first === undefined ? api : {})],
      networks: [
        {
          networkId: numericId(network.network),
          ...(layout.privateIp !== undefined && { ip: layout.privateIp }),
          // Left out, the provider sees a difference at every run (pulumi-hcloud#170).
          aliasIps: [],
        },
      ],
      userData: secret(secrets.apply((known) => userData(layout, settings, known))),
    },
    {
      parent,
      dependsOn: [subnet, ...(first === undefined ? [] : [first])],
      ignoreChanges: ['userData', 'image', 'sshKeys'],
      // Names are unique in a project: a server made anew cannot stand beside the one it replaces.
      deleteBeforeReplace: true,
    },
  );
}

function publicNet(
  { publicIpv4, publicIpv6 }: ServerLayout,
  { firstServerIp }: Pick<ApiAddress, 'firstServerIp'>,
): { ipv4Enabled: boolean; ipv6Enabled: boolean; ipv4?: Input<number> } {
  return {
    ipv4Enabled: publicIpv4,
    ipv6Enabled: publicIpv6,
    ...(firstServerIp !== undefined && { ipv4: numericId(firstServerIp) }),
  };
}
