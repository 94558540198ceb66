import type { ClusterSettings } from './cluster-settings';
import { addressIn } from './settings/private-address';
import type { NodeTaint, ServerPool, ServerShape } from './settings/server-pool';

/**
 * What a server is in its cluster: the one that begins it, a further control plane, a worker, or a worker that the
 * autoscaler makes.
 */
export type ServerRole = 'first-server' | 'joining-server' | 'agent' | 'autoscaled-agent';

/** One server to be made. */
export interface ServerLayout {
  /** Name of the server and of its node: `<cluster>-<pool>-<n>`, n from 1. */
  readonly name: string;
  readonly pool: string;
  /** Place in its pool, from 1. */
  readonly index: number;
  readonly role: ServerRole;
  readonly serverType: string;
  readonly location: string;
  readonly image: string;
  /** Which subnet its private address is in. */
  readonly subnet: 'controlPlanes' | 'workers';
  /** Private IPv4 address; the same for as long as its pool keeps its name. Undefined: Hetzner chooses it. */
  readonly privateIp: string | undefined;
  /** Name of its placement group; undefined for servers of the autoscaler. */
  readonly placementGroup: string | undefined;
  readonly publicIpv4: boolean;
  readonly publicIpv6: boolean;
  /** Labels of the server in Hetzner's API. */
  readonly labels: Readonly<Record<string, string>>;
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly nodeTaints: readonly NodeTaint[];
}

/** Servers a placement group can hold (Hetzner, limits of placement groups). */
export const PLACEMENT_GROUP_SERVERS = 10;

/** A first host number beyond those that a gateway or a load balancer takes. */
const FIRST_HOST = 10;

/** Most servers a pool can have: their addresses stay in its block. */
export const MOST_SERVERS_OF_POOL = 240;

/** Label that Hetzner's cloud controller manager and load balancers select servers by. */
export const CLUSTER_LABEL = 'cluster';

/** Every server the program makes, control planes first, the first server before all others. */
export function layoutOf(settings: ClusterSettings): ServerLayout[] {
  const controlPlanes = Object.entries(settings.controlPlanes).flatMap(([name, pool]) =>
    poolServers(settings, name, pool, 'controlPlanes'),
  );
  const workers = Object.entries(settings.workers).flatMap(([name, pool]) =>
    poolServers(settings, name, pool, 'workers'),
  );
  const first = controlPlanes.filter(({ role }) => role === 'first-server');
  return [...first, ...controlPlanes.filter(({ role }) => role !== 'first-server'), ...workers];
}

/** What the autoscaler makes, one for each pool: the name is that of the pool, since it adds its own ending. */
export function autoscaledLayoutOf(settings: ClusterSettings): ServerLayout[] {
  return Object.entries(settings.autoscaledWorkers).map(([name, pool]) => ({
    ...common(settings, name, pool, 'autoscaled-agent'),
    name: `${settings.name}-${name}`,
    index: 1,
    subnet: 'workers',
    privateIp: undefined,
    placementGroup: undefined,
  }));
}

/** The names of all placement groups of a layout, in order, each once. */
export function placementGroupsOf(layout: readonly ServerLayout[]): string[] {
  return [
    ...new Set(
      layout.flatMap(({ placementGroup }) => (placementGroup === undefined ? [] : [placementGroup])),
    ),
  ];
}

function poolServers(
  settings: ClusterSettings,
  name: string,
  pool: ServerPool,
  subnet: 'controlPlanes' | 'workers',
): ServerLayout[] {
  return Array.from({ length: pool.count }, (_, position) => {
    const index = position + 1;
    return {
      ...common(settings, name, pool, roleOf(settings, name, index, subnet)),
      name: `${settings.name}-${name}-${index}`,
      index,
      subnet,
      privateIp: addressIn(settings.network[subnet], pool.addressBlock, FIRST_HOST + index),
      placementGroup: placementGroupOf(settings, name, position, subnet),
    };
  });
}

/**
 * Control planes of all pools share a group, so that no two are on one host: the most a cluster can have fit into it.
 * Workers have groups of their own pool, so that no other pool can move them.
 */
function placementGroupOf({ name }: ClusterSettings, pool: string, position: number, subnet: string): string {
  if (subnet === 'controlPlanes') return `${name}-control-plane`;
  return `${name}-${pool}-${Math.floor(position / PLACEMENT_GROUP_SERVERS) + 1}`;
}

function roleOf(settings: ClusterSettings, pool: string, index: number, subnet: string): ServerRole {
  if (subnet === 'workers') return 'agent';
  return pool === settings.firstPool && index === 1 ? 'first-server' : 'joining-server';
}

function common(settings: ClusterSettings, pool: string, shape: ServerShape, role: ServerRole) {
  const isControlPlane = role === 'first-server' || role === 'joining-server';
  return {
    pool,
    role,
    serverType: shape.serverType,
    location: shape.location,
    image: shape.image,
    publicIpv4: shape.publicIpv4,
    publicIpv6: shape.publicIpv6,
    labels: {
      [CLUSTER_LABEL]: settings.name,
      pool,
      role: isControlPlane ? 'control-plane' : 'worker',
    },
    nodeLabels: {
      ...(isControlPlane && !settings.schedulingOnControlPlanes && EXCLUDED_FROM_LOAD_BALANCERS),
      ...shape.labels,
    },
    nodeTaints: [
      ...(isControlPlane && !settings.schedulingOnControlPlanes ? [CONTROL_PLANE_TAINT] : []),
      ...shape.taints,
    ],
  };
}

const CONTROL_PLANE_TAINT: NodeTaint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };

/** Well-known label of Kubernetes: load balancers leave the node out. */
const EXCLUDED_FROM_LOAD_BALANCERS = { 'node.kubernetes.io/exclude-from-external-load-balancers': 'true' };
