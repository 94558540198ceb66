// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `DataDownload` of `velero.io/v2alpha1`. */
export interface DataDownload {
  apiVersion: 'velero.io/v2alpha1';
  kind: 'DataDownload';
  metadata: ObjectMeta;
  spec?: DataDownloadSpec;
  status?: DataDownloadStatus;
}

/** `spec` of DataDownload. */
export interface DataDownloadSpec {
  backupStorageLocation: string;
  cancel?: boolean;
  dataMoverConfig?: Record<string, string>;
  datamover?: string;
  nodeOS?: 'auto' | 'linux' | 'windows';
  operationTimeout: string;
  snapshotID: string;
  snapshotSize?: number;
  sourceNamespace: string;
  targetVolume: { namespace: string; pv: string; pvc: string };
}

/** `status` of DataDownload. */
export interface DataDownloadStatus {
  acceptedByNode?: string;
  acceptedTimestamp?: string | null;
  completionTimestamp?: string | null;
  message?: string;
  node?: string;
  phase?: 'Accepted' | 'Canceled' | 'Canceling' | 'Completed' | 'Failed' | 'InProgress' | 'New' | 'Prepared';
  progress?: { bytesDone?: number; totalBytes?: number };
  startTimestamp?: string | null;
}

/** Kind `DataUpload` of `velero.io/v2alpha1`. */
export interface DataUpload {
  apiVersion: 'velero.io/v2alpha1';
  kind: 'DataUpload';
  metadata: ObjectMeta;
  spec?: DataUploadSpec;
  status?: DataUploadStatus;
}

/** `spec` of DataUpload. */
export interface DataUploadSpec {
  backupStorageLocation: string;
  cancel?: boolean;
  csiSnapshot?: DataUploadSpecCsiSnapshot | null;
  dataMoverConfig?: Record<string, string> | null;
  datamover?: string;
  operationTimeout: string;
  snapshotType: string;
  sourceNamespace: string;
  sourcePVC: string;
}

/** `spec.csiSnapshot` of DataUpload. */
export interface DataUploadSpecCsiSnapshot {
  driver?: string;
  snapshotClass?: string;
  storageClass: string;
  volumeSnapshot: string;
}

/** `status` of DataUpload. */
export interface DataUploadStatus {
  acceptedByNode?: string;
  acceptedTimestamp?: string | null;
  completionTimestamp?: string | null;
  dataMoverResult?: Record<string, string> | null;
  incrementalBytes?: number;
  message?: string;
  node?: string;
  nodeOS?: 'auto' | 'linux' | 'windows';
  path?: string;
  phase?: 'Accepted' | 'Canceled' | 'Canceling' | 'Completed' | 'Failed' | 'InProgress' | 'New' | 'Prepared';
  progress?: { bytesDone?: number; totalBytes?: number };
  snapshotID?: string;
  startTimestamp?: string | null;
}
