export { NamespaceBackup } from './backup/namespace-backup';
export type { NamespaceBackupProps, NamespaceDrillProps } from './backup/namespace-backup-props';
export {
  ResourceFilter,
  type KindsOptions,
  type ResourceChoice,
  type ScopedOptions,
} from './backup/resource-filter';
export {
  VolumeBackup,
  type CsiSnapshotOptions,
  type ExcludedVolume,
  type FileSystemOptions,
} from './backup/volume-backup';
export { VolumePolicy, type VolumeConditions } from './backup/volume-policy';
export { NamespaceCheck } from './check/namespace-check';
export type { NamespaceCheckOptions, RestoredPod } from './check/namespace-base-check';
export type { FilesOptions, HttpOptions, PodCommandOptions, ReadyOptions } from './check/namespace-checks';
export { DRILL_KINDS } from './drill/drill-kinds';
export type { PodSecurity } from './drill/target-namespace';
export { BackupHook, type HookOptions } from './hooks/backup-hook';
export { RestoreHook, type ExecAfterRestore, type InitAfterRestore } from './hooks/restore-hook';
export type { SnapshotLocationProps } from './installation/snapshot-location';
export { Velero } from './installation/velero';
export type { DrillVeleroProps, VeleroCredentials, VeleroProps } from './installation/velero-props';
export { VELERO_VERSIONS } from './installation/versions';
export { NamespaceRecovery, type NamespaceRecoveryProps } from './recovery/namespace-recovery';
export { RestoreModifier } from './recovery/restore-modifier';
export type * from './velero-source';
