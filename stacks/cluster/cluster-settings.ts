import { addressBlockOf } from './settings/address-block';
import { etcdBackupSettings } from './settings/etcd-backup-defaults';
import { apiSettings, firewallSettings, networkSettings } from './settings/network-defaults';
import { NETWORK_ZONES } from './settings/network-zone';
import { serverShape } from './settings/server-pool-defaults';
import type { EtcdBackupOptions, EtcdBackupSettings, RestoreFromOptions } from './settings/etcd-backup';
import type {
  IngressOptions,
  IngressSettings,
  LoadBalancerOptions,
  LoadBalancerSettings,
} from './settings/ingress';
import type {
  K3sOptions,
  RebootWindow,
  RebootWindowOptions,
  RegistryOptions,
  UpgradeOptions,
  UpgradeSettings,
} from './settings/maintenance';
import type {
  ApiOptions,
  ApiSettings,
  FirewallOptions,
  FirewallSettings,
  NetworkOptions,
  NetworkSettings,
} from './settings/network';
import type {
  AutoscalerPool,
  AutoscalerPoolOptions,
  ServerPool,
  ServerPoolOptions,
} from './settings/server-pool';
import { VERSIONS } from '../versions';

/** What a Hetzner k3s cluster is asked to be. Plain values; secrets are in `ClusterSecrets`. */
export interface ClusterOptions {
  /** Prefix of the names of all its resources: a DNS label of 40 characters at most. */
  readonly name: string;
  /** Location of whatever does not name its own, for example `fsn1`. */
  readonly location: string;
  /** Network zone. @default - that of the location */
  readonly networkZone?: string;
  /** @default - the defaults of `NetworkOptions` */
  readonly network?: NetworkOptions;
  /** @default - the exact release of `VERSIONS` */
  readonly k3s?: K3sOptions;
  /** Pools of control planes by name. Their servers are named `<cluster>-<pool>-<n>`. */
  readonly controlPlanes: Readonly<Record<string, ServerPoolOptions>>;
  /** Pool whose server 1 begins the cluster. @default - the only pool of control planes; needed if there are more */
  readonly firstPool?: string;
  /** Pools of workers by name. @default - none */
  readonly workers?: Readonly<Record<string, ServerPoolOptions>>;
  /** Pools of workers that are scaled, by name. @default - none */
  readonly autoscaledWorkers?: Readonly<Record<string, AutoscalerPoolOptions>>;
  /** Whether control planes run ordinary pods. @default - only if there is no pool of workers */
  readonly schedulingOnControlPlanes?: boolean;
  /** The load balancer of the ingress. @default - an lb11 in the location of the cluster, without IPv6 */
  readonly loadBalancer?: LoadBalancerOptions;
  /** @default - Traefik with redirect and autoscaling */
  readonly ingress?: IngressOptions;
  /** @default - nothing is upgraded by itself */
  readonly upgrades?: UpgradeOptions;
  /** When nodes may be rebooted by kured. @default - kured is not installed */
  readonly reboots?: RebootWindowOptions;
  /** Further arguments of `k3s server`, for example `--kube-apiserver-arg=oidc-issuer-url=https://id.example.com`. @default - none */
  readonly serverArguments?: readonly string[];
  /** Registries by host. @default - none */
  readonly registries?: Readonly<Record<string, RegistryOptions>>;
  /** @default - public, at the first server */
  readonly api?: ApiOptions;
  /** @default - API open to everybody where servers are its address, SSH to nobody, outgoing traffic unfiltered */
  readonly firewall?: FirewallOptions;
  /** Public keys that may log in as root. @default - none: the cluster comes up and is kept without SSH */
  readonly sshKeys?: readonly string[];
  /** @default - no snapshots leave the servers, which is warned about */
  readonly etcdBackup?: EtcdBackupOptions;
  /** @default - a new, empty cluster */
  readonly restoreFrom?: RestoreFromOptions;
}

/** A Hetzner k3s cluster with every default filled in. Not yet inspected: `inspectClusterSettings` does that. */
export interface ClusterSettings {
  readonly name: string;
  readonly location: string;
  readonly networkZone: string;
  readonly network: NetworkSettings;
  readonly k3s: K3sOptions;
  readonly controlPlanes: Readonly<Record<string, ServerPool>>;
  /** Undefined where several pools leave it open. */
  readonly firstPool: string | undefined;
  readonly workers: Readonly<Record<string, ServerPool>>;
  readonly autoscaledWorkers: Readonly<Record<string, AutoscalerPool>>;
  readonly schedulingOnControlPlanes: boolean;
  readonly loadBalancer: LoadBalancerSettings;
  readonly ingress: IngressSettings;
  readonly upgrades: UpgradeSettings;
  readonly reboots: RebootWindow | undefined;
  readonly serverArguments: readonly string[];
  readonly registries: Readonly<Record<string, RegistryOptions>>;
  readonly api: ApiSettings;
  readonly firewall: FirewallSettings;
  readonly sshKeys: readonly string[];
  readonly etcdBackup: EtcdBackupSettings | undefined;
  readonly restoreFrom: RestoreFromOptions | undefined;
}

/** Fills in the defaults. Never throws: what is wrong is found by `inspectClusterSettings`. */
export function clusterSettings(options: ClusterOptions): ClusterSettings {
  const { name, location, workers = {}, autoscaledWorkers = {} } = options;
  const hasWorkers = Object.keys(workers).length + Object.keys(autoscaledWorkers).length > 0;
  const network = networkSettings(options.network);
  const controlPools = Object.keys(options.controlPlanes);
  const api = apiSettings(options.api, location);
  return {
    name,
    location,
    networkZone: options.networkZone ?? NETWORK_ZONES[location] ?? '',
    network,
    k3s: options.k3s ?? { version: VERSIONS.k3s },
    controlPlanes: fixedPools(options.controlPlanes, location, network.controlPlanes),
    firstPool: options.firstPool ?? (controlPools.length === 1 ? controlPools[0] : undefined),
    workers: fixedPools(workers, location, network.workers),
    autoscaledWorkers: mapped(autoscaledWorkers, (pool) => ({
      ...serverShape(pool, location),
      min: pool.min,
      max: pool.max,
    })),
    schedulingOnControlPlanes: options.schedulingOnControlPlanes ?? !hasWorkers,
    loadBalancer: { type: 'lb11', location, ipv6: false, ...options.loadBalancer },
    ingress: ingressSettings(options.ingress),
    upgrades: { k3s: false, os: false, ...options.upgrades },
    reboots: options.reboots && { ...EVERY_DAY, ...options.reboots },
    serverArguments: options.serverArguments ?? [],
    registries: options.registries ?? {},
    api,
    firewall: firewallSettings(options.firewall, api, options.etcdBackup?.store.endpoint),
    sshKeys: options.sshKeys ?? [],
    etcdBackup: options.etcdBackup && etcdBackupSettings(options.etcdBackup, name),
    restoreFrom: options.restoreFrom,
  };
}

const EVERY_DAY: RebootWindow = {
  days: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  start: '00:00',
  end: '23:59',
  timeZone: 'UTC',
};

function ingressSettings(options: IngressOptions = { kind: 'traefik' }): IngressSettings {
  return options.kind === 'none' ? options : { redirectToHttps: true, autoscaling: true, ...options };
}

function fixedPools(
  pools: Readonly<Record<string, ServerPoolOptions>>,
  location: string,
  subnet: string,
): Record<string, ServerPool> {
  return mapped(pools, (pool, name) => ({
    ...serverShape(pool, location),
    count: pool.count,
    addressBlock: pool.addressBlock ?? addressBlockOf(name, subnet),
  }));
}

function mapped<T, U>(of: Readonly<Record<string, T>>, to: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value, key)]));
}
