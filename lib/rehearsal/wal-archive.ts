import type { Finding } from './incident';
import type { ServerLog } from './server-log';
import type { WalSegment } from './wal-segment';

/**
 * Exit code of `restore_command` where the archive cannot be read. From 126 on PostgreSQL gives up; a lower one means
 * that there is no such segment, which ends a recovery as if all were well (PostgreSQL documentation, "Recovering Using a
 * Continuous Archive Backup").
 */
export const UNREADABLE_ARCHIVE = 200;

/** After three failures a server waits for a minute (PostgreSQL 18, pgarch.c). */
export const GIVEN_UP = /archiving write-ahead log file "\w+" failed too many times/;

/** A whole segment in an archive. */
export interface ArchivedSegment {
  readonly segment: WalSegment;
  /** Bytes. */
  readonly size: number;
  /** When it was archived. */
  readonly at: Date;
}

/** WAL segments that one server wrote. */
export interface WalArchive {
  /** Setting `archive_command`: never overwrites what is there, and succeeds where it is there with the same content. */
  readonly archiveCommand: string;
  /** Setting `restore_command`: says whether there is no such segment, or the archive cannot be read. */
  readonly restoreCommand: string;
  /** The whole segments in it, in order. Throws an Incident where it cannot be read. */
  list(): Promise<readonly ArchivedSegment[]>;
  /**
   * Waits until a segment is there. Throws an Incident where the server has given up for now, or the abort.
   *
   * @param log of the server that archives
   */
  untilArchived(segment: string, log: ServerLog, signal: AbortSignal): Promise<void>;
  /** Why the archive could not be used, as its commands told a server; undefined where they said nothing. */
  refusalIn(log: ServerLog): Finding | undefined;
}

/**
 * What is wrong with segments from one to another, as far as their list shows: some are missing, or have another size.
 * Undefined where nothing is; content is not read.
 *
 * @param all every segment of the archive, in order
 * @param size that each must have, bytes
 */
export function archiveFault(
  all: readonly ArchivedSegment[],
  from: string,
  to: string,
  size: number,
): string | undefined {
  const segments = all.filter(({ segment }) => segment.name >= from);
  for (const name of [from, to]) {
    if (!segments.some(({ segment }) => segment.name === name)) return `the archive has no segment ${name}`;
  }
  for (const [index, { segment, size: bytes }] of segments.entries()) {
    if (bytes !== size) return `segment ${segment.name} has ${bytes} bytes instead of ${size}`;
    const next = segments[index + 1]?.segment;
    if (next !== undefined && !segment.isFollowedBy(next, size))
      return `the archive has nothing between the segments ${segment.name} and ${next.name}`;
  }
  return undefined;
}

/**
 * A path as one word of the shell in a setting that PostgreSQL fills in: a percent sign of the folder is doubled, `%f` and
 * `%p` behind it are not.
 *
 * @param path that begins with the folder
 */
export function quotedForServer(path: string, folder: string): string {
  const filled = folder.replaceAll('%', '%%') + path.slice(folder.length);
  return `'${filled.replaceAll("'", `'\\''`)}'`;
}
