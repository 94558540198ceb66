import type { ListedObject } from '../../../lib/evidence/s3-listing';
import type { ArchiveChanges } from '../../../lib/plan';
import type { ObjectChange } from '../../s3';
import type { ArchiveBaseline } from './archive-baseline';
import { BACKUP_INFO, readBarmanKey } from './barman-key';
import type { CompleteBackup } from './base-backups';

/**
 * How many of the newest segments a server may send again: one that was restarted does not know whether they had arrived.
 * CloudNativePG archives up to `maxParallel` at once.
 */
const SENT_AGAIN = 16;

/** Unexplained changes that are told. */
const TOLD = 10;

/** What else is needed to tell what the source did from what it did not. */
export interface ChangeContext {
  /**
   * The newest base backup that was complete before the retention began, and is still there: it covers the whole of it, and
   * what is older may go (Barman, recovery window policy). Undefined: there is none, so nothing may go.
   */
  readonly floor: CompleteBackup | undefined;
  /** Timeline the source is on now; undefined where nobody could ask. */
  readonly sourceTimeline: number | undefined;
}

/** Gathers what differs after a drill, and tells what the source and its retention do not explain. */
export class ChangeLog {
  /** Keys that are gone. */
  readonly removed: string[] = [];
  /** Ids of base backups that are still there. */
  readonly backups = new Set<string>();

  private added = 0;
  private rewritten = 0;
  private readonly strange: string[] = [];
  /** First object of each timeline that was not there before. */
  private readonly timelines = new Map<number, string>();

  constructor(private readonly baseline: ArchiveBaseline) {}

  /** The newest timeline that was not there before: the source, or somebody else, was promoted. */
  get newTimeline(): number | undefined {
    return this.timelines.size === 0 ? undefined : Math.max(...this.timelines.keys());
  }

  /** Takes note of the objects that are there now, on their way. */
  async *seeing(objects: AsyncIterable<ListedObject>): AsyncGenerator<ListedObject> {
    for await (const object of objects) {
      const read = readBarmanKey(this.relative(object.key));
      if (read.kind === 'backup' && read.file === BACKUP_INFO) this.backups.add(read.backup);
      yield object;
    }
  }

  /** Takes a change in. */
  add(change: ObjectChange): void {
    if (change.kind === 'removed') {
      this.removed.push(change.key);
    } else if (change.kind === 'added') {
      this.added += 1;
      this.noteTimeline(change.object.key);
    } else {
      this.rewritten += 1;
      if (!this.mayBeRewritten(change.object.key))
        this.strange.push(`written again: ${this.relative(change.object.key)}`);
    }
  }

  /** What all of it comes to, and the first object that should not have gone. */
  explain({ floor, sourceTimeline }: ChangeContext): {
    readonly changes: ArchiveChanges;
    readonly lost?: string;
  } {
    const lost = this.removed.filter((key) => floor === undefined || !isOlder(this.relative(key), floor));
    const foreign = [...this.timelines].filter(([timeline]) => timeline > (sourceTimeline ?? Infinity));
    const unexplained = [
      ...foreign.map(
        ([timeline, key]) => `of timeline ${timeline}, which the source is not on: ${this.relative(key)}`,
      ),
      ...lost.map((key) => `deleted: ${this.relative(key)}`),
      ...this.strange,
    ];
    const more = unexplained.length - TOLD;
    const changes = {
      added: this.added,
      removed: this.removed.length,
      rewritten: this.rewritten,
      unexplained: more > 0 ? [...unexplained.slice(0, TOLD), `and ${more} more`] : unexplained,
    };
    return { changes, ...(lost[0] !== undefined && { lost: lost[0] }) };
  }

  private noteTimeline(key: string): void {
    const { backups, wal: before } = this.baseline;
    const read = readBarmanKey(this.relative(key));
    if (read.kind !== 'wal') return;
    const { timeline } = read.wal;
    const known = Math.max(before.newestTimeline, backups.newest.begin.timeline);
    if (timeline > known && !this.timelines.has(timeline)) this.timelines.set(timeline, key);
  }

  private mayBeRewritten(key: string): boolean {
    const { backups, wal: before } = this.baseline;
    const read = readBarmanKey(this.relative(key));
    if (read.kind === 'backup')
      return backups.unfinished.has(read.backup) || read.file.startsWith('annotations/');
    if (read.kind !== 'wal' || read.wal.kind === 'history') return false;
    return read.wal.number(backups.newest.segmentSize) > before.newestNumber - SENT_AGAIN;
  }

  private relative(key: string): string {
    return key.slice(this.baseline.folder.length);
  }
}

/** Whether Barman deletes it together with everything before a backup; it keeps the histories of timelines. */
function isOlder(key: string, { id, begin }: CompleteBackup): boolean {
  const read = readBarmanKey(key);
  if (read.kind === 'backup') return read.backup < id;
  return read.kind === 'wal' && read.wal.kind !== 'history' && read.wal.name < begin.name;
}
