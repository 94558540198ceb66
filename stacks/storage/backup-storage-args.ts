import type { RecoveryPlan } from '../../lib/plan';
import type { SecretValues } from '../plan/secret-values';
import type { BucketSettings } from './bucket-settings';
import type { EtcdSnapshotPlace } from './identities';

/** What backup storage is made for. */
export interface BackupStorageArgs {
  /** The composition's recovery plan: its stores, and the Secrets that open them. */
  readonly plan: RecoveryPlan;
  /** Settings of every bucket that is made. @default - the defaults of `BucketSettings` */
  readonly defaults?: BucketSettings;
  /** Settings of single buckets by their names, over the defaults. @default - none */
  readonly buckets?: Readonly<Record<string, BucketSettings>>;
  /** Where k3s puts its etcd snapshots, for each cluster that does. @default - nowhere */
  readonly etcdSnapshots?: readonly EtcdSnapshotPlaceArgs[];
  /**
   * Keys for stores that are made elsewhere (R2, Hetzner, MinIO, Ceph): `accessKeyId` and `secretAccessKey` by place, that of
   * etcd snapshots being `<cluster>/etcd-snapshots`.
   *
   * @default - none: all stores of the plan are in AWS
   */
  readonly keys?: SecretValues;
}

/** Where k3s puts the etcd snapshots of one cluster. */
export interface EtcdSnapshotPlaceArgs extends EtcdSnapshotPlace {
  /** Region of the bucket. @default - that of the plan's archives in the same bucket */
  readonly region?: string;
}
