import { eventually, getObject, kubectl, tryKubectl } from '../kubectl';
import { deleteObject } from '../archive-objects';
import { listArchive } from '../archive-listing';
import { ARCHIVE_PREFIX, DRILL, DRILL_VELERO, LIVE_VELERO } from './drill-environment';

/** A Backup, as far as tests look at it. */
export interface SeenBackup {
  readonly status?: {
    readonly phase?: string;
    readonly hookStatus?: { readonly hooksAttempted?: number; readonly hooksFailed?: number };
  };
}

const ENDED: readonly string[] = ['Completed', 'PartiallyFailed', 'Failed', 'FailedValidation'];

/**
 * Makes a Backup from the Schedule, as `velero backup create --from-schedule` does, with some fields of its spec changed;
 * waits until it has ended and, where it is complete, until the second Velero sees it.
 */
export async function backUp(
  name: string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<SeenBackup> {
  const schedule = getObject('schedules.velero.io', DRILL, LIVE_VELERO) as {
    readonly spec: { readonly template: Readonly<Record<string, unknown>> };
  };
  const { metadata, ...template } = schedule.spec.template;
  const { labels = {} } = (metadata ?? {}) as { readonly labels?: Readonly<Record<string, string>> };
  const backup = {
    apiVersion: 'velero.io/v1',
    kind: 'Backup',
    metadata: { name, namespace: LIVE_VELERO, labels: { ...labels, 'velero.io/schedule-name': DRILL } },
    spec: { ...template, ...changes },
  };
  kubectl(['create', '--filename', '-'], JSON.stringify(backup));
  const ended = await eventually(
    `the end of the Backup ${name}`,
    300,
    () => getObject('backups.velero.io', name, LIVE_VELERO) as SeenBackup,
    ({ status }) => ENDED.includes(status?.phase ?? ''),
  );
  if (ended.status?.phase === 'Completed') await visible(name);
  return ended;
}

/** Velero looks into the store every minute. */
async function visible(name: string): Promise<void> {
  await eventually(
    `the Backup ${name} in ${DRILL_VELERO}`,
    150,
    () => tryKubectl(['get', 'backups.velero.io', name, '--namespace', DRILL_VELERO]).status,
    (status) => status === 0,
  );
}

/** Removes a Backup from the store and from both, as if it had never been. Data of volumes stays: others share it. */
export async function forget(name: string): Promise<void> {
  for (const key of (await listArchive(`${ARCHIVE_PREFIX}backups/${name}/`)).keys()) await deleteObject(key);
  for (const namespace of [LIVE_VELERO, DRILL_VELERO])
    kubectl(['delete', 'backups.velero.io', name, '--namespace', namespace, '--ignore-not-found']);
}

/** Lets a Backup look as if it had been made so many seconds ago. Returns what puts the true time back. */
export function age(name: string, seconds: number): () => void {
  const places = [LIVE_VELERO, DRILL_VELERO];
  const { status } = getObject('backups.velero.io', name, LIVE_VELERO) as {
    readonly status: { readonly startTimestamp: string; readonly completionTimestamp: string };
  };
  const write = (times: { readonly startTimestamp: string; readonly completionTimestamp: string }) => {
    const patch = JSON.stringify({ status: times });
    for (const namespace of places)
      kubectl([
        'patch',
        'backups.velero.io',
        name,
        '--namespace',
        namespace,
        '--type',
        'merge',
        '--patch',
        patch,
      ]);
  };
  const earlier = (time: string) =>
    new Date(Date.parse(time) - seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  write({
    startTimestamp: earlier(status.startTimestamp),
    completionTimestamp: earlier(status.completionTimestamp),
  });
  return () => {
    write(status);
  };
}
