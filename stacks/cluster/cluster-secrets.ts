/** A certificate authority: certificate and private key, PEM. */
export interface Authority {
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * The certificate authorities of a k3s cluster, and the key that signs tokens of service accounts. Each is self-signed
 * and may sign certificates; each has its own common name. Keys are ECDSA P-256, as those k3s makes itself; the key of
 * service accounts too.
 */
export interface ClusterAuthorities {
  /** Signs the API server's certificate; kubeconfig holds its certificate. */
  readonly server: Authority;
  /** Signs client certificates; that of the administrator (`O=system:masters`) too. */
  readonly client: Authority;
  /** Signs the certificate of the aggregation layer. */
  readonly requestHeader: Authority;
  readonly etcdServer: Authority;
  readonly etcdPeer: Authority;
  /** Private key (PEM) that signs service account tokens. */
  readonly serviceAccountKey: string;
}

/** Keys of a store, as S3 has them. */
export interface StoreKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What servers are told that is not in the settings: secrets, and addresses that are known once something is made. */
export interface ClusterSecrets {
  /** Server token: letters and digits, 32 or more. With `restoreFrom` that of the bundle. */
  readonly token: string;
  /** Token that agents join with, so that a stolen worker's user data does not make a control plane. Another than `token`. */
  readonly agentToken: string;
  /** With `restoreFrom` those of the bundle. */
  readonly authorities: ClusterAuthorities;
  /** Token of the Hetzner project for cloud controller manager, CSI driver and autoscaler. */
  readonly hcloudToken: string;
  /** Keys of the etcd snapshots' store; needed with `etcdBackup`. @default - none */
  readonly etcdStore?: StoreKeys;
  /** Keys that may read the store of the bundle; needed with `restoreFrom`. @default - `etcdStore` */
  readonly restoreStore?: StoreKeys;
  /** Logins of registries by host, for those with `login`. @default - none */
  readonly registries?: Readonly<Record<string, { readonly username: string; readonly password: string }>>;
  /** Public addresses of the API that exist before the servers do: a primary IP, a load balancer. Not secret. @default - none */
  readonly apiAddresses?: readonly string[];
}
