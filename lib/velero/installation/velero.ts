import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DnsLabel, Inspection, veleroProblems } from '../../core';
import { NO_SUBSTITUTION } from '../../drill/site/labels';
import { FluxFolder } from '../../flux/flux-folder';
import { PrunePolicy } from '../../flux/prune-policy';
import type { KubernetesCluster } from '../../kubernetes/kubernetes-cluster';
import { managedLabels } from '../../kubernetes/labels';
import { requireSecret } from '../../kubernetes/require-secret';
import { requireStoreCertificates } from '../../kubernetes/require-store-certificates';
import type { StorageGrant } from '../../plan';
import { Archive, grantOf, storeProblems, type Credentials, type RepositoryKeys } from '../../storage';
import type { Protection } from '../../protection';
import { DrillVelero } from '../drill/drill-velero';
import { REPOSITORY_SECRET } from './helm-values';
import { installVelero } from './install';
import { liveRestorePolicy, restoreBinding, type Restorers } from './restore-admission';
import { snapshotLocation, type SnapshotLocationProps } from './snapshot-location';
import { encryptionProblem, storageLocation, takesChecksums } from './storage-location';
import type { VeleroCredentials, VeleroProps } from './velero-props';
import { isExactVersion, storesWithoutChecksums, VELERO_VERSIONS } from './versions';

/**
 * One Velero of a cluster, with its place in a store: the release, its location, and who may restore. It is the only writer
 * of that place; the backups of all namespaces lie in it.
 */
export class Velero extends Construct {
  readonly namespace: string;
  /** Name of the BackupStorageLocation. */
  readonly location: string;
  readonly archive: Archive;
  readonly cluster: KubernetesCluster;
  /** The folder that backups wait for. */
  readonly folder: FluxFolder;
  readonly csi: boolean;
  /** The second Velero, if drills have one. */
  readonly drill: DrillVelero | undefined;
  readonly restorers: Restorers;

  private readonly snapshotLocations = new Set<string>();
  private writer: Protection | undefined;

  constructor(
    scope: KubernetesCluster,
    id: string,
    private readonly props: VeleroProps,
  ) {
    super(scope, id);
    const inspect = Inspection.of(this);
    const { store, path = 'infrastructure/operators' } = props;
    this.cluster = scope;
    this.namespace = readLabel(inspect, 'namespace', props.namespace ?? 'velero');
    this.location = readLabel(inspect, 'location', props.location ?? 'default');
    this.csi = props.csi ?? false;
    this.archive = inspect.read(
      'prefix',
      () => Archive.of({ store, prefix: props.prefix ?? `velero/${scope.name}` }),
      Archive.of({ store, prefix: `invalid-${this.node.addr}` }),
    );
    this.restorers = readRestorers(inspect, props);
    const wrongKey = encryptionProblem(store, props);
    if (wrongKey !== undefined) {
      inspect.report(veleroProblems.invalidOption, {
        property: 'kmsKeyId',
        value: props.kmsKeyId,
        reason: wrongKey,
        fix: 'Name the one key that uploads are encrypted with, and the encryption that it is for.',
      });
    }
    const versions = readVersions(inspect, props);
    const { credentials } = props;
    scope.namespaces.declare({ name: this.namespace, purpose: 'live', managed: false, by: this });
    const installation = {
      ...versions,
      cluster: scope,
      location: this.location,
      csi: this.csi,
      path,
    };
    const operators =
      props.install === false
        ? []
        : [
            installVelero({
              ...installation,
              namespace: this.namespace,
              restoreOnly: false,
              serviceAccountAnnotations: credentials.serviceAccountAnnotations,
              dependsOn: [],
            }),
          ];
    this.folder = new FluxFolder(scope, `infrastructure/${this.namespace}`, {
      name: `${this.namespace}-location`,
      namespace: this.namespace,
      dependsOn: [operators],
    });
    this.makeObjects();
    inspect.add(
      ...storeProblems(store, {
        credentials,
        access: 'read-write',
        ...(props.objectLock !== undefined && { objectLock: props.objectLock }),
        ...(props.encryption !== undefined && { encryption: props.encryption }),
      }),
    );
    if (!takesChecksums(store) && !storesWithoutChecksums(versions.awsPlugin)) {
      inspect.report(veleroProblems.checksumsCorruptBackups, {
        property: 'awsPlugin',
        value: versions.awsPlugin,
        reason: `${store.profile} takes no checksums, and this version spoils what it stores without them`,
      });
    }
    this.requireSecrets(this.folder, this.namespace, 'archive-writer', credentials, props.repositoryPassword);
    const { drill } = props;
    this.drill =
      drill === undefined
        ? undefined
        : new DrillVelero(this, { ...drill, installation, dependsOn: operators, velero: this });
  }

  /** Whether this protection is the one that stands for the writer of the place: the first of its backups. */
  isWriter(protection: Protection): boolean {
    this.writer ??= protection;
    return this.writer === protection;
  }

  /** Makes a VolumeSnapshotLocation, once for each name. */
  addSnapshotLocation(props: SnapshotLocationProps): void {
    if (this.snapshotLocations.has(props.name)) return;
    this.snapshotLocations.add(props.name);
    new ApiObject(this.folder, `snapshots-${props.name}`, { ...snapshotLocation(props, this.namespace) });
    if (props.credentials !== undefined) {
      requireSecret(this.folder, {
        namespace: this.namespace,
        credentials: props.credentials,
        role: 'archive-writer',
        usedBy: this,
      });
    }
  }

  /** Declares the Secrets of a Velero in its namespace. Reports RST974. */
  requireSecrets(
    scope: Construct,
    namespace: string,
    role: 'archive-writer' | 'archive-reader',
    credentials: VeleroCredentials,
    repositoryPassword: Credentials<RepositoryKeys>,
  ): void {
    const access: StorageGrant['access'] = role === 'archive-writer' ? 'read-write' : 'read-only';
    requireSecret(scope, {
      namespace,
      credentials,
      role,
      grant: grantOf(this.archive, access),
      usedBy: this,
    });
    requireStoreCertificates(scope, this.archive.store, namespace, this);
    const reference = repositoryPassword.tryKeyRef('repositoryPassword');
    if (reference?.name !== REPOSITORY_SECRET.name || reference.key !== REPOSITORY_SECRET.key) {
      Inspection.of(this).report(veleroProblems.defaultRepositoryPassword, {
        property: role === 'archive-writer' ? 'repositoryPassword' : 'drill.repositoryPassword',
        value: reference === undefined ? undefined : `${reference.name}/${reference.key}`,
        reason: `Velero looks for ${REPOSITORY_SECRET.name}/${REPOSITORY_SECRET.key}`,
      });
    }
    requireSecret(scope, {
      namespace,
      credentials: repositoryPassword,
      role: 'repository-password',
      usedBy: this,
    });
  }

  private makeObjects(): void {
    const { props, folder, namespace } = this;
    const location = new ApiObject(folder, 'location', {
      ...storageLocation({
        name: this.location,
        namespace,
        archive: this.archive,
        credentials: props.credentials,
        access: 'ReadWrite',
        ...(props.encryption !== undefined && { encryption: props.encryption }),
        ...(props.kmsKeyId !== undefined && { kmsKeyId: props.kmsKeyId }),
        ...(props.customerKey !== undefined && { customerKey: props.customerKey }),
      }),
    });
    // Velero forgets every backup of a location that is removed.
    PrunePolicy.protect(location);
    const policy = `restores-${namespace}`;
    const admission = (id: string, kind: string, spec: Readonly<Record<string, unknown>>) =>
      new ApiObject(folder, id, {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind,
        metadata: { name: policy, labels: managedLabels(), annotations: NO_SUBSTITUTION },
        spec,
      });
    admission('restores', 'ValidatingAdmissionPolicy', liveRestorePolicy(namespace, this.restorers));
    admission('restores-binding', 'ValidatingAdmissionPolicyBinding', restoreBinding(policy, namespace));
    this.makeRestorerRole();
  }

  /** What restorers need besides their names in the policy. `system:masters` may do everything anyway. */
  private makeRestorerRole(): void {
    const subjects = [
      ...this.restorers.users.map((name) => ({ kind: 'User', name })),
      ...this.restorers.groups.filter((name) => name !== MASTERS).map((name) => ({ kind: 'Group', name })),
    ].map((subject) => ({ apiGroup: RBAC, ...subject }));
    if (subjects.length === 0) return;
    const metadata = { name: 'velero-restorer', namespace: this.namespace, labels: managedLabels() };
    new ApiObject(this.folder, 'restorer-role', {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata,
      rules: [
        {
          apiGroups: ['velero.io'],
          resources: ['restores'],
          verbs: ['create', 'get', 'list', 'watch', 'delete'],
        },
        {
          apiGroups: ['velero.io'],
          resources: ['backups', 'backupstoragelocations', 'podvolumerestores', 'schedules'],
          verbs: ['get', 'list', 'watch'],
        },
        { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'get', 'list', 'delete'] },
      ],
    });
    new ApiObject(this.folder, 'restorer-binding', {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'velero-restorer' },
      subjects,
    });
  }
}

const RBAC = 'rbac.authorization.k8s.io';
const MASTERS = 'system:masters';

function readLabel(inspect: Inspection, property: string, name: string): string {
  return inspect.read(property, () => DnsLabel.of(name).text, name);
}

function readVersions(inspect: Inspection, props: VeleroProps) {
  const versions = {
    velero: props.version ?? VELERO_VERSIONS.velero,
    awsPlugin: props.awsPlugin ?? VELERO_VERSIONS.awsPlugin,
    chart: props.chart ?? VELERO_VERSIONS.chart,
  };
  for (const [name, version] of Object.entries(versions)) {
    if (isExactVersion(version)) continue;
    inspect.report(veleroProblems.invalidVersion, {
      property: name === 'velero' ? 'version' : name,
      value: version,
      reason: 'it is not three numbers with dots between them',
    });
  }
  return versions;
}

function readRestorers(inspect: Inspection, { restorers }: VeleroProps): Restorers {
  const { users = [], groups = users.length === 0 ? [MASTERS] : [] } = restorers ?? {};
  const wrong = [...users, ...groups].find(
    (name) =>
      name.trim() === '' ||
      name === '*' ||
      name === 'system:authenticated' ||
      name === 'system:unauthenticated',
  );
  if (wrong !== undefined) {
    inspect.report(veleroProblems.invalidRestorer, {
      property: 'restorers',
      value: wrong,
      reason: wrong.trim() === '' ? 'a name is empty' : 'that is everybody',
    });
  }
  return { users: [...users].sort(), groups: [...groups].sort() };
}
