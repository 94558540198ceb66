import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Incident } from './incident';
import type { ServerLog } from './server-log';
import { WalSegment } from './wal-segment';

/** Time between two looks at the folder, milliseconds. */
const POLL = 5;

/**
 * Exit code of `restore_command` where the archive cannot be read. From 126 on PostgreSQL gives up; a lower one means
 * that there is no such segment, which ends a recovery as if all were well (PostgreSQL documentation, "Recovering Using a
 * Continuous Archive Backup").
 */
export const UNREADABLE_ARCHIVE = 200;

/** After three failures a server waits for a minute (PostgreSQL 18, pgarch.c). */
const GIVEN_UP = /archiving write-ahead log file "\w+" failed too many times/;

/** WAL segments that one server wrote, in a folder of the store. */
export class WalArchive {
  /**
   * @param store folder of everything that is kept of the source; where it is gone, the store cannot be reached
   * @param folder of the segments, below the store
   */
  constructor(
    readonly store: string,
    readonly folder: string,
  ) {}

  /**
   * Copies a segment under another name and links it into place: whoever reads the archive finds a whole segment or none,
   * and what is there is never overwritten. A segment that is there already with the same content is a success, since a
   * server asks again where it was stopped before it heard the answer.
   */
  get archiveCommand(): string {
    const segment = quoted(`${this.folder}/%f`, this.folder);
    const part = quoted(`${this.folder}/%f.part`, this.folder);
    return `if test -e ${segment}; then cmp -s '%p' ${segment}; else cp '%p' ${part} && ln ${part} ${segment} && rm ${part}; fi`;
  }

  /** Fetches a segment. Says whether there is none, or the archive cannot be read: the second must stop a recovery. */
  get restoreCommand(): string {
    const segment = quoted(`${this.folder}/%f`, this.folder);
    const store = quoted(this.store, this.store);
    return `test -d ${store} || exit ${UNREADABLE_ARCHIVE}; test -e ${segment} || exit 1; cp ${segment} '%p' || exit ${UNREADABLE_ARCHIVE}`;
  }

  /** The whole segments in it, in order. */
  segments(): readonly WalSegment[] {
    return this.names()
      .flatMap((name) => WalSegment.tryParse(name) ?? [])
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Names of all files in it, also of history and backup files. */
  names(): readonly string[] {
    return existsSync(this.folder) ? readdirSync(this.folder) : [];
  }

  /** Path of a segment. */
  pathOf(segment: string): string {
    return join(this.folder, segment);
  }

  /**
   * What is wrong with it from one segment to another, as far as its list shows: segments that are missing, or have
   * another size. Undefined where nothing is; content is not read.
   */
  fault(from: string, to: string, size: number): string | undefined {
    const segments = this.segments().filter(({ name }) => name >= from);
    for (const name of [from, to]) {
      if (!segments.some((segment) => segment.name === name)) return `the archive has no segment ${name}`;
    }
    for (const [index, segment] of segments.entries()) {
      const { size: bytes } = statSync(this.pathOf(segment.name));
      if (bytes !== size) return `segment ${segment.name} has ${bytes} bytes instead of ${size}`;
      const next = segments[index + 1];
      if (next !== undefined && !segment.isFollowedBy(next, size))
        return `the archive has nothing between the segments ${segment.name} and ${next.name}`;
    }
    return undefined;
  }

  /**
   * Waits until a segment is there. Throws an Incident where the server has given up for now, or the abort.
   *
   * @param log of the server that archives
   */
  async untilArchived(segment: string, log: ServerLog, signal: AbortSignal): Promise<void> {
    while (!existsSync(this.pathOf(segment))) {
      signal.throwIfAborted();
      if (GIVEN_UP.test(log.toString())) {
        const full = /No space left on device/.test(log.toString());
        throw new Incident(
          full ? 'out-of-space' : 'archive-unreachable',
          `the source could not archive its WAL${full ? ': no space left' : ''}`,
        );
      }
      await sleep(POLL);
    }
  }
}

/**
 * A path as one word of the shell in a setting that PostgreSQL fills in: a percent sign of the folder is doubled, `%f` and
 * `%p` behind it are not.
 */
function quoted(path: string, folder: string): string {
  const filled = folder.replaceAll('%', '%%') + path.slice(folder.length);
  return `'${filled.replaceAll("'", `'\\''`)}'`;
}
