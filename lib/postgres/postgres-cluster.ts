import { ApiObject } from 'cdk8s';
import { Inspection, monitoringProblems, ServiceName, type RecoveryObjectives } from '../core';
import { Waiver, type DrillProps } from '../drill';
import { FluxFolder } from '../flux/flux-folder';
import { READY_CONDITION } from '../flux/health-check';
import { PrunePolicy } from '../flux/prune-policy';
import { Environment } from '../kubernetes/environment';
import type { ObjectMeta } from '../kubernetes/object-meta';
import type { DrilledProtectionPlan, ObjectivesPlan, ProtectionPlan } from '../plan';
import {
  Protection,
  recoveryManifests,
  secretsOf,
  type AlertRule,
  type MatrixRow,
  type Recovery,
  type RecoveryRequest,
  type RunbookContext,
  type RunbookSection,
} from '../protection';
import {
  Archive,
  Credentials,
  storeProblems,
  type BasicAuthKeys,
  type BackupStore,
  type S3Keys,
} from '../storage';
import { archiveAlerts } from './alerts/archive-alerts';
import { objectStore, SIDECAR_RESOURCES } from './backup/object-store';
import { PostgresBackup } from './backup/postgres-backup';
import { readableSchedules } from './backup/readable-schedules';
import { barmanWriting } from './barman';
import { clusterManifest, type ServerInput } from './cluster-manifest';
import { PostgresDrill } from './drill/postgres-drill';
import { withArchiveTimeout } from './parameters';
import { patched } from './patch';
import { podMonitor } from './pod-monitor';
import type { ManagedRoleProps } from './managed-roles';
import type { PostgresClusterProps } from './postgres-cluster-props';
import { PostgresImage } from './postgres-image';
import { isInPlace, recoveredCluster, type RecoverySource } from './recovery/recovered-cluster';
import { eachRecoveryStep, recoverySteps, type RecoveryStepsInput } from './recovery/recovery-steps';
import { requirePostgresSecrets } from './required-secrets';
import { inspectPostgres } from './rules/inspect-postgres';
import { postgresRunbook } from './runbook/postgres-runbook';
import { Volume } from './volume';
import { makeWitness, witnessRole } from './witness/witness-objects';

/** CloudNativePG refuses longer names (1.30, cluster webhook). */
const LONGEST_NAME = 50;

/**
 * A PostgreSQL database run by CloudNativePG, with its continuous backup and the drill that proves it: a Cluster, its
 * archive and scheduled base backups, and in the drill namespace a CronJob that restores and checks it.
 */
export class PostgresCluster extends Protection {
  readonly name: string;
  readonly namespace: string;
  readonly objectives: RecoveryObjectives;
  readonly archives: readonly Archive[];

  private readonly environment: Environment;
  private readonly archive: Archive;
  private readonly server: ServerInput;
  private readonly backup: PostgresBackup;
  private readonly witnessSecret: Credentials<BasicAuthKeys>;
  private readonly drill: PostgresDrill | Waiver;
  private planned: ProtectionPlan | undefined;

  /**
   * @param folder Flux folder that the objects of the live database are written to
   * @param name of the Cluster: a DNS label that starts with a letter, at most 50 characters
   */
  constructor(
    folder: FluxFolder,
    name: string,
    private readonly props: PostgresClusterProps,
  ) {
    super(folder, name);
    const inspect = Inspection.of(this);
    this.environment = Environment.findOf(this);
    const standIn = `invalid-${this.node.addr.slice(-8)}`;
    this.name = inspect.read('name', () => ServiceName.of(name, LONGEST_NAME).text, standIn);
    this.namespace = props.namespace ?? this.environment.defaultNamespace;
    this.environment.useNamespace(this.namespace);
    folder.dependOn(...this.environment.cluster.operators);
    const inherited = this.environment.objectives;
    this.objectives = inspect.read('objectives', () => inherited.with(props.objectives ?? {}), inherited);
    this.server = readServer(props, inspect);
    this.witnessSecret =
      props.witnessSecret ?? Credentials.bootstrap(`${this.name}-witness`, Credentials.basicAuth);

    const store = props.backup.store ?? this.environment.store;
    const credentials = props.backup.credentials ?? this.environment.credentials;
    const archive = this.readArchive(store, inspect);
    const writing = barmanWriting(props.backup.wal, props.backup.data);
    this.archive = archive;
    this.archives = [archive];
    this.backup = new PostgresBackup({
      cluster: this.name,
      namespace: this.namespace,
      props: readableSchedules(props.backup, inspect),
      retention: this.objectives.retention,
      suspended: props.hibernated ?? false,
      archive,
      credentials,
      writing,
    });
    inspectPostgres(
      {
        props,
        objectives: this.objectives,
        parameters: this.server.parameters,
        writing,
        archive,
        credentials,
      },
      inspect,
    );
    for (const encryption of [writing.wal.encryption, writing.data.encryption]) {
      inspect.add(
        ...storeProblems(store, {
          dataCompression: writing.data.compression,
          walCompression: writing.wal.compression,
          ...(encryption !== undefined && { encryption }),
          credentials,
          access: 'read-write',
        }),
      );
    }

    if (this.environment.cluster.alerts !== undefined && props.monitoring === undefined) {
      inspect.report(monitoringProblems.alertsWithoutMetrics, {
        property: 'monitoring',
        reason: 'nothing says how its metrics are collected',
      });
    }
    this.makeObjects(folder, credentials);
    requirePostgresSecrets(this, {
      namespace: this.namespace,
      props,
      archive,
      credentials,
      witnessSecret: this.witnessSecret,
    });
    this.drill = Waiver.is(props.drill) ? props.drill : this.makeDrill(props.drill, archive);
  }

  plan(): ProtectionPlan {
    // Asked for several times at synth, and always the same: everything it is made of is fixed in the constructor.
    return (this.planned ??= this.makePlan());
  }

  private makePlan(): ProtectionPlan {
    const { props, environment, drill } = this;
    return {
      id: `${environment.cluster.name}/${environment.name}/${this.name}`,
      kind: 'PostgresCluster',
      cluster: environment.cluster.name,
      environment: environment.name,
      namespace: this.namespace,
      name: this.name,
      objectives: this.objectivesPlan(),
      backup: this.backup.plan(),
      source: {
        database: props.database,
        owner: props.owner,
        postgresMajor: this.server.image.major,
        archivedBy: this.backup.method,
        ...(!Waiver.is(drill) && {
          drillCluster: drill.manifest,
          ...(drill.objectStore !== undefined && { drillObjectStore: drill.objectStore }),
        }),
      },
      // CloudNativePG 1.30 names claims after the instance, `<cluster>-1`, with `-wal` for the WAL volume.
      volumes: [`${this.name}-*`],
      ...(props.witness !== undefined && { witness: props.witness.plan() }),
      drill: Waiver.is(drill) ? drill.plan() : drill.plan,
    };
  }

  matrixRows(): readonly MatrixRow[] {
    return this.backup.matrixRows(this.name);
  }

  override alerts(): readonly AlertRule[] {
    // Without a PodMonitor there is nothing to watch, and a hibernated server has no metrics.
    if (this.props.monitoring === undefined || this.props.hibernated === true) return [];
    return archiveAlerts(this.plan(), this.backup.method);
  }

  /** Throws RST511 for a target that is no time, RST211 for a place that cannot be. */
  override tryRecover(request: RecoveryRequest): Recovery {
    const { manifests, archive } = recoveredCluster(this.recoverySource, request);
    return { manifests, steps: recoverySteps(this.recoveryStepsInput(request, archive)) };
  }

  override runbook(context: RunbookContext): RunbookSection {
    const { props, environment, namespace, node } = this;
    const { flux, namespaces } = environment.cluster;
    return postgresRunbook({
      plan: this.plan(),
      instances: props.instances ?? 1,
      database: props.database,
      walVolume: props.walStorage !== undefined,
      objectStore: this.backup.method === 'plugin' ? this.backup.objectStoreName : undefined,
      steps: (request) => {
        // The time is not known yet; it does not change the place.
        const { archive } = recoveredCluster(this.recoverySource, {
          name: request.name,
          namespace: request.namespace,
          annotations: {},
        });
        const manifests = recoveryManifests(this.plan(), request.name);
        return eachRecoveryStep({
          ...this.recoveryStepsInput({ ...request, annotations: {} }, archive),
          manifests,
        });
      },
      folders: [{ namespace: flux.namespace, name: FluxFolder.findOf(this).kustomizationName }],
      namespaces:
        namespaces.folder !== undefined && namespaces.isManaged(namespace)
          ? { namespace: flux.namespace, name: namespaces.folder.kustomizationName }
          : undefined,
      secrets: secretsOf(context, { namespace, usedBy: node.path }),
    });
  }

  override inspectOn(day: Date): void {
    if (Waiver.is(this.drill)) this.drill.inspect(day, Inspection.of(this));
  }

  private get recoverySource(): RecoverySource {
    const { props, name, namespace } = this;
    return {
      name,
      namespace,
      props,
      server: this.server,
      roles: this.roles,
      archive: this.archive,
      credentials: props.backup.credentials ?? this.environment.credentials,
      writing: barmanWriting(props.backup.wal, props.backup.data),
      retention: this.objectives.retention,
    };
  }

  private recoveryStepsInput(request: RecoveryRequest, archive: Archive): RecoveryStepsInput {
    const { props, environment } = this;
    const secrets = [
      props.backup.credentials ?? environment.credentials,
      this.archive.store.certificateAuthority,
      props.ownerSecret,
      props.superuser?.secret,
      ...this.roles.map(({ password }) => password),
    ].flatMap((secret) => secret?.name ?? []);
    return {
      plan: this.plan(),
      request,
      inPlace: isInPlace(this, request),
      database: props.database,
      serverName: archive.serverName ?? request.name,
      kustomization: {
        namespace: environment.cluster.flux.namespace,
        name: FluxFolder.findOf(this).kustomizationName,
      },
      secrets: [...new Set(secrets)],
      keepsPassword: props.ownerSecret !== undefined,
    };
  }

  /** Every role that the operator keeps as declared. */
  private get roles(): readonly ManagedRoleProps[] {
    const { roles = [], witness } = this.props;
    return witness === undefined ? roles : [...roles, witnessRole(witness, this.witnessSecret)];
  }

  private objectivesPlan(): ObjectivesPlan {
    const { rpo, rto, retention } = this.objectives;
    return { rpo: rpo.seconds, rto: rto.seconds, retention: retention.atLeast.seconds };
  }

  private readArchive(store: BackupStore, inspect: Inspection): Archive {
    const { cluster, name, defaultNamespace } = this.environment;
    const namespace = this.namespace === defaultNamespace ? '' : `/${this.namespace}`;
    const fallback = { prefix: `${cluster.name}/${name}${namespace}`, serverName: this.name };
    const place = { ...fallback, ...this.props.backup.archive };
    return inspect.read(
      'backup.archive',
      () => Archive.of({ store, ...place }),
      // A place of its own, lest two that cannot be read seem to share one.
      Archive.of({ store, prefix: 'invalid', serverName: this.node.addr }),
    );
  }

  private makeObjects(folder: FluxFolder, credentials: Credentials<S3Keys>): void {
    const { props, name, namespace } = this;
    const cluster = this.object(
      'cluster',
      patched(
        clusterManifest({
          name,
          namespace,
          props,
          server: this.server,
          roles: this.roles,
          backup: this.backup.clusterFields(),
          serviceAccountAnnotations: credentials.serviceAccountAnnotations,
          recoveryObjectStore: `${name}-source`,
        }),
        props.patch?.cluster,
      ),
    );
    PrunePolicy.protect(cluster);
    folder.addHealthCheck({
      apiVersion: cluster.apiVersion,
      kind: cluster.kind,
      name,
      namespace,
      expressions: READY_CONDITION,
    });
    const archive = this.backup.objectStore();
    // Without its ObjectStore a Cluster archives nothing, and says so to nobody: it is kept like the data.
    if (archive !== undefined)
      PrunePolicy.protect(this.object('archive', patched(archive, props.patch?.objectStore)));
    this.object('base-backups', patched(this.backup.baseBackups(), props.patch?.scheduledBackup));
    const snapshots = this.backup.snapshots();
    if (snapshots !== undefined) this.object('snapshots', snapshots);
    if (props.monitoring !== undefined) {
      this.object('monitor', podMonitor(name, namespace, props.monitoring.podMonitorLabels));
    }
    if (props.recoverFrom !== undefined && this.backup.method === 'plugin') {
      const { archive: source, credentials: reader } = props.recoverFrom;
      const resources = props.backup.sidecarResources ?? SIDECAR_RESOURCES;
      this.object(
        'source',
        objectStore({ name: `${name}-source`, namespace, archive: source, credentials: reader, resources }),
      );
    }
    if (props.witness !== undefined) {
      makeWitness(this, {
        witness: props.witness,
        cluster: name,
        namespace,
        database: props.database,
        owner: props.owner,
        image: this.server.image.clientImage,
        credentials: this.witnessSecret,
        suspended: props.hibernated ?? false,
      });
    }
  }

  private makeDrill(drill: DrillProps, archive: Archive): PostgresDrill {
    const { props } = this;
    return new PostgresDrill(this, {
      environment: this.environment,
      cluster: this.name,
      namespace: this.namespace,
      props: drill,
      objectives: this.objectivesPlan(),
      ...(props.witness !== undefined && { witness: props.witness }),
      server: this.server,
      archive,
      method: this.backup.method,
      database: props.database,
      owner: props.owner,
      ...(props.backup.sidecarResources !== undefined && { sidecarResources: props.backup.sidecarResources }),
      ...(props.patch?.drillCluster !== undefined && { patch: props.patch.drillCluster }),
      plan: () => this.plan() as DrilledProtectionPlan,
    });
  }

  private object(
    id: string,
    manifest: { apiVersion: string; kind: string; metadata: ObjectMeta },
  ): ApiObject {
    return new ApiObject(this, id, { ...manifest });
  }
}

function readServer(props: PostgresClusterProps, inspect: Inspection): ServerInput {
  const volume = Volume.of('1Gi');
  const wal = props.walStorage;
  const walStorage = wal === undefined ? undefined : inspect.read('walStorage', () => Volume.of(wal), volume);
  return {
    image: inspect.read('postgres', () => PostgresImage.of(props.postgres), PostgresImage.major(17)),
    storage: inspect.read('storage', () => Volume.of(props.storage), volume),
    ...(walStorage !== undefined && { walStorage }),
    parameters: withArchiveTimeout(props.parameters ?? {}),
    preload: props.preload ?? [],
    ...(props.resources !== undefined && { resources: props.resources }),
  };
}
