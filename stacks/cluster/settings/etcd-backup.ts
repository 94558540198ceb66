import type { DurationInput, ScheduleInput } from '../../../lib/core';
import type { RecoveryBundle } from '../recovery-bundle';

/** Where etcd snapshots go. A plain description: its keys are handed over with the secrets. */
export interface SnapshotStoreOptions {
  /** Host and port without a scheme, as k3s wants it, for example `s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Region that requests are signed for; `auto` for Cloudflare R2. */
  readonly region: string;
  /** Whether the bucket stands in the path of requests instead of their host. @default false */
  readonly pathStyle?: boolean;
  /** Certificates (PEM) that sign the endpoint's own, if they are not public. @default - public ones */
  readonly certificateAuthority?: string;
}

/** Snapshots of etcd, made by k3s on every control plane. */
export interface EtcdBackupOptions {
  readonly store: SnapshotStoreOptions;
  /** @default - hourly */
  readonly schedule?: ScheduleInput;
  /** Longest loss of cluster state that is accepted; the schedule must meet it. @default - not checked */
  readonly rpo?: DurationInput;
  /** How long snapshots are kept in the store. @default '7d' */
  readonly keepInStore?: DurationInput;
  /** How long snapshots are kept on each control plane. @default '1d' */
  readonly keepOnServers?: DurationInput;
  /** Folder in the bucket; one for each cluster, since two clusters in one prune each other. @default - `<cluster>/etcd-snapshots` */
  readonly folder?: string;
  /**
   * How k3s gets the settings: all in its `config-file` (0600), which also serves a restore; or all in a `config-secret`
   * of the cluster, which can be changed without a restart. Never both: k3s ignores the Secret if a key stands in the file.
   *
   * @default 'config-file'
   */
  readonly credentials?: 'config-file' | 'config-secret';
  /** Whether snapshots are compressed. @default true */
  readonly compress?: boolean;
}

/** Snapshots of etcd, defaults filled in; schedule and durations as written, `etcdRetention` computes from them. */
export interface EtcdBackupSettings {
  readonly store: Required<Omit<SnapshotStoreOptions, 'certificateAuthority'>> &
    Pick<SnapshotStoreOptions, 'certificateAuthority'>;
  readonly schedule: ScheduleInput;
  readonly rpo: DurationInput | undefined;
  readonly keepInStore: DurationInput;
  readonly keepOnServers: DurationInput;
  readonly folder: string;
  readonly credentials: 'config-file' | 'config-secret';
  readonly compress: boolean;
}

/** Builds the cluster from a snapshot of an earlier one. Acts only where no server has a datastore yet. */
export interface RestoreFromOptions {
  /** `latest`, or the file name of a snapshot in the bundle's folder. */
  readonly snapshot: string;
  /** The recovery bundle of the earlier cluster, read by `parseRecoveryBundle`. */
  readonly bundle: RecoveryBundle;
}
