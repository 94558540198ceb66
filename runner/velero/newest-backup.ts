import { pause, ApiError, type ApiClient } from '../kubernetes';
import { Incident, type Finding } from '../drill/incident';
import { SCHEDULE_LABEL, veleroKinds, type Backup, type Schedule } from './objects';
import type { DrilledSource } from './source';

/** What there is to restore. */
export interface NewestBackup {
  readonly name: string;
  /** What is in it is of this time, or a little later. */
  readonly startedAt: Date;
  readonly completedAt: Date;
  /** What speaks against the backups, though there is one to restore. */
  readonly findings: readonly Finding[];
}

/** What looking for it takes. */
export interface BackupSearch {
  readonly client: ApiClient;
  readonly source: DrilledSource;
  readonly signal: AbortSignal;
  /** How long the second Velero may take to see a Backup that the first has completed, milliseconds. @default 180000 */
  readonly patience?: number;
  /** Time between two looks, milliseconds. @default 3000 */
  readonly look?: number;
}

/** Phases in which a Backup has ended and cannot be restored whole (Velero 1.18, `pkg/apis/velero/v1/backup_types.go`). */
const FAILED: readonly string[] = ['PartiallyFailed', 'Failed', 'FailedValidation'];

/** Velero looks for new Backups in the store every minute; twice that, and a little more for a busy cluster. */
const PATIENCE = 180_000;
const LOOK = 3000;

/**
 * Finds the newest completed Backup of the Schedule. A Restore by `scheduleName` would silently take an older one where the
 * newest has failed, or that of another cluster; so the runner looks itself, and says so if a newer one has failed.
 *
 * Throws an Incident.
 */
export async function findNewestBackup(search: BackupSearch): Promise<NewestBackup> {
  const { source, signal, patience = PATIENCE, look = LOOK } = search;
  const begun = performance.now();
  for (;;) {
    const seen = await backupsOf(search, source.drill.velero.namespace, source.drill.velero.location);
    const live = await liveBackups(search);
    const failed = newest([...live, ...seen].filter(hasFailed));
    const completed = newest(seen.filter(isCompleted));
    const expected = newest(live.filter(isCompleted));
    if (isNewer(expected, completed)) {
      if (performance.now() - begun > patience) throw notVisible(expected);
      await pause(look, signal);
      continue;
    }
    const finding = failed !== undefined && isNewer(failed, completed) ? failureOf(failed) : undefined;
    if (completed === undefined) throw noBackup(finding, source.schedule);
    return {
      name: completed.metadata.name,
      startedAt: startOf(completed),
      completedAt: new Date(completed.status?.completionTimestamp ?? startOf(completed)),
      findings: finding === undefined ? [] : [finding],
    };
  }
}

/** Whether the Schedule is paused; undefined where it cannot be seen from here. */
export async function isPaused({ client, source, signal }: BackupSearch): Promise<boolean | undefined> {
  try {
    const { schedules } = veleroKinds(source.velero.namespace);
    const found = (await client.get(schedules, source.schedule, signal)) as Schedule;
    return found.spec?.paused === true;
  } catch (error) {
    if (!ApiError.is(error)) throw error;
    return undefined;
  }
}

/** Backups as the Velero that makes them has them: also those that never got into the store. None where it is elsewhere. */
async function liveBackups(search: BackupSearch): Promise<readonly Backup[]> {
  const { namespace, location } = search.source.velero;
  try {
    return await backupsOf(search, namespace, location);
  } catch (error) {
    if (ApiError.is(error) && !error.isPassing) return [];
    throw error;
  }
}

async function backupsOf(
  { client, source, signal }: BackupSearch,
  namespace: string,
  location: string,
): Promise<readonly Backup[]> {
  const { backups } = veleroKinds(namespace);
  const labels = `${SCHEDULE_LABEL}=${source.schedule}`;
  const { items } = await client.list(backups, { labels }, signal);
  return (items as readonly Backup[]).filter(
    ({ spec, metadata }) =>
      (spec?.storageLocation ?? location) === location && metadata.deletionTimestamp === undefined,
  );
}

function hasFailed({ status }: Backup): boolean {
  return FAILED.includes(status?.phase ?? '');
}

function isCompleted({ status }: Backup): boolean {
  return status?.phase === 'Completed';
}

function newest(backups: readonly Backup[]): Backup | undefined {
  return backups.reduce<Backup | undefined>((best, one) => (isNewer(one, best) ? one : best), undefined);
}

function isNewer(one: Backup | undefined, other: Backup | undefined): one is Backup {
  if (one === undefined) return false;
  return other === undefined || startOf(one) > startOf(other);
}

/** One that was refused never started. */
function startOf({ status, metadata }: Backup): Date {
  return new Date(status?.startTimestamp ?? metadata.creationTimestamp ?? 0);
}

function failureOf(backup: Backup): Finding {
  const { phase = '', failureReason, validationErrors = [], errors = 0, hookStatus } = backup.status ?? {};
  const said = [...(failureReason === undefined ? [] : [failureReason]), ...validationErrors].join('; ');
  const hooks = hookStatus?.hooksFailed ?? 0;
  const detail =
    said !== ''
      ? `: ${said}`
      : hooks > 0
        ? `: ${hooks} of ${hookStatus?.hooksAttempted ?? hooks} hooks failed`
        : `, with ${errors} errors`;
  const reason =
    phase !== 'PartiallyFailed'
      ? 'backup-failed'
      : hooks > 0
        ? 'backup-hook-failed'
        : 'backup-partially-failed';
  return { reason, message: `the newest Backup ${backup.metadata.name} ended as ${phase}${detail}` };
}

function noBackup(failure: Finding | undefined, schedule: string): Incident {
  if (failure !== undefined)
    return new Incident(failure.reason, `${failure.message}; there is no older one that is complete`);
  return new Incident('no-backup', `there is no completed Backup of the Schedule ${schedule}`);
}

function notVisible({ metadata }: Backup): Incident {
  return new Incident(
    'backup-not-visible',
    `the Backup ${metadata.name} is complete, and the drill site does not see it in the store`,
  );
}
