import type { ObjectStore } from '../../kubernetes/generated/barmancloud.cnpg.io/v1';
import { managedLabels } from '../../kubernetes/labels';
import type { Retention } from '../../core';
import type { Archive, Credentials, S3Keys } from '../../storage';
import { barmanPlace, barmanReadingFields, barmanWritingFields, type BarmanWriting } from '../barman';
import type { ResourcesProps } from '../postgres-cluster-props';

/** Enough for the sidecar's Python and two upload jobs; databases of a few GiB were seen to need more than 512Mi. */
export const SIDECAR_RESOURCES: ResourcesProps = {
  requests: { cpu: '100m', memory: '256Mi' },
  limits: { memory: '1Gi' },
};

/** What an ObjectStore is made of. */
export interface ObjectStoreInput {
  readonly name: string;
  readonly namespace: string;
  readonly archive: Archive;
  readonly credentials: Credentials<S3Keys>;
  /** How the writer writes; absent for a reader, which restores one WAL file at a time. */
  readonly writing?: BarmanWriting;
  /** How long backups are kept; absent for a reader, which deletes nothing. */
  readonly retention?: Retention;
  readonly resources: ResourcesProps;
}

/** The Barman Cloud plugin's ObjectStore (barmancloud.cnpg.io/v1, plugin 0.14): retention is at the level of `spec`. */
export function objectStore(input: ObjectStoreInput): ObjectStore {
  const environment = input.archive.store.sidecarEnvironment();
  return {
    apiVersion: 'barmancloud.cnpg.io/v1',
    kind: 'ObjectStore',
    metadata: { name: input.name, namespace: input.namespace, labels: managedLabels() },
    spec: {
      ...(input.retention !== undefined && { retentionPolicy: input.retention.toBarman() }),
      configuration: {
        ...barmanPlace(input.archive, input.credentials),
        ...(input.writing === undefined
          ? barmanReadingFields(input.archive.store)
          : barmanWritingFields(input.writing, input.archive.store)),
      },
      instanceSidecarConfiguration: {
        ...(environment.length > 0 && { env: environment.map(({ name, value }) => ({ name, value })) }),
        resources: { ...input.resources },
      },
    },
  };
}
