import type { QuantityInput, RecoveryObjectivesProps } from '../core';
import type { DrillProps, Waiver, Witness } from '../drill';
import type {
  ClusterSpecAffinity,
  ClusterSpecTopologySpreadConstraints,
} from '../kubernetes/generated/postgresql.cnpg.io/v1';
import type { BasicAuthKeys, Credentials } from '../storage';
import type { PostgresBackupProps } from './backup/backup-props';
import type { ManagedRoleProps } from './managed-roles';
import type { PostgresImageInput } from './postgres-image';
import type { PostgresPatches } from './patch';
import type { PostgresRecovery } from './recovery/postgres-recovery';

/** Options of a PostgresCluster. */
export interface PostgresClusterProps {
  /** Namespace. @default - the namespace of the environment */
  readonly namespace?: string;
  /** Major version, or {@link PostgresImage} or catalog. */
  readonly postgres: PostgresImageInput;
  /** Servers: one primary, the others standbys. @default 1 */
  readonly instances?: number;
  /** Volume of the data. */
  readonly storage: StorageInput;
  /** Volume of the WAL. @default - WAL and data share a volume */
  readonly walStorage?: StorageInput;
  /** The application's database. */
  readonly database: string;
  /** Its owner. */
  readonly owner: string;
  /** The owner's password. @default - the operator makes a Secret `<name>-app` */
  readonly ownerSecret?: Credentials<BasicAuthKeys>;
  /**
   * Recovers the Cluster from an archive instead of initialising it. Its own backup must go to another place.
   *
   * @default - a new, empty database
   */
  readonly recoverFrom?: PostgresRecovery;
  /** How the first server is initialised. @default - the operator's defaults, with data checksums */
  readonly initdb?: InitdbProps;
  /** Lets somebody in as `postgres`. @default - nobody: superuser access stays off */
  readonly superuser?: { readonly secret: Credentials<BasicAuthKeys> };
  /** Roles the operator keeps as declared. @default - none */
  readonly roles?: readonly ManagedRoleProps[];
  /** PostgreSQL parameters. @default - the operator's, with `archive_timeout` 5 minutes */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Lines of pg_hba.conf, before the operator's last one. @default - none */
  readonly hba?: readonly string[];
  /** Libraries for `shared_preload_libraries`. @default - none */
  readonly preload?: readonly string[];
  /** Requests and limits of each server. @default - none */
  readonly resources?: ResourcesProps;
  /** Where servers run (CloudNativePG `spec.affinity`). @default - preferably on different nodes */
  readonly affinity?: ClusterSpecAffinity;
  /** How servers spread (Kubernetes `topologySpreadConstraints`). @default - none */
  readonly topologySpread?: readonly ClusterSpecTopologySpreadConstraints[];
  /** Annotations and labels of the servers' service account. @default - those the store's credentials need */
  readonly serviceAccount?: {
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  /** A PodMonitor for Prometheus. @default - none */
  readonly monitoring?: { readonly podMonitorLabels?: Readonly<Record<string, string>> };
  /** Stops the servers and keeps the volumes; scheduled backups are suspended meanwhile. @default false */
  readonly hibernated?: boolean;
  /** For people. @default - none */
  readonly description?: string;
  /** Labels of the Cluster. @default - those of this library */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the Cluster. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** What is promised. @default - the objectives of the environment */
  readonly objectives?: Partial<RecoveryObjectivesProps>;
  readonly backup: PostgresBackupProps;
  /** The job that makes freshness and completeness measurable. @default - none: checks may not refer to it */
  readonly witness?: Witness;
  /** Password of the witness's role. @default - a Secret `<name>-witness` made by the platform stack */
  readonly witnessSecret?: Credentials<BasicAuthKeys>;
  /** The drill that proves the backup, or the waiver in its place. */
  readonly drill: DrillProps | Waiver;
  /** Changes to the generated objects. @default - none */
  readonly patch?: PostgresPatches;
}

/** A size, or a size with its storage class. */
export type StorageInput =
  | QuantityInput
  | {
      readonly size: QuantityInput;
      /** @default - the default class of the cluster */
      readonly storageClass?: string;
      /** Whether volumes grow when the size does. @default true, the operator's */
      readonly resizeInUseVolumes?: boolean;
    };

/** Requests and limits, as Kubernetes quantities. */
export interface ResourcesProps {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}

/** How the first server is initialised. */
export interface InitdbProps {
  /** @default true */
  readonly dataChecksums?: boolean;
  /** @default UTF8 */
  readonly encoding?: string;
  /** @default C */
  readonly localeCollate?: string;
  /** @default C */
  readonly localeCType?: string;
  /** @default - libc */
  readonly localeProvider?: 'builtin' | 'icu' | 'libc';
  /** @default - none */
  readonly icuLocale?: string;
  /** Size of a WAL segment in MB, a power of two from 1 to 1024. @default 16 */
  readonly walSegmentSize?: number;
  /** Run in the `postgres` database. @default - none */
  readonly postInitSql?: readonly string[];
  /** Run in the application's database. @default - none */
  readonly postInitApplicationSql?: readonly string[];
  /** Run in `template1`. @default - none */
  readonly postInitTemplateSql?: readonly string[];
}
