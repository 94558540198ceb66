/** What a Secret is used for. Decides the rights its holder needs. */
export type SecretRole =
  | 'archive-writer'
  | 'archive-reader'
  | 'recovery-reader'
  | 'store-ca'
  | 'evidence-writer'
  | 'evidence-signing-key'
  | 'database-owner'
  | 'database-superuser'
  | 'database-role'
  | 'check'
  | 'decryption'
  | 'repository-password'
  | 'witness';

/** One Secret a composition needs in a cluster, and where it comes from. Never contains a secret value. */
export interface RequiredSecret {
  /** Name of the Kubernetes cluster. */
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  /** Kubernetes Secret type, for example `Opaque` or `kubernetes.io/basic-auth`. */
  readonly type: string;
  readonly roles: readonly SecretRole[];
  readonly keys: readonly RequiredSecretKey[];
  readonly source: SecretSource;
  /** What the credentials open; absent for Secrets that are no storage credentials. */
  readonly grants?: StorageGrant;
  /** Construct paths of the users. */
  readonly usedBy: readonly string[];
}

/** One key of a required Secret. */
export interface RequiredSecretKey {
  readonly key: string;
  /** What the key holds, for example `accessKeyId` or `password`. */
  readonly holds: string;
  /** The value expected, where it is no secret and the composition knows it (bucket, endpoint, region). */
  readonly expected?: string;
}

/** Where a Secret comes from. */
export type SecretSource =
  | { readonly kind: 'existing' }
  | { readonly kind: 'bootstrap'; readonly handedOverTo?: string }
  | { readonly kind: 'sops'; readonly file: string }
  | { readonly kind: 'external-secret'; readonly store: string; readonly storeKind: string }
  | { readonly kind: 'ceph-object-store-user'; readonly user: string; readonly store: string };

/** The least right on a store that a user of the credentials needs. */
export interface StorageGrant {
  /** Store identity, `endpoint/bucket`. */
  readonly store: string;
  readonly bucket: string;
  /** Prefixes below the bucket, without slashes at the ends. */
  readonly prefixes: readonly string[];
  readonly access: 'read-write' | 'read-only' | 'append-only';
}
