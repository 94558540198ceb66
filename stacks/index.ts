export { parseRecoveryBundle, type ClusterOptions, type RecoveryBundle } from './cluster';
export { HetznerK3sCluster, type HetznerK3sClusterArgs } from './cluster/component';
export { snapshotPreflight, type SnapshotPreflightOptions } from './cluster/snapshot-preflight';
export { mergedValues, type SecretValues } from './plan/secret-values';
export { findRecoveryPlan, readRecoveryPlan } from './plan/read-recovery-plan';
export { FluxPlatform } from './platform/flux-platform';
export type {
  FluxDistribution,
  FluxOperatorInstallation,
  FluxPlatformArgs,
  FluxSync,
  RegistryAccount,
  TeardownSettings,
} from './platform/flux-platform-args';
export { plannedResources, policyProblems, type PlannedResource } from './policy';
export { BackupStorage } from './storage/backup-storage';
export type { BackupStorageArgs, EtcdSnapshotPlaceArgs } from './storage/backup-storage-args';
export type { BucketLock, BucketSettings, ReplicaSettings } from './storage/bucket-settings';
export type { EtcdSnapshotPlace } from './storage/identities';
export { VERSIONS } from './versions';
