import type { Schedule } from '../../core';
import type { BackupStore, Credentials, S3Keys } from '../../storage';
import type { ResourcesProps } from '../postgres-cluster-props';

/** How a PostgresCluster is backed up: base backups on a schedule, and its WAL all the time. */
export interface PostgresBackupProps {
  /** When base backups are taken. Recovery starts from one and replays the WAL after it. */
  readonly base: Schedule;
  /**
   * Who archives: the Barman Cloud `plugin`, or the operator itself (`inTree`), which is deprecated since CloudNativePG
   * 1.26 and announced to be removed in 1.31.
   *
   * @default plugin
   */
  readonly method?: 'plugin' | 'inTree';
  /** @default - the store of the environment */
  readonly store?: BackupStore;
  /** @default - the credentials of the environment */
  readonly credentials?: Credentials<S3Keys>;
  /** Place in the store. */
  readonly archive?: {
    /** Prefix below the bucket. @default - cluster/environment, and the namespace if it is not the environment's */
    readonly prefix?: string;
    /**
     * Barman's server name. A Cluster recovered in the place of another needs a new one.
     *
     * @default - the name of the Cluster
     */
    readonly serverName?: string;
  };
  /** @default - gzip, two files at a time */
  readonly wal?: WalArchivingProps;
  /** @default - gzip, two jobs */
  readonly data?: BaseBackupProps;
  /**
   * Which server a base backup is taken from.
   *
   * @default prefer-standby
   */
  readonly target?: 'primary' | 'prefer-standby';
  /** Takes a base backup as soon as the ScheduledBackup is made, and again whenever it is made anew. @default false */
  readonly immediate?: boolean;
  /** @default - the name of the Cluster and `-base` */
  readonly scheduledBackupName?: string;
  /** Resources of the plugin's sidecar. @default - 100m CPU, 256Mi requested, 1Gi memory at most */
  readonly sidecarResources?: ResourcesProps;
  /** CSI snapshots besides; WAL archiving stays, since snapshots alone know no point in time. @default - none */
  readonly volumeSnapshots?: VolumeSnapshotProps;
}

/** How WAL files are archived (Barman Cloud plugin 0.14, `configuration.wal`). */
export interface WalArchivingProps {
  /** @default gzip */
  readonly compression?: 'bzip2' | 'gzip' | 'lz4' | 'snappy' | 'xz' | 'zstd' | 'none';
  /** Server-side encryption asked of the store. @default - what the bucket does */
  readonly encryption?: 'AES256' | 'aws:kms';
  /** Files archived at a time. @default 2 */
  readonly maxParallel?: number;
}

/** How base backups are written (Barman Cloud plugin 0.14, `configuration.data`). */
export interface BaseBackupProps {
  /** @default gzip */
  readonly compression?: 'bzip2' | 'gzip' | 'lz4' | 'snappy' | 'none';
  /** Server-side encryption asked of the store. @default - what the bucket does */
  readonly encryption?: 'AES256' | 'aws:kms';
  /** Uploads at a time. @default 2 */
  readonly jobs?: number;
  /** Whether a base backup starts with an immediate checkpoint. @default false */
  readonly immediateCheckpoint?: boolean;
}

/** Snapshots of the volumes, by the storage system. */
export interface VolumeSnapshotProps {
  readonly schedule: Schedule;
  /** VolumeSnapshotClass. */
  readonly className: string;
  /** VolumeSnapshotClass of the WAL volume. @default - the same */
  readonly walClassName?: string;
  /** Whether the server keeps running. `false` stops the only server of a single instance. @default true */
  readonly online?: boolean;
  /** What deleting the Backup or the Cluster does to the snapshot. @default none, it stays */
  readonly ownerReference?: 'none' | 'backup' | 'cluster';
}
