import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Incident } from './incident';
import type { ServerLog } from './server-log';
import {
  GIVEN_UP,
  quotedForServer,
  UNREADABLE_ARCHIVE,
  type ArchivedSegment,
  type WalArchive,
} from './wal-archive';
import { WalSegment } from './wal-segment';

/** Time between two looks at the folder, milliseconds. */
const POLL = 5;

/** WAL segments that one server wrote, in a folder of the store. */
export class FolderWalArchive implements WalArchive {
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
    const segment = quotedForServer(`${this.folder}/%f`, this.folder);
    const part = quotedForServer(`${this.folder}/%f.part`, this.folder);
    return `if test -e ${segment}; then cmp -s '%p' ${segment}; else cp '%p' ${part} && ln ${part} ${segment} && rm ${part}; fi`;
  }

  /** Fetches a segment. Says whether there is none, or the archive cannot be read: the second must stop a recovery. */
  get restoreCommand(): string {
    const segment = quotedForServer(`${this.folder}/%f`, this.folder);
    const store = quotedForServer(this.store, this.store);
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

  list(): Promise<readonly ArchivedSegment[]> {
    const listed = this.segments().map((segment): ArchivedSegment => {
      const { size, mtime } = statSync(this.pathOf(segment.name));
      return { segment, size, at: mtime };
    });
    return Promise.resolve(listed);
  }

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

  /** Where a folder cannot be read, the exit code of the command says all there is to say. */
  refusalIn(): undefined {
    return undefined;
  }
}
