import type { ClusterSecrets } from '../../cluster-secrets';
import type { ClusterSettings } from '../../cluster-settings';
import { autoscaledLayoutOf, type ServerLayout } from '../../server-layout';
import { VERSIONS } from '../../../versions';
import { helmChart, secretManifest, type Manifest } from './manifest';

/** Renders what a server is told. */
export type UserDataOf = (server: ServerLayout, settings: ClusterSettings, secrets: ClusterSecrets) => string;

const CONFIG_SECRET = 'cluster-autoscaler-hetzner';

const MOUNT = '/config';

/**
 * The cluster autoscaler with what its servers are made from. That is a file, not a variable, since several pools make
 * it longer than a variable may be; and a Secret, since servers are told the token of agents.
 */
export function autoscaler(
  settings: ClusterSettings,
  secrets: ClusterSecrets,
  userData: UserDataOf,
): Manifest[] {
  const pools = autoscaledLayoutOf(settings);
  const [first] = pools;
  if (first === undefined) return [];
  const config = {
    // One image for both: names of Hetzner's images are the same for x86 and ARM.
    imagesForArch: { amd64: first.image, arm64: first.image },
    nodeConfigs: Object.fromEntries(
      pools.map((pool) => [
        pool.name,
        {
          cloudInit: userData(pool, settings, secrets),
          labels: pool.nodeLabels,
          taints: pool.nodeTaints,
          subnetIPRange: settings.network.workers,
        },
      ]),
    ),
  };
  return [
    secretManifest(CONFIG_SECRET, { 'cluster.json': JSON.stringify(config) }),
    helmChart({
      name: 'cluster-autoscaler',
      chart: VERSIONS.clusterAutoscaler,
      values: {
        cloudProvider: 'hetzner',
        fullnameOverride: 'cluster-autoscaler',
        autoscalingGroups: pools.map(({ name, pool, serverType, location }) => ({
          name,
          minSize: settings.autoscaledWorkers[pool]?.min,
          maxSize: settings.autoscaledWorkers[pool]?.max,
          instanceType: serverType,
          region: location,
        })),
        // Otherwise a pool below its minimum stays there until a pod waits (cluster-autoscaler, FAQ).
        extraArgs: { 'enforce-node-group-min-size': true },
        extraEnv: {
          HCLOUD_CLUSTER_CONFIG_FILE: `${MOUNT}/cluster.json`,
          HCLOUD_NETWORK: settings.name,
          HCLOUD_FIREWALL: settings.name,
          HCLOUD_PUBLIC_IPV4: String(first.publicIpv4),
          HCLOUD_PUBLIC_IPV6: String(first.publicIpv6),
          ...(settings.sshKeys.length > 0 && { HCLOUD_SSH_KEY: `${settings.name}-1` }),
        },
        extraEnvSecrets: { HCLOUD_TOKEN: { name: 'hcloud', key: 'token' } },
        extraVolumeSecrets: { [CONFIG_SECRET]: { name: CONFIG_SECRET, mountPath: MOUNT } },
        nodeSelector: { 'node-role.kubernetes.io/control-plane': 'true' },
        tolerations: [
          { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
        ],
      },
    }),
  ];
}
