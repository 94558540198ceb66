import type { Retention } from '../../core';
import type { RecoveryRequest, RecoveredObject } from '../../protection';
import { Archive, type Credentials, type S3Keys } from '../../storage';
import { objectStore, SIDECAR_RESOURCES } from '../backup/object-store';
import { PostgresBackup } from '../backup/postgres-backup';
import type { BarmanWriting } from '../barman';
import { clusterManifest, type ServerInput } from '../cluster-manifest';
import type { ManagedRoleProps } from '../managed-roles';
import { patched } from '../patch';
import type { PostgresClusterProps } from '../postgres-cluster-props';
import { PostgresRecovery } from './postgres-recovery';
import { RecoveryTarget } from './recovery-target';

/** The database that is recovered, as it is declared. */
export interface RecoverySource {
  readonly name: string;
  readonly namespace: string;
  readonly props: PostgresClusterProps;
  readonly server: ServerInput;
  readonly roles: readonly ManagedRoleProps[];
  readonly archive: Archive;
  /** Opens the archive. The new Cluster reads the old one and writes its own with it. */
  readonly credentials: Credentials<S3Keys>;
  readonly writing: BarmanWriting;
  readonly retention: Retention;
}

/** Objects of a Cluster recovered for real. */
export interface RecoveredCluster {
  readonly manifests: readonly RecoveredObject[];
  /** Where the new Cluster archives. */
  readonly archive: Archive;
}

/**
 * A Cluster made of the archive of another, from the same declaration: same server, same roles, with a backup of its own. It
 * archives to a new place beside the one it came from, which stays as it is: another recovery from it remains possible.
 *
 * Throws RST511 for a time that is none, RST211 for a place that cannot be.
 */
export function recoveredCluster(source: RecoverySource, request: RecoveryRequest): RecoveredCluster {
  const { server, credentials, writing, retention } = source;
  const { name, namespace } = request;
  const { scheduledBackupName, ...backupProps } = source.props.backup;
  const serverName = source.archive.serverName ?? source.name;
  const archive = Archive.of({
    store: source.archive.store,
    prefix: source.archive.prefix,
    serverName: name === serverName || isInPlace(source, request) ? nextServerName(serverName) : name,
  });
  const recoverFrom = PostgresRecovery.from({
    store: source.archive.store,
    prefix: source.archive.prefix,
    serverName,
    credentials,
    ...(request.target !== undefined && { target: RecoveryTarget.time(request.target) }),
  });
  const props: PostgresClusterProps = { ...source.props, recoverFrom, hibernated: false };
  const backup = new PostgresBackup({
    cluster: name,
    namespace,
    props: {
      ...backupProps,
      // Until its first base backup a recovered Cluster cannot be recovered itself.
      immediate: true,
      ...(isInPlace(source, request) && scheduledBackupName !== undefined && { scheduledBackupName }),
    },
    retention,
    suspended: false,
    archive,
    credentials,
    writing,
  });
  const recoveryObjectStore = `${name}-source`;
  const cluster = patched(
    clusterManifest({
      name,
      namespace,
      props,
      server,
      roles: source.roles,
      backup: backup.clusterFields(),
      serviceAccountAnnotations: credentials.serviceAccountAnnotations,
      recoveryObjectStore,
    }),
    props.patch?.cluster,
  );
  const store = backup.objectStore();
  const resources = backupProps.sidecarResources ?? SIDECAR_RESOURCES;
  const reader = { name: recoveryObjectStore, namespace, archive: source.archive, credentials, resources };
  return {
    archive,
    manifests: [
      ...(store === undefined ? [] : [objectStore(reader), patched(store, props.patch?.objectStore)]),
      withAnnotations(cluster, request.annotations),
      patched(backup.baseBackups(), props.patch?.scheduledBackup),
    ].map((manifest) => ({
      ...manifest,
      metadata: { ...manifest.metadata, ...placeOf(manifest, namespace) },
    })),
  };
}

/** Whether the old Cluster makes room for the new one. */
export function isInPlace(
  source: Pick<RecoverySource, 'name' | 'namespace'>,
  request: RecoveryRequest,
): boolean {
  return source.name === request.name && source.namespace === request.namespace;
}

/** `orders`, `orders-r2`, `orders-r3` …: a Cluster cannot archive to where it came from. */
function nextServerName(name: string): string {
  const [, root = name, count = '1'] = /^(.*)-r(\d+)$/.exec(name) ?? [];
  return `${root}-r${Number(count) + 1}`;
}

function placeOf({ metadata }: { readonly metadata: { readonly name?: string } }, namespace: string) {
  return { name: metadata.name ?? '', namespace };
}

function withAnnotations<T extends { metadata: { annotations?: Record<string, string> } }>(
  object: T,
  annotations: Readonly<Record<string, string>>,
): T {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
  };
}
