import type { Input } from '@pulumi/pulumi';
import type { ClusterOptions } from '../cluster-settings';

/** Keys of a store whose values may not be known yet. */
export interface StoreKeysInput {
  readonly accessKeyId: Input<string>;
  readonly secretAccessKey: Input<string>;
}

/** A login at a registry whose values may not be known yet. */
export interface RegistryLoginInput {
  readonly username: Input<string>;
  readonly password: Input<string>;
}

/** What a cluster is made from: its description, and the secrets that go with it. */
export interface HetznerK3sClusterArgs extends ClusterOptions {
  /** Token of the Hetzner project, for what runs in the cluster: cloud controller manager, CSI driver, autoscaler. */
  readonly hcloudToken: Input<string>;
  /** Keys of the store of etcd snapshots; needed with `etcdBackup`. @default - none */
  readonly etcdStore?: StoreKeysInput;
  /** Keys that may read the snapshots of the bundle; used with `restoreFrom`. @default - `etcdStore` */
  readonly restoreStore?: StoreKeysInput;
  /** Logins of the registries that need one, by host. @default - none */
  readonly registryLogins?: Readonly<Record<string, RegistryLoginInput>>;
  /**
   * File that the kubeconfig is written to, mode 0600, on the machine that runs the program; relative to the folder of
   * Pulumi.yaml.
   *
   * @default - only an output
   */
  readonly kubeconfigFile?: string;
  /**
   * File that the recovery bundle is written to, likewise. Keep it apart from cluster and snapshots.
   *
   * @default - only an output
   */
  readonly recoveryBundleFile?: string;
  /**
   * Whether Pulumi refuses to destroy the cluster, and to delete what cannot be made again with the same value: token,
   * certificate authorities, network, addresses. Pools may shrink all the same.
   *
   * @default true
   */
  readonly protect?: boolean;
}
