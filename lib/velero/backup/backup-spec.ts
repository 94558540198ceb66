import type { Duration } from '../../core';
import type { Backup, BackupSpec, Schedule } from '../../kubernetes/generated/velero.io/v1';
import { managedLabels } from '../../kubernetes/labels';
import type { BackupHook } from '../hooks/backup-hook';
import type { ResourceFilter } from './resource-filter';
import type { VolumeBackup } from './volume-backup';

/** What a backup is made of. */
export interface BackupInput {
  /** Name of the Schedule. */
  readonly name: string;
  /** Namespace of Velero. */
  readonly veleroNamespace: string;
  /** Name of the BackupStorageLocation. */
  readonly location: string;
  /** Five-field cron text, UTC. */
  readonly schedule: string;
  readonly namespaces: readonly string[];
  readonly ttl: Duration;
  readonly volumes: VolumeBackup;
  readonly filter: ResourceFilter;
  readonly hooks: readonly BackupHook[];
  /** Labels of every Backup. */
  readonly labels: Readonly<Record<string, string>>;
  /** Objects that are backed up first, in this order, by kind: `namespace/name`. */
  readonly ordered: Readonly<Record<string, readonly string[]>>;
  /** ConfigMap with volume policies; undefined: there are none. */
  readonly policies?: string;
  readonly snapshotTimeout?: Duration;
  readonly operationTimeout?: Duration;
  readonly parallelUploads?: number;
}

/** Label of everything that belongs to a Cluster of CloudNativePG, claims included (CloudNativePG 1.30, "Labels and annotations"). */
const CLOUD_NATIVE_PG_LABEL = 'cnpg.io/cluster';

/**
 * Spec of a Backup (velero.io/v1). Objects of a CloudNativePG Cluster are left out, its claims with their data too: they
 * come back by their archive, and a copy of them would overwrite what the operator recovers (cloudnative-pg issue 11505).
 * That is the only use of labels: what is to be in the backup is chosen by namespace and kind, since claims of a StatefulSet
 * do not have the labels of their pods.
 */
export function backupSpec(input: BackupInput): BackupSpec {
  const { volumes, filter, hooks, namespaces, ordered } = input;
  const kinds = Object.entries(ordered);
  return {
    metadata: { labels: backupLabels(input) },
    includedNamespaces: [...namespaces],
    ...filter.fields,
    labelSelector: { matchExpressions: [{ key: CLOUD_NATIVE_PG_LABEL, operator: 'DoesNotExist' }] },
    ...volumes.fields,
    storageLocation: input.location,
    ttl: input.ttl.toGo(),
    ...(hooks.length > 0 && { hooks: { resources: hooks.map((hook) => hook.resource(namespaces)) } }),
    ...(kinds.length > 0 && {
      orderedResources: Object.fromEntries(kinds.map(([kind, names]) => [kind, names.join(',')])),
    }),
    ...(input.policies !== undefined && { resourcePolicy: { kind: 'configmap', name: input.policies } }),
    ...(input.snapshotTimeout !== undefined && { csiSnapshotTimeout: input.snapshotTimeout.toGo() }),
    ...(input.operationTimeout !== undefined && { itemOperationTimeout: input.operationTimeout.toGo() }),
    ...(input.parallelUploads !== undefined && {
      uploaderConfig: { parallelFilesUpload: input.parallelUploads },
    }),
  };
}

/**
 * A Schedule (velero.io/v1). `skipImmediately` is said, since Velero writes it back and Flux would fight over it, so that
 * the schedule never ran (velero issue 8787). Backups are not owned by it: whoever removed or renamed it would remove them.
 */
export function backupSchedule(input: BackupInput): Schedule {
  const { volumes } = input;
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: {
      name: input.name,
      namespace: input.veleroNamespace,
      labels: managedLabels(),
      ...(Object.keys(volumes.annotations).length > 0 && { annotations: { ...volumes.annotations } }),
    },
    spec: {
      schedule: input.schedule,
      paused: false,
      skipImmediately: false,
      useOwnerReferencesInBackup: false,
      template: backupSpec(input),
    },
  };
}

/**
 * A single Backup (velero.io/v1), as the Schedule makes them. It is no file of the tree: Flux would make it again whenever
 * it has expired.
 */
export function singleBackup(input: BackupInput, name: string): Backup {
  const { metadata: template, ...spec } = backupSpec(input);
  const { volumes } = input;
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Backup',
    metadata: {
      name,
      namespace: input.veleroNamespace,
      // Drills and recoveries find it beside those of the Schedule.
      labels: { ...template?.labels, 'velero.io/schedule-name': input.name },
      ...(Object.keys(volumes.annotations).length > 0 && { annotations: { ...volumes.annotations } }),
    },
    spec,
  };
}

/** Labels in the template replace those of the Schedule, so that nothing of Flux or Argo CD takes Backups for its own. */
function backupLabels({ labels, name }: BackupInput): Record<string, string> {
  return managedLabels({ ...labels, 'app.kubernetes.io/instance': name });
}
