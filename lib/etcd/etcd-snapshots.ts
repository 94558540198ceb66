import { ApiObject } from 'cdk8s';
import { DnsLabel, etcdProblems, Inspection, Schedule, ServiceName, type RecoveryObjectives } from '../core';
import { Waiver } from '../drill';
import type { FluxFolder } from '../flux/flux-folder';
import { Environment } from '../kubernetes/environment';
import { requireSecret } from '../kubernetes/require-secret';
import { requireStoreCertificates } from '../kubernetes/require-store-certificates';
import type { BackupPlan, DrilledProtectionPlan, ObjectivesPlan, ProtectionPlan } from '../plan';
import { Protection, type MatrixRow, type RunbookSection } from '../protection';
import {
  Archive,
  expectedS3Values,
  grantOf,
  storeProblems,
  type BackupStore,
  type Credentials,
  type S3Keys,
} from '../storage';
import { snapshotObjects } from './backup/snapshot-objects';
import { EtcdDrill } from './drill/etcd-drill';
import { DEFAULT_ETCD_IMAGE, readEtcdImage } from './etcd-image';
import type { EtcdSnapshotsProps } from './etcd-snapshots-props';
import type { EtcdSource } from './etcd-source';
import { etcdRunbook } from './runbook/etcd-runbook';

/** Namespace of what belongs to the control plane. */
const SYSTEM_NAMESPACE = 'kube-system';

/** Its name and that of the environment make the name of the drill. */
const LONGEST_NAME = 40;

const RECOVERY = 'etcd restored on a control-plane node, the others join anew';

/**
 * The state of a cluster: every object of its API server, as snapshots of its etcd; no data of volumes. Whoever reads a
 * snapshot reads the Secrets in it, unless the API server encrypts them; the key for that, and the token of k3s, are not in
 * it and must be kept elsewhere.
 */
export class EtcdSnapshots extends Protection {
  readonly name: string;
  readonly namespace = SYSTEM_NAMESPACE;
  readonly objectives: RecoveryObjectives;
  readonly archives: readonly Archive[];

  private readonly environment: Environment;
  private readonly source: EtcdSource;
  private readonly archive: Archive;
  private readonly schedule: Schedule;
  private readonly image: string;
  private readonly drill: EtcdDrill | Waiver;
  private planned: ProtectionPlan | undefined;

  /**
   * Throws RST427 for a CronJob outside a Flux folder.
   *
   * @param scope Flux folder of the CronJob; for k3s, which needs no objects, the environment will do
   * @param name of the protection, and of the CronJob: a DNS label, at most 40 characters
   */
  constructor(scope: FluxFolder | Environment, name: string, props: EtcdSnapshotsProps) {
    super(scope, name);
    const inspect = Inspection.of(this);
    this.environment = Environment.findOf(this);
    const { environment } = this;
    const { cluster } = environment;
    this.source = props.source;
    const standIn = `invalid-${this.node.addr.slice(-8)}`;
    this.name = inspect.read('name', () => ServiceName.of(name, LONGEST_NAME).text, standIn);
    cluster.namespaces.declare({ name: SYSTEM_NAMESPACE, purpose: 'live', managed: false, by: this });
    const inherited = environment.objectives;
    this.objectives = inspect.read('objectives', () => inherited.with(props.objectives ?? {}), inherited);
    this.schedule = inspect.read('schedule', () => readable(props.schedule), Schedule.hourly());
    this.image = inspect.read(
      'image',
      () => readEtcdImage(props.image ?? DEFAULT_ETCD_IMAGE),
      DEFAULT_ETCD_IMAGE,
    );
    const store = props.store ?? environment.store;
    this.archive = this.readArchive(store, inspect);
    this.archives = [this.archive];
    this.inspectSchedule(inspect);
    if (this.source.takenBy === 'kubeadm')
      this.makeBackup(props.credentials ?? environment.credentials, inspect);
    this.drill = Waiver.is(props.drill)
      ? props.drill
      : new EtcdDrill(this, {
          environment,
          name: this.name,
          namespace: SYSTEM_NAMESPACE,
          props: props.drill,
          objectives: this.objectivesPlan(),
          archive: this.archive,
          image: this.image,
          plan: () => this.plan() as DrilledProtectionPlan,
        });
  }

  plan(): ProtectionPlan {
    return (this.planned ??= this.makePlan());
  }

  matrixRows(): readonly MatrixRow[] {
    const { method, scheduleText, recovery } = this.backupPlan();
    return [
      {
        component: this.name,
        method,
        schedule: scheduleText,
        retention: this.objectives.retention.describe(),
        location: this.archive.location,
        recovery,
      },
    ];
  }

  override runbook(): RunbookSection {
    const { takenBy, certificates } = this.source;
    return etcdRunbook({ plan: this.plan(), takenBy, certificates });
  }

  override inspectOn(day: Date): void {
    if (Waiver.is(this.drill)) this.drill.inspect(day, Inspection.of(this));
  }

  private makePlan(): ProtectionPlan {
    const { environment, drill, source } = this;
    return {
      id: `${environment.cluster.name}/${environment.name}/${this.name}`,
      kind: 'EtcdSnapshots',
      cluster: environment.cluster.name,
      environment: environment.name,
      namespace: SYSTEM_NAMESPACE,
      name: this.name,
      objectives: this.objectivesPlan(),
      backup: this.backupPlan(),
      source: {
        takenBy: source.takenBy,
        ...(!Waiver.is(drill) && { image: this.image, scratch: drill.scratch }),
      },
      volumes: [],
      drill: Waiver.is(drill) ? drill.plan() : drill.plan,
    };
  }

  private backupPlan(): BackupPlan {
    const { schedule, source } = this;
    return {
      method: `etcd snapshots (${source.takenBy === 'k3s' ? 'k3s' : 'etcdctl'})`,
      schedule: schedule.for('k3s'),
      scheduleText: schedule.describe(),
      longestGap: schedule.longestGap().seconds,
      retention: this.objectives.retention.toBarman(),
      archive: this.archive.plan(),
      recovery: RECOVERY,
    };
  }

  private objectivesPlan(): ObjectivesPlan {
    const { rpo, rto, retention } = this.objectives;
    return { rpo: rpo.seconds, rto: rto.seconds, retention: retention.atLeast.seconds };
  }

  private readArchive(store: BackupStore, inspect: Inspection): Archive {
    const { cluster, name } = this.environment;
    const prefix = this.source.folder ?? `${cluster.name}/${name}/${this.name}`;
    return inspect.read(
      'source.folder',
      () => Archive.of({ store, prefix }),
      // A place of its own, lest two that cannot be read seem to share one.
      Archive.of({ store, prefix: this.node.addr }),
    );
  }

  /** Nothing lies between two snapshots. */
  private inspectSchedule(inspect: Inspection): void {
    const gap = this.schedule.longestGap();
    const { rpo } = this.objectives;
    if (!gap.isLongerThan(rpo)) return;
    inspect.report(etcdProblems.etcdScheduleMissesRpo, {
      property: 'schedule',
      value: this.schedule.describe(),
      reason: `up to ${gap.toShort()} pass between two snapshots, and ${rpo.toShort()} may be lost`,
    });
  }

  private makeBackup(credentials: Credentials<S3Keys>, inspect: Inspection): void {
    const { archive, environment } = this;
    const { store } = archive;
    inspect.add(...storeProblems(store, { credentials, access: 'append-only', overwrites: false }));
    const { name: secret, keys } = credentials;
    if (secret === undefined || keys === undefined) {
      inspect.report(etcdProblems.etcdWriterNeedsSecret, {
        property: 'credentials',
        value: credentials.kind,
        reason: 'there is no Secret of them',
      });
      return;
    }
    requireSecret(this, {
      namespace: SYSTEM_NAMESPACE,
      credentials,
      role: 'archive-writer',
      grant: grantOf(archive, 'append-only'),
      expected: expectedS3Values(store),
    });
    requireStoreCertificates(this, store, SYSTEM_NAMESPACE);
    const objects = snapshotObjects({
      name: DnsLabel.of(this.name).text,
      namespace: SYSTEM_NAMESPACE,
      schedule: this.schedule,
      certificates: this.source.certificates,
      image: this.image,
      runnerImage: environment.cluster.drills.image,
      archive,
      credentials: { secret, keys: { ...keys } },
    });
    for (const [id, object] of Object.entries(objects)) new ApiObject(this, id, object);
  }
}

/** k3s and CronJobs read the same five fields; neither job looks whether it is its day. */
function readable(schedule: Schedule): Schedule {
  schedule.for('k3s');
  return schedule;
}
