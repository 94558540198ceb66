import { DnsSubdomain } from '../../core';
import { SecretContract, type CredentialResource } from './secret-contract';
import type { S3Keys } from './secret-keys';

/** Operations a user of Ceph's object gateway may do at all, whatever policies say (Rook, `opMask`). */
export type CephOperation = 'read' | 'write' | 'delete';

/** Right of an administrative capability (Rook, `capabilities`). */
export type CephPermission = 'read' | 'write' | 'read, write' | '*';

/** Options of a user of Ceph's object gateway. */
export interface CephObjectStoreUserOptions {
  /**
   * Name of the CephObjectStoreUser, and of the user in the gateway: Rook does not add the namespace, so one name in two
   * namespaces is one user with one key.
   */
  readonly user: string;
  /** Name of the CephObjectStore. */
  readonly store: string;
  /**
   * Namespace of the CephCluster. The CephObjectStore there must list the namespace of the user in
   * `allowUsersInNamespaces` (Rook, CephObjectStore CRD); otherwise the user is never made.
   */
  readonly cluster: string;
  /** @default - the name of the user */
  readonly displayName?: string;
  /**
   * What the user may do at all. A drill's user needs `read` alone, and a bucket policy of the owner.
   *
   * @default - read, write and delete
   */
  readonly operations?: readonly CephOperation[];
  /**
   * Administrative capabilities. Backups and drills need none.
   *
   * @default - none
   */
  readonly capabilities?: Readonly<Record<string, CephPermission>>;
}

/** Keys of the Secret that Rook makes for a user (Rook, `pkg/operator/ceph/object/user/controller.go`). */
const KEYS = { accessKeyId: 'AccessKey', secretAccessKey: 'SecretKey', endpoint: 'Endpoint' } as const;

/** A user of Ceph's object gateway that Rook makes in the namespace of whoever uses it, with its Secret. */
export class CephObjectStoreUser extends SecretContract<S3Keys> {
  readonly kind = 'ceph-object-store-user';

  /** @throws RestorableError `RST105` */
  constructor(private readonly options: CephObjectStoreUserOptions) {
    const { user, store, cluster } = options;
    for (const name of [user, store, cluster]) DnsSubdomain.of(name);
    super({
      name: `rook-ceph-object-user-${store}-${user}`,
      keys: KEYS,
      source: { kind: 'ceph-object-store-user', user, store },
      type: 'kubernetes.io/rook',
    });
  }

  /** The user in the gateway, the same for every namespace. */
  override get sharedAccount(): string {
    const { cluster, store, user } = this.options;
    return `${cluster}/${store}/${user}`;
  }

  protected override get identifying(): readonly unknown[] {
    const { displayName, operations, capabilities = {} } = this.options;
    const rights = Object.entries(capabilities).sort(([a], [b]) => (a < b ? -1 : 1));
    return [this.sharedAccount, displayName, operations && [...operations].sort(), rights];
  }

  /** The CephObjectStoreUser (ceph.rook.io/v1); Rook makes the Secret in its namespace. */
  protected override get resources(): readonly CredentialResource[] {
    const { user, store, cluster, displayName = user, operations, capabilities } = this.options;
    return [
      {
        apiVersion: 'ceph.rook.io/v1',
        kind: 'CephObjectStoreUser',
        name: user,
        spec: {
          store,
          clusterNamespace: cluster,
          displayName,
          ...(operations !== undefined && { opMask: [...operations] }),
          ...(capabilities !== undefined && { capabilities: { ...capabilities } }),
        },
      },
    ];
  }
}
