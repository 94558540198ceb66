import type { ArchiveChanges } from '../../../lib/plan';
import { changesSince, type BucketReader } from '../../s3';
import { Incident } from '../../drill/incident';
import type { ArchiveBaseline } from './archive-baseline';
import { findCompleteBefore, type CompleteBackup } from './base-backups';
import { ChangeLog } from './change-log';
import { LISTING, within } from './time-limits';

/** What comparing an archive takes. */
export interface ComparisonInput {
  readonly baseline: ArchiveBaseline;
  /** Shortest time that backups are kept, seconds. */
  readonly retention: number;
  readonly now: () => Date;
  /** Opens the archive again: credentials may have ended meanwhile. */
  readonly open: (signal: AbortSignal) => Promise<BucketReader>;
  /** Asks which timeline the source is on, perhaps the expected one; undefined where that cannot be found out. */
  readonly sourceTimeline: (expected: number) => Promise<number | undefined>;
}

/** Lists an archive again and tells what differs. Throws an Incident `archive-not-proven` where that cannot be found out. */
export async function compareArchive(input: ComparisonInput, signal: AbortSignal): Promise<ArchiveChanges> {
  try {
    return await within(LISTING, signal, (limited) => compare(input, limited));
  } catch (error) {
    signal.throwIfAborted();
    const { message } = Incident.of(error);
    throw new Incident('archive-not-proven', `the archive could not be compared after the drill: ${message}`);
  }
}

async function compare(input: ComparisonInput, signal: AbortSignal): Promise<ArchiveChanges> {
  const { baseline, open, sourceTimeline } = input;
  const reader = await open(signal);
  const log = new ChangeLog(baseline);
  for await (const change of changesSince(baseline.snapshot, log.seeing(reader.objects(baseline.folder))))
    log.add(change);
  const promoted = log.newTimeline;
  const timeline = promoted === undefined ? undefined : await sourceTimeline(promoted);
  if (promoted !== undefined && timeline === undefined) {
    throw new Incident(
      'archive-not-proven',
      `it has got objects of timeline ${promoted}, and nobody knows whether the source is on it`,
    );
  }
  const floor = log.removed.length === 0 ? undefined : await floorOf(input, log, reader);
  const { changes, lost } = log.explain({ floor, sourceTimeline: timeline });
  if (lost === undefined || !(await isKept(reader, lost))) return changes;
  return {
    ...changes,
    unexplained: [...changes.unexplained, 'the store still keeps older versions of what was deleted'],
  };
}

/** The newest base backup that covers the whole retention: what is older is the retention's to delete. */
function floorOf(
  { baseline, retention, now }: ComparisonInput,
  log: ChangeLog,
  reader: BucketReader,
): Promise<CompleteBackup | undefined> {
  const begin = new Date(now().getTime() - retention * 1000);
  return findCompleteBefore(reader, baseline.folder, [...log.backups], begin);
}

/** Whether a version of a deleted object is there, as far as the key may see it. */
async function isKept(reader: BucketReader, key: string): Promise<boolean> {
  const versions = await reader.tryVersions(key);
  return versions?.some(({ kind }) => kind === 'object') === true;
}
