import type { ClusterAuthorities, ClusterSecrets } from './cluster-secrets';
import type { ClusterSettings } from './cluster-settings';
import { tokenHash } from './join-token';
import { k3sVersionText } from './k3s-version';

/** Version of the bundle's shape. */
export const RECOVERY_BUNDLE_VERSION = 1;

/**
 * What must be had to build a cluster from its etcd snapshots, besides the snapshots. SECRET: whoever has it and a
 * snapshot has the cluster. Kept outside the cluster and outside the bucket of the snapshots.
 */
export interface RecoveryBundle {
  readonly version: typeof RECOVERY_BUNDLE_VERSION;
  readonly cluster: string;
  /** Server token: the passphrase of what k3s keeps encrypted in etcd. */
  readonly token: string;
  /** Hash of the token as k3s writes it to snapshots; not secret. */
  readonly tokenHash: string;
  readonly authorities: ClusterAuthorities;
  /** Exact release of k3s, or the channel it came from. */
  readonly k3sVersion: string;
  readonly store: BundleStore;
  readonly network: { readonly pods: string; readonly services: string; readonly clusterDns: string };
}

/** Where the snapshots of the bundle's cluster are. */
export interface BundleStore {
  /** Host and port. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly pathStyle: boolean;
  readonly folder: string;
  /** Certificates (PEM) that sign the endpoint's own. @default - public ones */
  readonly certificateAuthority?: string;
}

/** The bundle of a cluster that has etcd backups; undefined for one that has none. */
export function recoveryBundle(
  settings: ClusterSettings,
  { token, authorities }: Pick<ClusterSecrets, 'token' | 'authorities'>,
): RecoveryBundle | undefined {
  const { name, etcdBackup, k3s, network } = settings;
  if (etcdBackup === undefined) return undefined;
  const { endpoint, bucket, region, pathStyle, certificateAuthority } = etcdBackup.store;
  return {
    version: RECOVERY_BUNDLE_VERSION,
    cluster: name,
    token,
    tokenHash: tokenHash(token),
    authorities,
    k3sVersion: k3sVersionText(k3s),
    store: {
      endpoint,
      bucket,
      region,
      pathStyle,
      folder: etcdBackup.folder,
      ...(certificateAuthority !== undefined && { certificateAuthority }),
    },
    network: { pods: network.pods, services: network.services, clusterDns: network.clusterDns },
  };
}
