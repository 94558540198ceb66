import { Schedule } from '../../lib/core/schedule';
import type { ProtectionPlan } from '../../lib/plan';
import { isWaived } from '../../lib/report/words';
import { tryReadArchive } from '../cluster/archive-of-cluster';
import type { ClusterSession } from '../cluster/cluster-session';
import {
  conditionOf,
  placeOf,
  RESOURCES,
  type Backup,
  type Cluster,
  type ScheduledBackup,
} from '../cluster/objects';
import { tryAskPrimary, type PrimaryFacts } from '../cluster/primary-facts';
import { readDrillStatus, type DrillStatus } from '../drill/drill-status';

/** What there is of a database's backups on its cluster. Times are RFC 3339. */
export interface BackupFacts {
  /** Absent: there is no Cluster. Everything else is then absent too. */
  readonly cluster?: { readonly createdAt: string; readonly phase: string };
  /** Where it archives. Absent: nowhere. */
  readonly archive?: string;
  /** The newest backup that completed. `name`: absent where its object is gone. */
  readonly newest?: { readonly at: string; readonly name?: string };
  /** The Backup that ended last did not complete. */
  readonly failed?: { readonly name: string; readonly error: string };
  readonly running?: string;
  /** Of the `ContinuousArchiving` condition. Absent: unknown. */
  readonly isArchiving?: boolean;
  /** What the primary says of its archiver. Absent: it could not be asked. */
  readonly primary?: PrimaryFacts;
  /** From when on every point in time can be recovered. */
  readonly recoverableSince?: string;
  /** Of the schedule of base backups. Absent: there is none. */
  readonly schedule?: { readonly suspended: boolean; readonly next?: string };
  readonly drill?: DrillStatus;
}

/** Reads what there is of a protection. */
export async function readFacts(protection: ProtectionPlan, session: ClusterSession): Promise<BackupFacts> {
  const { namespace, name, drill } = protection;
  const { kubectl } = session;
  const drillStatus = isWaived(drill) ? {} : { drill: await readDrillStatus(drill, session) };
  const cluster = await kubectl.tryGet<Cluster>(placeOf('clusters', namespace, name));
  if (cluster === undefined) return drillStatus;
  const [archive, backups, schedules, primary] = await Promise.all([
    tryReadArchive(cluster, kubectl),
    kubectl.list<Backup>(RESOURCES.backups, namespace),
    kubectl.list<ScheduledBackup>(RESOURCES.scheduledBackups, namespace),
    tryAskPrimary(cluster, kubectl),
  ]);
  const ofCluster = (object: Backup | ScheduledBackup) => object.spec?.cluster?.name === name;
  const { serverName = name } = protection.backup.archive;
  const window = archive?.objectStore?.status?.serverRecoveryWindow?.[serverName];
  const since = window?.firstRecoverabilityPoint ?? cluster.status?.firstRecoverabilityPoint;
  const archiving = conditionOf(cluster.status?.conditions, 'ContinuousArchiving');
  return {
    ...drillStatus,
    cluster: {
      createdAt: cluster.metadata.creationTimestamp ?? session.now().toISOString(),
      phase: cluster.status?.phase ?? 'new',
    },
    ...(archive !== undefined && { archive: archive.location }),
    ...backupsOf(
      backups.filter(ofCluster),
      window?.lastSuccessfulBackupTime ?? cluster.status?.lastSuccessfulBackup,
    ),
    ...(archiving !== undefined && { isArchiving: archiving.status === 'True' }),
    ...(primary !== undefined && { primary }),
    ...(since !== undefined && { recoverableSince: since }),
    ...scheduleOf(protection, schedules.filter(ofCluster), session.now()),
  };
}

/** @param known when a backup succeeded, as the archive's own list has it: Backup objects may be gone */
function backupsOf(
  backups: readonly Backup[],
  known: string | undefined,
): Pick<BackupFacts, 'newest' | 'failed' | 'running'> {
  const inPhase = (...phases: readonly (string | undefined)[]) =>
    backups.filter(({ status }) => phases.includes(status?.phase));
  const at = ({ status, metadata }: Backup) => status?.stoppedAt ?? metadata.creationTimestamp ?? '';
  const latest = (list: readonly Backup[]) =>
    [...list].sort((a, b) => Date.parse(at(a)) - Date.parse(at(b))).at(-1);
  const completed = latest(inPhase('completed'));
  const ended = latest(inPhase('completed', 'failed'));
  const running = latest(
    backups.filter((backup) => !inPhase('completed', 'failed', 'invalid backup definition').includes(backup)),
  );
  const isNewer =
    known !== undefined && (completed === undefined || Date.parse(known) > Date.parse(at(completed)));
  const newest = isNewer ? { at: known } : completed && { at: at(completed), name: completed.metadata.name };
  return {
    ...(newest !== undefined && { newest }),
    ...(ended?.status?.phase === 'failed' && {
      failed: { name: ended.metadata.name, error: ended.status.error ?? 'no reason was given' },
    }),
    ...(running !== undefined && { running: running.metadata.name }),
  };
}

/** The schedule of base backups; snapshots have another one. */
function scheduleOf(
  { backup }: ProtectionPlan,
  schedules: readonly ScheduledBackup[],
  now: Date,
): Pick<BackupFacts, 'schedule'> {
  const base = schedules.find(({ spec }) => spec?.method !== 'volumeSnapshot');
  if (base === undefined) return {};
  const suspended = base.spec?.suspend ?? false;
  const next = Schedule.cron(base.spec?.schedule ?? backup.schedule).next(now);
  return { schedule: { suspended, ...(!suspended && { next: next.toISOString() }) } };
}
