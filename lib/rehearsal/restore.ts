import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TABLESPACE_MAP, type BaseBackup } from './base-backup';
import { FileCopier } from './copy-file';
import { Incident } from './incident';
import type { Instant } from './instant';
import { recoveryFailure } from './recovery-failure';
import type { Sandbox } from './sandbox';
import { ServerStopped, type PostgresServer, type ServerParameters } from './server';
import { messageOf } from './thrown';
import type { WalArchive } from './wal-archive';

/** What is restored, and into what. */
export interface RestoreOptions {
  readonly backup: BaseBackup;
  readonly archive: WalArchive;
  /** A server that has no data folder yet. */
  readonly server: PostgresServer;
  readonly sandbox: Sandbox;
  /** Point in time. @default - the end of the archive */
  readonly to?: Instant;
  /** @default - none beside those of the recovery */
  readonly parameters?: ServerParameters;
  readonly signal: AbortSignal;
}

/**
 * Copies the base backup into the data folder of the second server, and compares each file with the manifest on the way:
 * PostgreSQL itself notices damage only when somebody reads the page. Throws an Incident where the backup is not whole.
 */
export async function copyBackup({ backup, server, sandbox, signal }: RestoreOptions): Promise<void> {
  const { data } = server;
  const { folders, files } = backup.manifest;
  // PostgreSQL refuses a data folder that others may read.
  mkdirSync(data, { mode: 0o700 });
  sandbox.give(data);
  // Left out of the backup, and wanted by the server.
  for (const folder of folders) {
    mkdirSync(join(data, folder), { mode: 0o700 });
    sandbox.give(join(data, folder));
  }
  const copier = new FileCopier(sandbox.user, signal);
  for (const { path, size, sha256 } of files) {
    const source = join(backup.folder, path);
    if (!existsSync(source))
      throw new Incident('base-backup-incomplete', `the base backup has no file ${path}`);
    const copied = await copier.copy(source, join(data, path));
    if (copied.size !== size) {
      throw new Incident(
        'base-backup-incomplete',
        `file ${path} of the base backup has ${copied.size} bytes instead of ${size}`,
      );
    }
    if (copied.sha256 !== sha256)
      throw new Incident('base-backup-corrupt', `file ${path} of the base backup has other content`);
  }
  moveTablespaces(server, sandbox);
  writeFileSync(join(data, 'recovery.signal'), '', { mode: 0o600 });
  sandbox.give(join(data, 'recovery.signal'));
}

/** Starts the recovery: to the end of the archive or to a point in time, then the server becomes one that writes. */
export function startRecovery({ archive, server, to, parameters }: RestoreOptions): void {
  server.launch({
    restore_command: archive.restoreCommand,
    recovery_target_action: 'promote',
    ...(to !== undefined && { recovery_target_time: to.asParameter }),
    // Nothing of the new timeline may reach the archive it came from.
    archive_mode: 'off',
    ...parameters,
  });
}

/** Waits until the recovery is over and the server writes. Throws an Incident with the cause where it is not, or the abort. */
export async function untilPromoted({ server, signal }: RestoreOptions): Promise<void> {
  try {
    await server.untilReady(async (session) => {
      const { recovering } = await session.row<{ recovering: boolean }>(
        'SELECT pg_is_in_recovery() AS recovering',
      );
      return !recovering;
    }, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    if (!(error instanceof ServerStopped))
      throw new Incident('recovery-failed', `the restored server lets nobody in: ${messageOf(error)}`, {
        cause: error,
      });
    const { reason, message } = recoveryFailure(server.log);
    throw new Incident(reason, message, { cause: error });
  }
}

/**
 * Points the tablespaces at copies below the restored data folder. The map has a line `oid path` for each (PostgreSQL
 * documentation, `pg_backup_stop`); the server makes the links itself, and wants nothing where they go.
 */
function moveTablespaces(server: PostgresServer, sandbox: Sandbox): void {
  const map = join(server.data, TABLESPACE_MAP);
  if (!existsSync(map)) return;
  const lines = readFileSync(map, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const moved = lines.map((line) => {
    const oid = line.split(' ', 1)[0] ?? '';
    const target = join(sandbox.makeFolder(server.name, 'tablespaces'), oid);
    renameSync(join(server.data, 'pg_tblspc', oid), target);
    return `${oid} ${target.replaceAll('\\', '\\\\')}`;
  });
  writeFileSync(map, `${moved.join('\n')}\n`);
}
