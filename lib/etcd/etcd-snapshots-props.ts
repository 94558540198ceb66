import type { QuantityInput, RecoveryObjectivesProps, Schedule } from '../core';
import type { DrillProps, Waiver } from '../drill';
import type { BackupStore, Credentials, S3Keys } from '../storage';
import type { EtcdSource } from './etcd-source';

/** Options of EtcdSnapshots. */
export interface EtcdSnapshotsProps {
  /** Who takes the snapshots. */
  readonly source: EtcdSource;
  /** When they are taken. For k3s: as its cluster stack has it. */
  readonly schedule: Schedule;
  /** Where they go. @default - the store of the environment */
  readonly store?: BackupStore;
  /**
   * Keys of the CronJob that uploads them: it puts objects and reads none. k3s has keys of its own.
   *
   * @default - the credentials of the environment
   */
  readonly credentials?: Credentials<S3Keys>;
  /** What is promised. @default - what the environment promises */
  readonly objectives?: Partial<RecoveryObjectivesProps>;
  /** How it is proven. Its only target is the newest snapshot. */
  readonly drill: EtcdDrillProps | Waiver;
  /** Image with `etcd`, `etcdctl` and `etcdutl`, of the version of the source or newer. @default registry.k8s.io/etcd:3.6.16-0 */
  readonly image?: string;
}

/** The drill of an etcd. */
export interface EtcdDrillProps extends DrillProps {
  /** Space on the node for the snapshot and the etcd restored from it: twice the size of a snapshot. @default 4Gi */
  readonly scratch?: QuantityInput;
}
