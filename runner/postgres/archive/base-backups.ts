import type { ArchivePlan } from '../../../lib/plan';
import type { BucketReader } from '../../s3';
import { StoreError } from '../../s3';
import { Incident } from '../../drill/incident';
import { readBackupInfo, type BackupInfo } from './backup-info';
import { BACKUP_INFO, isDataOf, readBarmanKey } from './barman-key';

/** Longest `backup.info` that is read, bytes. */
const LONGEST_INFO = 1024 * 1024;

/** A complete base backup. */
export type CompleteBackup = BackupInfo & Required<Pick<BackupInfo, 'endedAt' | 'begin'>>;

/** The base backups of an archive, as far as a drill needs them. */
export interface BaseBackups {
  readonly newest: CompleteBackup;
  /** Newer ones that are not complete, by id: one may just be made. */
  readonly unfinished: ReadonlySet<string>;
}

/** Folder of everything a server archived, with a slash at the end. */
export function folderOf({ prefix, serverName = '' }: ArchivePlan): string {
  return [prefix, serverName].map((part) => (part === '' ? '' : `${part}/`)).join('');
}

/**
 * Finds the newest complete base backup. Throws an Incident where there is none: `server-name-unknown` where only others have
 * archived to the place, `base-backup-corrupt` where its data is not there, else `no-backup`; or a StoreError.
 */
export async function findBaseBackups(reader: BucketReader, archive: ArchivePlan): Promise<BaseBackups> {
  const folder = folderOf(archive);
  const files = new Map<string, string[]>();
  for await (const { key, size } of reader.objects(`${folder}base/`)) {
    const read = readBarmanKey(key.slice(folder.length));
    if (read.kind !== 'backup') continue;
    const known = files.get(read.backup) ?? [];
    if (read.file === BACKUP_INFO || (isDataOf(read.file) && size > 0)) known.push(read.file);
    files.set(read.backup, known);
  }
  const unfinished = new Set<string>();
  for (const id of [...files.keys()].toSorted().toReversed()) {
    const info =
      files.get(id)?.includes(BACKUP_INFO) === true ? await readInfo(reader, folder, id) : undefined;
    if (info === undefined || !isComplete(info)) {
      unfinished.add(id);
      continue;
    }
    if (files.get(id)?.some(isDataOf) !== true) {
      throw new Incident(
        'base-backup-corrupt',
        `base backup ${id} is said to be complete, but its data (${folder}base/${id}/data.tar) is missing or empty`,
      );
    }
    return { newest: info, unfinished };
  }
  if (unfinished.size > 0) {
    const what = unfinished.size === 1 ? 'the only base backup' : `none of ${unfinished.size} base backups`;
    throw new Incident(
      'no-backup',
      `${what} in ${place(archive)} is ${unfinished.size === 1 ? 'not ' : ''}complete`,
    );
  }
  throw await emptyArchive(reader, archive);
}

/** The newest of some backups that was complete at a time; undefined where none was. */
export async function findCompleteBefore(
  reader: BucketReader,
  folder: string,
  ids: readonly string[],
  time: Date,
): Promise<CompleteBackup | undefined> {
  for (const id of ids.toSorted().toReversed()) {
    const info = await readInfo(reader, folder, id);
    if (info !== undefined && isComplete(info) && info.endedAt <= time) return info;
  }
  return undefined;
}

/** Undefined where it has gone since it was listed. */
async function readInfo(reader: BucketReader, folder: string, id: string): Promise<BackupInfo | undefined> {
  try {
    const text = await reader.get(`${folder}base/${id}/${BACKUP_INFO}`, LONGEST_INFO);
    return readBackupInfo(id, text.toString('utf8'));
  } catch (error) {
    if (StoreError.is(error) && error.fault === 'object-missing') return undefined;
    throw error;
  }
}

function isComplete(info: BackupInfo): info is CompleteBackup {
  return info.status === 'DONE' && info.endedAt !== undefined && info.begin !== undefined;
}

/** Why there is no base backup at all. */
async function emptyArchive(reader: BucketReader, archive: ArchivePlan): Promise<Incident> {
  const folder = folderOf(archive);
  if ((await reader.firstObjects(folder)).length > 0)
    return new Incident('no-backup', `there is WAL in ${place(archive)}, but no base backup`);
  const around = archive.prefix === '' ? '' : `${archive.prefix}/`;
  const others = new Set(
    (await neighbours(reader, around)).flatMap(
      (key) => /^([^/]+)\/(?:base|wals)\//.exec(key.slice(around.length))?.[1] ?? [],
    ),
  );
  return others.size === 0
    ? new Incident('no-backup', `there is nothing in ${place(archive)}`)
    : new Incident(
        'server-name-unknown',
        `there is nothing in ${place(archive)}; servers that archive beside it: ${[...others].slice(0, 5).join(', ')}`,
      );
}

/** Keys around a place; none where the key may only look into the place itself. */
async function neighbours(reader: BucketReader, prefix: string): Promise<readonly string[]> {
  try {
    return (await reader.firstObjects(prefix)).map(({ key }) => key);
  } catch (error) {
    if (StoreError.is(error) && error.fault === 'access-denied') return [];
    throw error;
  }
}

function place(archive: ArchivePlan): string {
  return `${archive.bucket}/${folderOf(archive)}`;
}
