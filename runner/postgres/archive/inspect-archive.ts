import type { ArchiveChanges, ArchiveResult } from '../../../lib/plan';
import type { ClockReading } from '../../clock-skew';
import type { Finding } from '../../drill/incident';
import { takeBaseline, type ArchiveBaseline } from './archive-baseline';
import { openArchive, type ArchiveReaderInput } from './archive-reader';
import { findBaseBackups, folderOf } from './base-backups';
import { compareArchive } from './compare-archive';
import { LISTING, LOOKING, within } from './time-limits';

/** A hole in the WAL that is younger than this may still be filled, milliseconds: several segments are sent at once. */
const SETTLED = 120_000;

/** What an archive showed before a drill. */
export interface ArchiveInspection {
  readonly seen: ArchiveResult;
  /** What speaks against the backup already. */
  readonly findings: readonly Finding[];
  /** Clock of the store. */
  readonly clock: ClockReading | undefined;
  /**
   * Looks again and tells what differs. Throws an Incident `archive-not-proven` where that cannot be found out.
   *
   * @param sourceTimeline asks which timeline the source is on; undefined where that cannot be found out
   */
  compare(
    sourceTimeline: (expected: number) => Promise<number | undefined>,
    signal: AbortSignal,
  ): Promise<ArchiveChanges>;
}

/** What inspecting takes. */
export type InspectInput = Omit<ArchiveReaderInput, 'options'> & {
  readonly options: Omit<ArchiveReaderInput['options'], 'signal'>;
};

/**
 * Looks at the archive of a drill before anything is made: whether it can be reached and read, what there is to restore, and
 * whether WAL is missing; and keeps what is compared afterwards.
 *
 * Throws an Incident.
 */
export async function inspectArchive(input: InspectInput, signal: AbortSignal): Promise<ArchiveInspection> {
  const { protection, options } = input;
  const { archive } = protection.backup;
  const open = (limited: AbortSignal) => openArchive({ ...input, options: { ...options, signal: limited } });
  const folder = folderOf(archive);
  const [reader, backups] = await within(LOOKING, signal, async (limited) => {
    const opened = await open(limited);
    return [opened, await findBaseBackups(opened, archive)] as const;
  });
  const baseline = await within(LISTING, signal, async (limited) =>
    takeBaseline(await open(limited), folder, backups),
  );
  return {
    seen: resultOf(baseline, options.now()),
    findings: gapFindings(baseline, options.now()),
    clock: reader.clock,
    compare: (sourceTimeline, outer) =>
      compareArchive(
        {
          baseline,
          retention: protection.objectives.retention,
          now: options.now,
          open,
          sourceTimeline,
        },
        outer,
      ),
  };
}

function resultOf({ snapshot, backups, wal }: ArchiveBaseline, now: Date): ArchiveResult {
  const { id, endedAt, begin } = backups.newest;
  const last = wal.lastFrom(begin);
  return {
    objects: snapshot.count,
    bytes: snapshot.bytes,
    digest: snapshot.digest,
    newestBackup: {
      id,
      endedAt: endedAt.toISOString(),
      age: Math.max(0, Math.round((now.getTime() - endedAt.getTime()) / 1000)),
    },
    ...(last !== undefined && { newestWal: { name: last.name, archivedAt: last.archivedAt.toISOString() } }),
  };
}

function gapFindings({ backups, wal }: ArchiveBaseline, now: Date): readonly Finding[] {
  const gap = wal.gapFrom(backups.newest.begin);
  if (gap === undefined || !(now.getTime() - gap.seenAt.getTime() > SETTLED)) return [];
  const message = `the archive has nothing between the WAL segments ${gap.after} and ${gap.before}: recovery ends there`;
  return [{ reason: 'archived-data-lost', message }];
}
