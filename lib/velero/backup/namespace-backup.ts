import { ApiObject } from 'cdk8s';
import {
  Duration,
  Inspection,
  Schedule,
  ServiceName,
  veleroProblems,
  type DurationInput,
  type RecoveryObjectives,
} from '../../core';
import { Waiver } from '../../drill';
import { NO_SUBSTITUTION } from '../../drill/site/labels';
import { FluxFolder } from '../../flux/flux-folder';
import { Environment } from '../../kubernetes/environment';
import type { Backup } from '../../kubernetes/generated/velero.io/v1';
import { managedLabels } from '../../kubernetes/labels';
import type { BackupPlan, DrilledProtectionPlan, ObjectivesPlan, ProtectionPlan } from '../../plan';
import {
  Protection,
  type AlertRule,
  type MatrixRow,
  type Recovery,
  type RecoveryRequest,
  type RunbookSection,
  type Surroundings,
} from '../../protection';
import type { Archive } from '../../storage';
import { backupAlerts } from '../alerts';
import { NamespaceDrill } from '../drill/namespace-drill';
import type { Velero } from '../installation/velero';
import { NamespaceRecovery } from '../recovery/namespace-recovery';
import { recoverySteps } from '../recovery/recovery-steps';
import { namespaceRunbook } from '../runbook';
import { NAMESPACE_BACKUP, type NamespaceBackupSource } from '../velero-source';
import { backupSchedule, singleBackup, type BackupInput } from './backup-spec';
import { inspectBackup } from './inspect-backup';
import { inspectVolumes } from './inspect-volumes';
import type { NamespaceBackupProps } from './namespace-backup-props';
import { ResourceFilter } from './resource-filter';
import { policyFile } from './volume-policy';

/** Velero adds 15 characters of time to the name of a Schedule, and a label holds 63 (Velero 1.18, `backup_builder.go`). */
const LONGEST_SCHEDULE = 48;

/**
 * Namespaces with their objects and volumes, backed up by Velero, and the drill that proves it: a Schedule, and in the drill
 * namespace a CronJob that restores the newest backup beside the live namespaces and checks it.
 */
export class NamespaceBackup extends Protection {
  readonly name: string;
  /** Namespaces that are backed up, sorted. */
  readonly namespaces: readonly string[];
  readonly objectives: RecoveryObjectives;
  readonly velero: Velero;

  private readonly environment: Environment;
  private readonly backup: BackupInput;
  private readonly schedule: Schedule;
  private readonly drill: NamespaceDrill | Waiver | undefined;
  private planned: ProtectionPlan | undefined;

  /**
   * @param folder Flux folder that the Schedule is written to
   * @param name of the backup; the Schedule is called after the environment and this, at most 48 characters together
   */
  constructor(
    folder: FluxFolder,
    name: string,
    private readonly props: NamespaceBackupProps,
  ) {
    super(folder, name);
    const inspect = Inspection.of(this);
    this.environment = Environment.findOf(this);
    const { environment } = this;
    this.velero = props.velero;
    const { velero } = this;
    folder.dependOn(velero.folder);
    const standIn = `invalid-${this.node.addr.slice(-8)}`;
    this.name = inspect.read('name', () => ServiceName.of(name).text, standIn);
    this.namespaces = this.readNamespaces(inspect);
    const inherited = environment.objectives;
    this.objectives = inspect.read('objectives', () => inherited.with(props.objectives ?? {}), inherited);
    this.schedule = inspect.read('schedule', () => readable(props.schedule), Schedule.daily('00:00'));
    this.backup = this.backupInput(inspect);
    inspectBackup(
      {
        props,
        schedule: this.schedule,
        objectives: this.objectives,
        csi: velero.csi,
        ...(!Waiver.is(props.drill) && { drill: props.drill }),
      },
      inspect,
    );
    this.makeObjects();
    this.drill = Waiver.is(props.drill) ? props.drill : this.makeDrill(props.drill, inspect);
  }

  /** The location has one writer, the Velero; the first of its backups stands for it. */
  get archives(): readonly Archive[] {
    return this.velero.isWriter(this) ? [this.velero.archive] : [];
  }

  plan(): ProtectionPlan {
    return (this.planned ??= this.makePlan());
  }

  /** A Backup like those of the Schedule, to be applied once, for example before an upgrade. Throws RST105. */
  single(name: string): Backup {
    return singleBackup(this.backup, ServiceName.of(name).text);
  }

  matrixRows(): readonly MatrixRow[] {
    const { method, scheduleText, recovery } = this.backupPlan();
    return [
      {
        component: this.name,
        method,
        schedule: scheduleText,
        retention: this.objectives.retention.describe(),
        location: this.velero.archive.location,
        recovery,
      },
    ];
  }

  override alerts(): readonly AlertRule[] {
    return backupAlerts(this.plan(), this.backup.name, this.velero.namespace);
  }

  /**
   * All of its namespaces come back under their names, from a backup that is chosen on the day: the Restore has
   * `BACKUP_NAME` in its place, which a step fills in.
   */
  override tryRecover(request: RecoveryRequest): Recovery {
    const { velero, environment } = this;
    const recovery = NamespaceRecovery.of({
      name: request.name,
      backup: 'BACKUP_NAME',
      namespaces: this.namespaces,
      annotations: request.annotations,
    });
    const restore = recovery.restore(velero.namespace);
    const steps = recoverySteps({
      velero: velero.namespace,
      schedule: this.backup.name,
      namespaces: this.namespaces,
      restore: request.name,
      ...(request.target !== undefined && { target: request.target }),
      kustomizations: this.kustomizations(environment),
      objectsOnly: this.objectsOnly,
    });
    return { manifests: [restore], steps };
  }

  override runbook(): RunbookSection {
    const { velero } = this;
    return namespaceRunbook({
      plan: this.plan(),
      namespaces: this.namespaces,
      velero: velero.namespace,
      location: velero.location,
      schedule: this.backup.name,
      restorers: velero.restorers,
      folders: this.kustomizations(this.environment),
      data: this.objectsOnly ? 'elsewhere' : this.props.volumes.staysBehind ? 'left-behind' : 'in-store',
    });
  }

  override inspectOn(day: Date, around: Surroundings): void {
    const inspect = Inspection.of(this);
    if (Waiver.is(this.drill)) this.drill.inspect(day, inspect);
    const { cluster } = this.environment;
    const { volumes } = this.props;
    inspectVolumes(around, { cluster: cluster.name, namespaces: this.namespaces, volumes }, inspect);
  }

  private get objectsOnly(): boolean {
    return this.props.volumes.method === 'none';
  }

  /** Flux Kustomizations of folders that write into the namespaces. */
  private kustomizations(environment: Environment) {
    const { cluster } = environment;
    const folders = cluster.node
      .findAll()
      .filter((construct) => FluxFolder.isFluxFolder(construct))
      .filter((folder) => folder.namespace !== undefined && this.namespaces.includes(folder.namespace));
    return folders.map(({ kustomizationName: name }) => ({ namespace: cluster.flux.namespace, name }));
  }

  private readNamespaces(inspect: Inspection): readonly string[] {
    const { environment, velero } = this;
    const given = this.props.namespaces ?? [environment.defaultNamespace];
    const refuse = (value: unknown, reason: string) =>
      inspect.report(veleroProblems.invalidNamespaces, { property: 'namespaces', value, reason });
    if (given.length === 0) refuse(given, 'an empty list means every namespace to Velero');
    const read = new Set<string>();
    for (const name of given) {
      if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name))
        refuse(name, 'it is not the name of a namespace');
      else if (read.has(name)) refuse(name, 'it is there twice');
      else if ([velero.namespace, velero.drill?.namespace, environment.drill.namespace].includes(name))
        refuse(name, 'Velero or drills run in it');
      else {
        read.add(name);
        environment.useNamespace(name);
      }
    }
    return read.size === 0 ? [environment.defaultNamespace] : [...read].sort();
  }

  private backupInput(inspect: Inspection): BackupInput {
    const { props, environment, velero } = this;
    const name = `${environment.name}-${this.name}`;
    if (name.length > LONGEST_SCHEDULE) {
      inspect.report(veleroProblems.scheduleNameTooLong, {
        property: 'name',
        value: name,
        reason: `it has ${name.length} characters, ${LONGEST_SCHEDULE} are allowed`,
      });
    }
    const duration = (property: 'snapshotTimeout' | 'operationTimeout', given: DurationInput | undefined) =>
      given === undefined ? undefined : inspect.read(property, () => Duration.of(given), undefined);
    const snapshotTimeout = duration('snapshotTimeout', props.snapshotTimeout);
    const operationTimeout = duration('operationTimeout', props.operationTimeout);
    return {
      name,
      veleroNamespace: velero.namespace,
      location: velero.location,
      schedule: this.schedule.for('velero'),
      namespaces: this.namespaces,
      ttl: this.objectives.retention.atLeast,
      volumes: props.volumes,
      filter: props.resources ?? ResourceFilter.everything(),
      hooks: props.hooks ?? [],
      labels: props.labels ?? {},
      ordered: props.ordered ?? {},
      ...((props.policies ?? []).length > 0 && { policies: `${name}-policies` }),
      ...(snapshotTimeout !== undefined && { snapshotTimeout }),
      ...(operationTimeout !== undefined && { operationTimeout }),
      ...(props.parallelUploads !== undefined && { parallelUploads: props.parallelUploads }),
    };
  }

  private makeObjects(): void {
    const { backup, props, velero } = this;
    new ApiObject(this, 'schedule', { ...backupSchedule(backup) });
    const location = props.volumes.snapshotLocation;
    if (location !== undefined) velero.addSnapshotLocation(location);
    if (backup.policies === undefined) return;
    new ApiObject(this, 'policies', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: backup.policies,
        namespace: velero.namespace,
        labels: managedLabels(),
        annotations: NO_SUBSTITUTION,
      },
      // Exactly one key: Velero refuses any other number.
      data: { 'policies.yaml': policyFile(props.policies ?? []) },
    });
  }

  private makeDrill(
    drill: Exclude<NamespaceBackupProps['drill'], Waiver>,
    inspect: Inspection,
  ): NamespaceDrill | undefined {
    const { velero, props } = this;
    if (velero.drill === undefined) {
      inspect.report(veleroProblems.noDrillVelero, {
        property: 'drill',
        reason: `${velero.node.path} declares no second Velero`,
      });
      return undefined;
    }
    return new NamespaceDrill(this, {
      environment: this.environment,
      velero,
      drillVelero: velero.drill,
      name: this.name,
      namespaces: this.namespaces,
      props: drill,
      objectives: this.objectivesPlan(),
      hasData: !this.objectsOnly,
      leavesOut: (claim) => props.volumes.tryFindExcluded(claim) !== undefined,
      plan: () => this.plan() as DrilledProtectionPlan,
    });
  }

  private makePlan(): ProtectionPlan {
    const { environment, drill, velero, props, namespaces } = this;
    const source: NamespaceBackupSource = {
      namespaces,
      velero: { namespace: velero.namespace, location: velero.location },
      schedule: this.backup.name,
      volumes: props.volumes.method,
      excludedClaims: props.volumes.excludedClaims(namespaces),
      ...(drill instanceof NamespaceDrill && { drill: drill.source }),
    };
    return {
      id: `${environment.cluster.name}/${environment.name}/${this.name}`,
      kind: NAMESPACE_BACKUP,
      cluster: environment.cluster.name,
      environment: environment.name,
      namespace: namespaces[0] ?? environment.defaultNamespace,
      name: this.name,
      objectives: this.objectivesPlan(),
      backup: this.backupPlan(),
      source: { ...source },
      // Every claim of its namespaces that is not another protection's; which those are it does not know.
      volumes: [],
      drill: drill instanceof NamespaceDrill ? drill.plan : (drill?.plan() ?? UNDRILLED),
    };
  }

  private backupPlan(): BackupPlan {
    const { schedule, objectives, velero } = this;
    return {
      method: this.props.volumes.describe(),
      schedule: this.backup.schedule,
      scheduleText: schedule.describe(),
      longestGap: schedule.longestGap().seconds,
      retention: objectives.retention.atLeast.toGo(),
      archive: velero.archive.plan(),
      recovery: 'restore of the namespaces by Velero, in their place or beside it',
    };
  }

  private objectivesPlan(): ObjectivesPlan {
    const { rpo, rto, retention } = this.objectives;
    return { rpo: rpo.seconds, rto: rto.seconds, retention: retention.atLeast.seconds };
  }
}

/** Stands in for a drill that cannot be made (RST969), so that the rest is inspected too. Synth refuses it. */
const UNDRILLED = { waived: { reason: 'there is no second Velero', owner: '', until: '' } };

function readable(schedule: Schedule): Schedule {
  schedule.for('velero');
  return schedule;
}
