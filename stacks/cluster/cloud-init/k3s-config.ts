import type { ClusterSecrets } from '../cluster-secrets';
import type { ClusterSettings } from '../cluster-settings';
import { joinToken } from '../join-token';
import { readServerArgument } from '../server-arguments';
import { layoutOf, type ServerLayout } from '../server-layout';
import type { NodeTaint } from '../settings/server-pool';
import { backupConfig, restoreConfig } from './etcd-config';

/** What `/etc/rancher/k3s/config.yaml` holds: names of arguments without dashes, and their values. */
export type K3sConfig = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Port of the API while a snapshot is restored: servers that wait for the cluster do not find it there. */
const RESTORE_PORT = 7443;

/** Parts of k3s that others replace: Traefik and load balancers by ours, local volumes by those of Hetzner. */
const DISABLED = ['traefik', 'servicelb', 'local-storage'];

/** The configuration of k3s on a server, by its role. */
export function k3sConfig(
  server: ServerLayout,
  settings: ClusterSettings,
  secrets: ClusterSecrets,
): K3sConfig {
  const { role } = server;
  if (role === 'agent' || role === 'autoscaled-agent') {
    return {
      ...firstAddress(settings),
      token: joinToken(secrets.agentToken, 'node', secrets.authorities.server.certificate),
      ...nodeConfig(server),
    };
  }
  const begins = role === 'first-server';
  return mergeArguments(
    {
      ...(begins ? { 'cluster-init': true } : firstAddress(settings)),
      token: begins
        ? secrets.token
        : joinToken(secrets.token, 'server', secrets.authorities.server.certificate),
      ...serverConfig(server, settings, secrets),
      ...(settings.etcdBackup !== undefined && backupConfig(settings, settings.etcdBackup, secrets)),
    },
    settings.serverArguments,
  );
}

/**
 * The configuration that the first server runs with while it restores a snapshot: its own, at another port, reading from
 * the store of the bundle and writing nothing there.
 */
export function restoringConfig(
  server: ServerLayout,
  settings: ClusterSettings,
  secrets: ClusterSecrets,
  bundle: NonNullable<ClusterSettings['restoreFrom']>['bundle'],
): K3sConfig {
  return mergeArguments(
    {
      token: secrets.token,
      ...serverConfig(server, settings, secrets),
      ...restoreConfig(bundle, secrets),
      'https-listen-port': RESTORE_PORT,
      'write-kubeconfig': '/run/restorable/kubeconfig.yaml',
    },
    settings.serverArguments,
  );
}

/** The address that is tried first. Whoever answers is written beside it when the server boots. */
function firstAddress(settings: ClusterSettings): { server: string } {
  const [first] = layoutOf(settings);
  return { server: `https://${first?.privateIp ?? ''}:6443` };
}

function serverConfig(server: ServerLayout, settings: ClusterSettings, secrets: ClusterSecrets): K3sConfig {
  const { pods, services, clusterDns } = settings.network;
  return {
    'agent-token': secrets.agentToken,
    ...nodeConfig(server),
    ...(server.privateIp !== undefined && { 'advertise-address': server.privateIp }),
    'tls-san': certificateNames(settings, secrets),
    'cluster-cidr': pods,
    'service-cidr': services,
    'cluster-dns': clusterDns,
    'disable-cloud-controller': true,
    disable: DISABLED,
    // Otherwise every snapshot holds every Secret in clear.
    'secrets-encryption': true,
  };
}

function nodeConfig({ name, role, privateIp, nodeLabels, nodeTaints }: ServerLayout): K3sConfig {
  return {
    ...(role !== 'autoscaled-agent' && { 'node-name': name }),
    ...(privateIp !== undefined && { 'node-ip': privateIp }),
    'kubelet-arg': ['cloud-provider=external'],
    ...(Object.keys(nodeLabels).length > 0 && {
      'node-label': Object.entries(nodeLabels).map(([key, value]) => `${key}=${value}`),
    }),
    ...(nodeTaints.length > 0 && { 'node-taint': nodeTaints.map(taintText) }),
  };
}

function taintText({ key, value = '', effect }: NodeTaint): string {
  return value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}

/** Every name and address that the certificate of the API is asked for. */
function certificateNames(settings: ClusterSettings, { apiAddresses = [] }: ClusterSecrets): string[] {
  const controlPlanes = layoutOf(settings)
    .filter(({ subnet }) => subnet === 'controlPlanes')
    .flatMap(({ privateIp }) => (privateIp === undefined ? [] : [privateIp]));
  return [...new Set([...controlPlanes, ...apiAddresses, ...settings.api.hostnames])];
}

/** Adds further arguments: values of an argument that is a list are added to it, others are set. */
function mergeArguments(config: K3sConfig, serverArguments: readonly string[]): K3sConfig {
  const merged: Record<string, K3sConfig[string]> = { ...config };
  for (const text of serverArguments) {
    const argument = readServerArgument(text);
    if (argument === undefined) continue;
    const { name, value } = argument;
    const before = merged[name];
    if (value === undefined) merged[name] = true;
    else if (Array.isArray(before) || name.endsWith('-arg')) {
      merged[name] = [...(Array.isArray(before) ? (before as readonly string[]) : []), value];
    } else merged[name] = value;
  }
  return merged;
}
