// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `Backup` of `velero.io/v1`. */
export interface Backup {
  apiVersion: 'velero.io/v1';
  kind: 'Backup';
  metadata: ObjectMeta;
  spec?: BackupSpec;
  status?: BackupStatus;
}

/** Kind `BackupRepository` of `velero.io/v1`. */
export interface BackupRepository {
  apiVersion: 'velero.io/v1';
  kind: 'BackupRepository';
  metadata: ObjectMeta;
  spec?: BackupRepositorySpec;
  status?: BackupRepositoryStatus;
}

/** `spec` of BackupRepository. */
export interface BackupRepositorySpec {
  backupStorageLocation: string;
  maintenanceFrequency: string;
  repositoryConfig?: Record<string, string> | null;
  repositoryType?: '' | 'kopia' | 'restic';
  resticIdentifier?: string;
  volumeNamespace: string;
}

/** `status` of BackupRepository. */
export interface BackupRepositoryStatus {
  lastMaintenanceTime?: string | null;
  message?: string;
  phase?: 'New' | 'NotReady' | 'Ready';
  recentMaintenance?: BackupRepositoryStatusRecentMaintenance[];
}

/** `status.recentMaintenance[]` of BackupRepository. */
export interface BackupRepositoryStatusRecentMaintenance {
  completeTimestamp?: string | null;
  message?: string;
  result?: 'Failed' | 'Succeeded';
  startTimestamp?: string | null;
}

/** `spec` of Backup. */
export interface BackupSpec {
  csiSnapshotTimeout?: string;
  datamover?: string;
  defaultVolumesToFsBackup?: boolean | null;
  defaultVolumesToRestic?: boolean | null;
  excludedClusterScopedResources?: string[] | null;
  excludedNamespaceScopedResources?: string[] | null;
  excludedNamespaces?: string[] | null;
  excludedResources?: string[] | null;
  hooks?: BackupSpecHooks;
  includeClusterResources?: boolean | null;
  includedClusterScopedResources?: string[] | null;
  includedNamespaceScopedResources?: string[] | null;
  includedNamespaces?: string[] | null;
  includedResources?: string[] | null;
  itemOperationTimeout?: string;
  labelSelector?: BackupSpecLabelSelector | null;
  metadata?: { labels?: Record<string, string> };
  orLabelSelectors?: BackupSpecOrLabelSelectors[] | null;
  orderedResources?: Record<string, string> | null;
  resourcePolicy?: { apiGroup?: string; kind: string; name: string };
  snapshotMoveData?: boolean | null;
  snapshotVolumes?: boolean | null;
  storageLocation?: string;
  ttl?: string;
  uploaderConfig?: { parallelFilesUpload?: number } | null;
  volumeGroupSnapshotLabelKey?: string;
  volumeSnapshotLocations?: string[];
}

/** `spec.hooks` of Backup. */
export interface BackupSpecHooks {
  resources?: BackupSpecHooksResources[] | null;
}

/** `spec.hooks.resources[]` of Backup. */
export interface BackupSpecHooksResources {
  excludedNamespaces?: string[] | null;
  excludedResources?: string[] | null;
  includedNamespaces?: string[] | null;
  includedResources?: string[] | null;
  labelSelector?: BackupSpecLabelSelector | null;
  name: string;
  post?: BackupSpecHooksResourcesPre[];
  pre?: BackupSpecHooksResourcesPre[];
}

/** `spec.hooks.resources[].pre[]` of Backup. */
export interface BackupSpecHooksResourcesPre {
  exec: BackupSpecHooksResourcesPreExec;
}

/** `spec.hooks.resources[].pre[].exec` of Backup. */
export interface BackupSpecHooksResourcesPreExec {
  command: string[];
  container?: string;
  onError?: 'Continue' | 'Fail';
  timeout?: string;
}

/** `spec.labelSelector` of Backup. */
export interface BackupSpecLabelSelector {
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
  matchLabels?: Record<string, string>;
}

/** `spec.orLabelSelectors[]` of Backup. */
export interface BackupSpecOrLabelSelectors {
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
  matchLabels?: Record<string, string>;
}

/** `status` of Backup. */
export interface BackupStatus {
  backupItemOperationsAttempted?: number;
  backupItemOperationsCompleted?: number;
  backupItemOperationsFailed?: number;
  completionTimestamp?: string | null;
  csiVolumeSnapshotsAttempted?: number;
  csiVolumeSnapshotsCompleted?: number;
  errors?: number;
  expiration?: string | null;
  failureReason?: string;
  formatVersion?: string;
  hookStatus?: { hooksAttempted?: number; hooksFailed?: number } | null;
  phase?: 'Completed' | 'Deleting' | 'Failed' | 'FailedValidation' | 'Finalizing' | 'FinalizingPartiallyFailed' | 'InProgress' | 'New' | 'PartiallyFailed' | 'Queued' | 'ReadyToStart' | 'WaitingForPluginOperations' | 'WaitingForPluginOperationsPartiallyFailed';
  progress?: { itemsBackedUp?: number; totalItems?: number } | null;
  queuePosition?: number;
  startTimestamp?: string | null;
  validationErrors?: string[] | null;
  version?: number;
  volumeSnapshotsAttempted?: number;
  volumeSnapshotsCompleted?: number;
  warnings?: number;
}

/** Kind `BackupStorageLocation` of `velero.io/v1`. */
export interface BackupStorageLocation {
  apiVersion: 'velero.io/v1';
  kind: 'BackupStorageLocation';
  metadata: ObjectMeta;
  spec?: BackupStorageLocationSpec;
  status?: BackupStorageLocationStatus;
}

/** `spec` of BackupStorageLocation. */
export interface BackupStorageLocationSpec {
  accessMode?: 'ReadOnly' | 'ReadWrite';
  backupSyncPeriod?: string | null;
  config?: Record<string, string>;
  credential?: { key: string; name?: string; optional?: boolean };
  default?: boolean;
  objectStorage: BackupStorageLocationSpecObjectStorage;
  provider: string;
  validationFrequency?: string | null;
}

/** `spec.objectStorage` of BackupStorageLocation. */
export interface BackupStorageLocationSpecObjectStorage {
  bucket: string;
  caCert?: string;
  caCertRef?: { key: string; name?: string; optional?: boolean };
  prefix?: string;
}

/** `status` of BackupStorageLocation. */
export interface BackupStorageLocationStatus {
  accessMode?: 'ReadOnly' | 'ReadWrite';
  lastSyncedRevision?: string;
  lastSyncedTime?: string | null;
  lastValidationTime?: string | null;
  message?: string;
  phase?: 'Available' | 'Unavailable';
}

/** Kind `DeleteBackupRequest` of `velero.io/v1`. */
export interface DeleteBackupRequest {
  apiVersion: 'velero.io/v1';
  kind: 'DeleteBackupRequest';
  metadata: ObjectMeta;
  spec?: DeleteBackupRequestSpec;
  status?: DeleteBackupRequestStatus;
}

/** `spec` of DeleteBackupRequest. */
export interface DeleteBackupRequestSpec {
  backupName: string;
}

/** `status` of DeleteBackupRequest. */
export interface DeleteBackupRequestStatus {
  errors?: string[] | null;
  phase?: 'InProgress' | 'New' | 'Processed';
}

/** Kind `DownloadRequest` of `velero.io/v1`. */
export interface DownloadRequest {
  apiVersion: 'velero.io/v1';
  kind: 'DownloadRequest';
  metadata: ObjectMeta;
  spec?: DownloadRequestSpec;
}

/** `spec` of DownloadRequest. */
export interface DownloadRequestSpec {
  target: DownloadRequestSpecTarget;
}

/** `spec.target` of DownloadRequest. */
export interface DownloadRequestSpecTarget {
  kind: 'BackupContents' | 'BackupItemOperations' | 'BackupLog' | 'BackupResourceList' | 'BackupResults' | 'BackupVolumeInfos' | 'BackupVolumeSnapshots' | 'CSIBackupVolumeSnapshotContents' | 'CSIBackupVolumeSnapshots' | 'RestoreItemOperations' | 'RestoreLog' | 'RestoreResourceList' | 'RestoreResults' | 'RestoreVolumeInfo';
  name: string;
}

/** Kind `PodVolumeBackup` of `velero.io/v1`. */
export interface PodVolumeBackup {
  apiVersion: 'velero.io/v1';
  kind: 'PodVolumeBackup';
  metadata: ObjectMeta;
  spec?: PodVolumeBackupSpec;
  status?: PodVolumeBackupStatus;
}

/** `spec` of PodVolumeBackup. */
export interface PodVolumeBackupSpec {
  backupStorageLocation: string;
  cancel?: boolean;
  node: string;
  pod: PodVolumeBackupSpecPod;
  repoIdentifier: string;
  tags?: Record<string, string>;
  uploaderSettings?: Record<string, string> | null;
  uploaderType?: '' | 'kopia' | 'restic';
  volume: string;
}

/** `spec.pod` of PodVolumeBackup. */
export interface PodVolumeBackupSpecPod {
  apiVersion?: string;
  fieldPath?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  resourceVersion?: string;
  uid?: string;
}

/** `status` of PodVolumeBackup. */
export interface PodVolumeBackupStatus {
  acceptedTimestamp?: string | null;
  completionTimestamp?: string | null;
  incrementalBytes?: number;
  message?: string;
  path?: string;
  phase?: 'Accepted' | 'Canceled' | 'Canceling' | 'Completed' | 'Failed' | 'InProgress' | 'New' | 'Prepared';
  progress?: { bytesDone?: number; totalBytes?: number };
  snapshotID?: string;
  startTimestamp?: string | null;
}

/** Kind `PodVolumeRestore` of `velero.io/v1`. */
export interface PodVolumeRestore {
  apiVersion: 'velero.io/v1';
  kind: 'PodVolumeRestore';
  metadata: ObjectMeta;
  spec?: PodVolumeRestoreSpec;
  status?: PodVolumeRestoreStatus;
}

/** `spec` of PodVolumeRestore. */
export interface PodVolumeRestoreSpec {
  backupStorageLocation: string;
  cancel?: boolean;
  pod: PodVolumeBackupSpecPod;
  repoIdentifier: string;
  snapshotID: string;
  snapshotSize?: number;
  sourceNamespace: string;
  uploaderSettings?: Record<string, string> | null;
  uploaderType?: '' | 'kopia' | 'restic';
  volume: string;
}

/** `status` of PodVolumeRestore. */
export interface PodVolumeRestoreStatus {
  acceptedTimestamp?: string | null;
  completionTimestamp?: string | null;
  message?: string;
  node?: string;
  phase?: 'Accepted' | 'Canceled' | 'Canceling' | 'Completed' | 'Failed' | 'InProgress' | 'New' | 'Prepared';
  progress?: { bytesDone?: number; totalBytes?: number };
  startTimestamp?: string | null;
}

/** Kind `Restore` of `velero.io/v1`. */
export interface Restore {
  apiVersion: 'velero.io/v1';
  kind: 'Restore';
  metadata: ObjectMeta;
  spec?: RestoreSpec;
  status?: RestoreStatus;
}

/** `spec` of Restore. */
export interface RestoreSpec {
  backupName?: string;
  excludedNamespaces?: string[] | null;
  excludedResources?: string[] | null;
  existingResourcePolicy?: string | null;
  hooks?: RestoreSpecHooks;
  includeClusterResources?: boolean | null;
  includedNamespaces?: string[] | null;
  includedResources?: string[] | null;
  itemOperationTimeout?: string;
  labelSelector?: BackupSpecLabelSelector | null;
  namespaceMapping?: Record<string, string>;
  orLabelSelectors?: BackupSpecOrLabelSelectors[] | null;
  preserveNodePorts?: boolean | null;
  resourceModifier?: { apiGroup?: string; kind: string; name: string } | null;
  restorePVs?: boolean | null;
  restoreStatus?: RestoreSpecRestoreStatus | null;
  scheduleName?: string;
  uploaderConfig?: RestoreSpecUploaderConfig | null;
}

/** `spec.hooks` of Restore. */
export interface RestoreSpecHooks {
  resources?: RestoreSpecHooksResources[];
}

/** `spec.hooks.resources[]` of Restore. */
export interface RestoreSpecHooksResources {
  excludedNamespaces?: string[] | null;
  excludedResources?: string[] | null;
  includedNamespaces?: string[] | null;
  includedResources?: string[] | null;
  labelSelector?: BackupSpecLabelSelector | null;
  name: string;
  postHooks?: RestoreSpecHooksResourcesPostHooks[];
}

/** `spec.hooks.resources[].postHooks[]` of Restore. */
export interface RestoreSpecHooksResourcesPostHooks {
  exec?: RestoreSpecHooksResourcesPostHooksExec;
  init?: { initContainers?: Record<string, unknown>[]; timeout?: string };
}

/** `spec.hooks.resources[].postHooks[].exec` of Restore. */
export interface RestoreSpecHooksResourcesPostHooksExec {
  command: string[];
  container?: string;
  execTimeout?: string;
  onError?: 'Continue' | 'Fail';
  waitForReady?: boolean | null;
  waitTimeout?: string;
}

/** `spec.restoreStatus` of Restore. */
export interface RestoreSpecRestoreStatus {
  excludedResources?: string[] | null;
  includedResources?: string[] | null;
}

/** `spec.uploaderConfig` of Restore. */
export interface RestoreSpecUploaderConfig {
  parallelFilesDownload?: number;
  writeSparseFiles?: boolean | null;
}

/** `status` of Restore. */
export interface RestoreStatus {
  completionTimestamp?: string | null;
  errors?: number;
  failureReason?: string;
  hookStatus?: { hooksAttempted?: number; hooksFailed?: number } | null;
  phase?: 'Completed' | 'Failed' | 'FailedValidation' | 'Finalizing' | 'FinalizingPartiallyFailed' | 'InProgress' | 'New' | 'PartiallyFailed' | 'WaitingForPluginOperations' | 'WaitingForPluginOperationsPartiallyFailed';
  progress?: { itemsRestored?: number; totalItems?: number } | null;
  restoreItemOperationsAttempted?: number;
  restoreItemOperationsCompleted?: number;
  restoreItemOperationsFailed?: number;
  startTimestamp?: string | null;
  validationErrors?: string[] | null;
  warnings?: number;
}

/** Kind `Schedule` of `velero.io/v1`. */
export interface Schedule {
  apiVersion: 'velero.io/v1';
  kind: 'Schedule';
  metadata: ObjectMeta;
  spec?: ScheduleSpec;
  status?: ScheduleStatus;
}

/** `spec` of Schedule. */
export interface ScheduleSpec {
  paused?: boolean;
  schedule: string;
  skipImmediately?: boolean;
  template: BackupSpec;
  useOwnerReferencesInBackup?: boolean | null;
}

/** `status` of Schedule. */
export interface ScheduleStatus {
  lastBackup?: string | null;
  lastSkipped?: string | null;
  phase?: 'Enabled' | 'FailedValidation' | 'New';
  validationErrors?: string[];
}

/** Kind `ServerStatusRequest` of `velero.io/v1`. */
export interface ServerStatusRequest {
  apiVersion: 'velero.io/v1';
  kind: 'ServerStatusRequest';
  metadata: ObjectMeta;
  spec?: ServerStatusRequestSpec;
}

/** `spec` of ServerStatusRequest. */
export type ServerStatusRequestSpec = Record<string, never>;

/** Kind `VolumeSnapshotLocation` of `velero.io/v1`. */
export interface VolumeSnapshotLocation {
  apiVersion: 'velero.io/v1';
  kind: 'VolumeSnapshotLocation';
  metadata: ObjectMeta;
  spec?: VolumeSnapshotLocationSpec;
}

/** `spec` of VolumeSnapshotLocation. */
export interface VolumeSnapshotLocationSpec {
  config?: Record<string, string>;
  credential?: { key: string; name?: string; optional?: boolean };
  provider: string;
}
