import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Incident, NO_SPACE, type Finding } from '../incident';
import type { ServerLog } from '../server-log';
import { GIVEN_UP, type ArchivedSegment, type WalArchive } from '../wal-archive';
import { WalSegment } from '../wal-segment';
import type { ArchiveBucket } from './archive-bucket';
import type { ArchiveCommands } from './install-program';
import { lastSpoken, storeIncident } from './store-finding';

/** Time between two looks for a receipt, milliseconds. */
const POLL = 5;

/** WAL segments that one server wrote, in a bucket. */
export class S3WalArchive implements WalArchive {
  readonly archiveCommand: string;
  readonly restoreCommand: string;

  /** @param receipts folder where the program leaves a file for each segment that the store has taken */
  constructor(
    private readonly bucket: ArchiveBucket,
    commands: ArchiveCommands,
    private readonly receipts: string,
  ) {
    this.archiveCommand = commands.archive;
    this.restoreCommand = commands.restore;
  }

  async list(): Promise<readonly ArchivedSegment[]> {
    try {
      const objects = await this.bucket.list('wal');
      return objects
        .flatMap(({ key, size, lastModified = '' }): readonly ArchivedSegment[] => {
          const segment = WalSegment.tryParse(key);
          return segment === undefined ? [] : [{ segment, size, at: timeOf(lastModified) }];
        })
        .sort((a, b) => a.segment.name.localeCompare(b.segment.name));
    } catch (error) {
      throw storeIncident(error);
    }
  }

  async untilArchived(segment: string, log: ServerLog, signal: AbortSignal): Promise<void> {
    const receipt = join(this.receipts, `${segment}.archived`);
    while (!existsSync(receipt)) {
      signal.throwIfAborted();
      if (GIVEN_UP.test(log.toString())) throw givenUp(log);
      await sleep(POLL);
    }
  }

  refusalIn(log: ServerLog): Finding | undefined {
    return lastSpoken(log.toString());
  }
}

function givenUp(log: ServerLog): Incident {
  if (NO_SPACE.test(log.toString()))
    return new Incident('out-of-space', 'the source could not archive its WAL: no space left');
  const { reason, message } = lastSpoken(log.toString()) ?? {
    reason: 'archive-unreachable' as const,
    message: 'nothing says why',
  };
  return new Incident(reason, `the source could not archive its WAL: ${message}`);
}

/** A store that does not say when leaves the age unknown: as old as can be. */
function timeOf(lastModified: string): Date {
  const at = new Date(lastModified);
  return Number.isNaN(at.getTime()) ? new Date(0) : at;
}
