import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { tryReadManifest, writeManifest, type BackedUpFile, type BackupManifest } from './backup-manifest';
import { isExcluded } from './backup-exclusions';
import { FileCopier } from './copy-file';
import type { Sandbox } from './sandbox';
import type { PostgresServer } from './server';
import type { Session } from './session';
import type { WalArchive } from './wal-archive';

/** A complete base backup in the store. */
export interface BaseBackup {
  readonly folder: string;
  readonly manifest: BackupManifest;
}

/** File that tells a restored server where to begin (`pg_backup_stop`). */
export const BACKUP_LABEL = 'backup_label';

/** File that tells a restored server where its tablespaces are (`pg_backup_stop`); there is none without tablespaces. */
export const TABLESPACE_MAP = 'tablespace_map';

const TABLESPACES = 'pg_tblspc';

/** What `pg_backup_stop` gives. */
interface StoppedBackup {
  readonly labelfile: string;
  readonly spcmapfile: string;
  readonly last: string;
}

/**
 * Takes a base backup of a running server by the low-level API, in the order its documentation demands: start, copy, stop
 * in the same session, label and map of tablespaces from the answer, wait for the WAL it needs, and last the manifest.
 */
export async function takeBaseBackup(
  server: PostgresServer,
  { folder, label, archive, sandbox, signal }: BaseBackupOptions,
): Promise<BaseBackup> {
  const session = await server.session({ database: 'postgres', signal });
  try {
    await session.rows('SELECT pg_backup_start($1, fast => true)', [label]);
    mkdirSync(folder, { mode: 0o700 });
    sandbox.give(folder);
    const copied = await copyData(server.data, folder, new FileCopier(sandbox.user, signal), sandbox);
    const stopped = await stopBackup(session);
    const written = writeAnswers(folder, stopped, sandbox);
    // Without it the copy is of many moments at once: only WAL makes it whole.
    await archive.untilArchived(stopped.last, server.log, signal);
    const { major, size } = await session.row<{ major: number; size: string }>(
      `SELECT current_setting('server_version_num')::int / 10000 AS major,
              pg_size_bytes(current_setting('wal_segment_size'))::text AS size`,
    );
    const manifest: BackupManifest = {
      label,
      firstSegment: firstSegment(stopped.labelfile),
      lastSegment: stopped.last,
      segmentSize: Number(size),
      major,
      folders: copied.folders,
      files: [...copied.files, ...written],
    };
    writeManifest(folder, manifest);
    return { folder, manifest };
  } finally {
    await session.close();
  }
}

/** How a base backup is taken. */
export interface BaseBackupOptions {
  /** Where to, a folder that does not exist yet. */
  readonly folder: string;
  readonly label: string;
  readonly archive: WalArchive;
  readonly sandbox: Sandbox;
  readonly signal: AbortSignal;
}

/** The newest complete base backup in a folder of them; undefined where there is none. Labels sort by time. */
export function newestBackup(folder: string): BaseBackup | undefined {
  if (!existsSync(folder)) return undefined;
  for (const name of readdirSync(folder).sort().reverse()) {
    const path = join(folder, name);
    const manifest = tryReadManifest(path);
    if (manifest !== undefined) return { folder: path, manifest };
  }
  return undefined;
}

/** Ends it without waiting for the archive: the server would look for it once a second only. */
function stopBackup(session: Session): Promise<StoppedBackup> {
  return session.row<StoppedBackup>(
    // The segment of the last byte: at the very end of one, the name of the position itself is that of the next
    // (PostgreSQL 17 changed it).
    `SELECT labelfile, spcmapfile, pg_walfile_name(lsn - 1) AS last
       FROM pg_backup_stop(wait_for_archive => false)`,
  );
}

/** The segment that a label says a restore begins with. */
function firstSegment(label: string): string {
  const [, first] = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/m.exec(label) ?? [];
  if (first === undefined) throw new Error('pg_backup_stop gave a label without a start');
  return first;
}

/** Writes the files that the server of a restore must find, and digests them as the others. */
function writeAnswers(folder: string, stopped: StoppedBackup, sandbox: Sandbox): readonly BackedUpFile[] {
  const answers: Readonly<Record<string, string>> = {
    [BACKUP_LABEL]: stopped.labelfile,
    ...(stopped.spcmapfile !== '' && { [TABLESPACE_MAP]: stopped.spcmapfile }),
  };
  return Object.entries(answers).map(([path, text]) => {
    writeFileSync(join(folder, path), text, { mode: 0o600 });
    sandbox.give(join(folder, path));
    return {
      path,
      size: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    };
  });
}

/** Copies what a backup consists of. Files that vanish meanwhile are no loss: WAL tells the same. */
async function copyData(
  data: string,
  folder: string,
  copier: FileCopier,
  sandbox: Sandbox,
): Promise<Pick<BackupManifest, 'folders' | 'files'>> {
  const folders: string[] = [];
  const files: BackedUpFile[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of entriesOf(join(data, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (isExcluded(path)) continue;
      // The links of tablespaces become folders: they lead out of the data folder of the source.
      const isFolder = entry.isDirectory() || (below === TABLESPACES && entry.isSymbolicLink());
      if (isFolder) {
        mkdirSync(join(folder, path), { mode: 0o700 });
        sandbox.give(join(folder, path));
        folders.push(path);
        await walk(path);
      } else if (entry.isFile()) {
        const source = join(data, path);
        try {
          files.push({ path, ...(await copier.copy(source, join(folder, path))) });
        } catch (error) {
          if (existsSync(source)) throw error;
        }
      }
    }
  };
  await walk('');
  return { folders, files };
}

/** What is in a folder; nothing where it has vanished. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (existsSync(folder)) throw error;
    return [];
  }
}
