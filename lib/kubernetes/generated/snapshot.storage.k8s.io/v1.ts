// Made by `npm run generate`; never edited by hand.

import type { ObjectMeta } from '../../object-meta';

/** Kind `VolumeSnapshotClass` of `snapshot.storage.k8s.io/v1`. */
export interface VolumeSnapshotClass {
  apiVersion: 'snapshot.storage.k8s.io/v1';
  kind: 'VolumeSnapshotClass';
  metadata: ObjectMeta;
  deletionPolicy: 'Delete' | 'Retain';
  driver: string;
  parameters?: Record<string, string>;
}
