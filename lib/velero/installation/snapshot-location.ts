import type { VolumeSnapshotLocation } from '../../kubernetes/generated/velero.io/v1';
import { managedLabels } from '../../kubernetes/labels';
import type { Credentials, CredentialsFileKeys } from '../../storage';

/** Where native snapshots of volumes are: EBS volumes of one region, by the AWS plugin. */
export interface SnapshotLocationProps {
  /** Name of the VolumeSnapshotLocation. */
  readonly name: string;
  /** Region of the volumes. */
  readonly region: string;
  /** @default - those of the ServiceAccount of Velero, for example an IAM role */
  readonly credentials?: Credentials<CredentialsFileKeys>;
}

/** A VolumeSnapshotLocation (velero.io/v1). Backups name it, so that several of them are no ambiguity. */
export function snapshotLocation(
  { name, region, credentials }: SnapshotLocationProps,
  namespace: string,
): VolumeSnapshotLocation {
  const file = credentials?.tryKeyRef('credentialsFile');
  return {
    apiVersion: 'velero.io/v1',
    kind: 'VolumeSnapshotLocation',
    metadata: { name, namespace, labels: managedLabels() },
    spec: {
      provider: 'aws',
      config: { region },
      ...(file !== undefined && { credential: { name: file.name, key: file.key } }),
    },
  };
}
