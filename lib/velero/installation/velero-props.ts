import type { Credentials, CredentialsFileKeys, IrsaRole, RepositoryKeys, BackupStore } from '../../storage';

/** What Velero opens a store with: a credentials file in a Secret, or an IAM role of EKS. */
export type VeleroCredentials = Credentials<CredentialsFileKeys> | IrsaRole;

/** Options of a Velero. */
export interface VeleroProps {
  /** Bucket of its backups. */
  readonly store: BackupStore;
  /**
   * Folder in the bucket. Nothing else may lie in it: any folder that Velero does not know makes it refuse all work.
   *
   * @default - velero/ and the name of the cluster
   */
  readonly prefix?: string;
  /** Opens the store for writing. The Secret must exist in the namespace of Velero. */
  readonly credentials: VeleroCredentials;
  /**
   * The password that data of volumes is encrypted with. It must exist before the first backup, in the namespace of Velero,
   * as Secret `velero-repo-credentials`, and is needed for every restore: keep it where the cluster is not.
   */
  readonly repositoryPassword: Credentials<RepositoryKeys>;
  /** Namespace it runs in, made here. @default velero */
  readonly namespace?: string;
  /** Name of its BackupStorageLocation. @default default */
  readonly location?: string;
  /** Encryption that uploads ask for. @default - that of the store */
  readonly encryption?: 'AES256' | 'aws:kms';
  /** Key of KMS that uploads name; only with `aws:kms`. @default - that of the bucket */
  readonly kmsKeyId?: string;
  /** Secret and key with 32 bytes that every object is encrypted with (SSE-C). @default - none */
  readonly customerKey?: { readonly secret: string; readonly key: string };
  /** Whether objects of the bucket are locked. Velero writes some of them again. @default false */
  readonly objectLock?: boolean;
  /** Whether it takes CSI snapshots. @default false */
  readonly csi?: boolean;
  /** Who may create Restores, besides Velero. @default - group system:masters only */
  readonly restorers?: { readonly users?: readonly string[]; readonly groups?: readonly string[] };
  /** The second Velero that drills restore through. @default - none: drills must be waived */
  readonly drill?: DrillVeleroProps;
  /** Whether this tree installs it, by its Helm chart. @default true */
  readonly install?: boolean;
  /** Version of Velero. @default - the one this release was proved with */
  readonly version?: string;
  /** Version of its plugin for S3. @default - the one this release was proved with */
  readonly awsPlugin?: string;
  /** Version of the Helm chart. @default - the one this release was proved with */
  readonly chart?: string;
  /** Folder of the release, below the cluster's path. @default infrastructure/operators */
  readonly path?: string;
}

/** The second Velero, which only reads the store of the first. */
export interface DrillVeleroProps {
  /** Namespace it runs in, made here. @default - that of Velero and -drill */
  readonly namespace?: string;
  /**
   * Opens the store for reading, with the few writes a restore cannot do without: `restores/*`, and the index and session
   * pieces of kopia. The backup storage stack gives such keys. The Secret must exist in the namespace of this Velero.
   */
  readonly credentials: VeleroCredentials;
  /** The same password as the first one's, in the namespace of this Velero. */
  readonly repositoryPassword: Credentials<RepositoryKeys>;
}
