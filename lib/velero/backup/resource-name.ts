import { fail, veleroProblems, type ProblemDefinition } from '../../core';

/** A resource with its group, `deployments.apps`; those of the core group have none. Plural, in lower case. */
const RESOURCE = /^[a-z][a-z0-9]*(\.[a-z0-9]([a-z0-9.-]*[a-z0-9])?)?$/;

/** Reads names of resources as Velero finds them. Throws the problem given for one that is none, or is there twice. */
export function readResources(
  property: string,
  resources: readonly string[],
  definition: ProblemDefinition = veleroProblems.invalidFilter,
): readonly string[] {
  const seen = new Set<string>();
  for (const resource of resources) {
    const reason = !RESOURCE.test(resource)
      ? 'it is no plural of a kind in lower case, with its group'
      : seen.has(resource)
        ? 'it is there twice'
        : undefined;
    if (reason !== undefined) fail(definition, { property, value: resource, reason });
    seen.add(resource);
  }
  return resources;
}

/** Kinds of CloudNativePG and its plugins. They come back by their own archive. */
export const CLOUD_NATIVE_PG_KINDS: readonly string[] = [
  'backups.postgresql.cnpg.io',
  'clusters.postgresql.cnpg.io',
  'databases.postgresql.cnpg.io',
  'objectstores.barmancloud.cnpg.io',
  'poolers.postgresql.cnpg.io',
  'scheduledbackups.postgresql.cnpg.io',
];

/** Kinds that Velero never restores, and refuses where they are named (Velero 1.18, `restore_controller.go`). */
export const NOT_RESTORABLE: readonly string[] = [
  'backuprepositories.velero.io',
  'backups.velero.io',
  'csinodes.storage.k8s.io',
  'events',
  'events.events.k8s.io',
  'nodes',
  'resticrepositories.velero.io',
  'restores.velero.io',
  'volumeattachments.storage.k8s.io',
];
