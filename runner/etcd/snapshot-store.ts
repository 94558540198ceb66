import type { ArchiveChanges, ArchiveResult, DrilledProtectionPlan } from '../../lib/plan';
import { skewText } from '../clock-skew';
import { openArchive, type ArchiveReaderInput } from '../postgres/archive/archive-reader';
import { LISTING, LOOKING, within } from '../postgres/archive/time-limits';
import { changesSince, StoreError, type BucketReader, type ObjectChange } from '../s3';
import type { ByteRange } from './byte-ranges';
import { Incident } from '../drill/incident';
import { readFolder, type SnapshotFolder, type StoredSnapshot } from './snapshot-list';
import type { SnapshotMaker } from './source';

/** How the folder of snapshots is reached. */
export interface SnapshotStoreInput {
  readonly protection: DrilledProtectionPlan;
  readonly takenBy: SnapshotMaker;
  readonly secrets: string;
  readonly env: NodeJS.ProcessEnv;
  readonly options: Omit<ArchiveReaderInput['options'], 'signal'>;
}

/** Longest text of a file with a hash, bytes: the hash, two spaces and a name. */
const LONGEST_HASH_FILE = 1024;

/** Most changes that are told. */
const MOST_TOLD = 5;

/** The folder of snapshots, read with the drill's own key. */
export class SnapshotStore {
  /** Looks at it. Throws an Incident: `no-backup`, `clock-skew`, or why it cannot be read. */
  static async open(input: SnapshotStoreInput, signal: AbortSignal): Promise<SnapshotStore> {
    const prefix = prefixOf(input.protection);
    const [folder, clock] = await within(LISTING, signal, async (limited) => {
      const reader = await readerOf(input, limited);
      return [await readFolder(reader.objects(prefix), prefix, input.takenBy), reader.clock] as const;
    });
    const skew = skewText('the store of the snapshots', clock);
    if (skew !== undefined) throw new Incident('clock-skew', skew);
    const { newest } = folder;
    if (newest === undefined) {
      const { bucket } = input.protection.backup.archive;
      const others =
        folder.content.count === 0 ? 'nothing' : `${folder.content.count} objects, none of them a snapshot`;
      throw new Incident('no-backup', `the folder ${bucket}/${prefix} holds ${others}`);
    }
    return new SnapshotStore(input, prefix, folder, newest);
  }

  private constructor(
    private readonly input: SnapshotStoreInput,
    private readonly prefix: string,
    private readonly folder: SnapshotFolder,
    readonly newest: StoredSnapshot,
  ) {}

  /** What was seen of it. @param startedAt begin of the drill */
  seen(startedAt: Date): ArchiveResult {
    const { content } = this.folder;
    const { name, takenAt } = this.newest;
    return {
      objects: content.count,
      bytes: content.bytes,
      digest: content.digest,
      newestBackup: { id: name, endedAt: takenAt.toISOString(), age: ageOf(takenAt, startedAt) },
    };
  }

  /** Reads parts of the newest snapshot. A StoreError becomes an Incident. */
  async reader(signal: AbortSignal): Promise<ByteRange> {
    const reader = await within(LOOKING, signal, () => readerOf(this.input, signal));
    const { key, etag } = this.newest.object;
    return (from, length) => asIncident(() => reader.part(key, etag, from, length), signal);
  }

  /** The SHA-256 in the file beside the newest snapshot, lower-case hex; undefined where there is none. */
  async tryHashFile(signal: AbortSignal): Promise<string | undefined> {
    const key = `${this.newest.object.key}.sha256`;
    const text = await within(LOOKING, signal, async (limited) => {
      const reader = await readerOf(this.input, limited);
      try {
        return (await reader.get(key, LONGEST_HASH_FILE)).toString('utf8');
      } catch (error) {
        if (StoreError.is(error) && error.fault === 'object-missing') return undefined;
        throw error;
      }
    });
    return text === undefined ? undefined : (/^[0-9a-f]{64}(?=\s|$)/.exec(text)?.[0] ?? '');
  }

  /** Looks again and tells what differs. Throws an Incident `archive-not-proven`. */
  async compare(signal: AbortSignal): Promise<ArchiveChanges> {
    const changes: ObjectChange[] = [];
    try {
      await within(LISTING, signal, async (limited) => {
        const reader = await readerOf(this.input, limited);
        for await (const change of changesSince(this.folder.content, reader.objects(this.prefix)))
          changes.push(change);
      });
    } catch (error) {
      signal.throwIfAborted();
      throw new Incident('archive-not-proven', Incident.of(error).message);
    }
    const of = (kind: ObjectChange['kind']) => changes.filter((change) => change.kind === kind);
    return {
      added: of('added').length,
      removed: of('removed').length,
      rewritten: of('rewritten').length,
      unexplained: changes.flatMap((change) => this.unexplained(change) ?? []).slice(0, MOST_TOLD),
    };
  }

  /** Snapshots come, and old ones go; nothing is written twice, and the newest stays. */
  private unexplained(change: ObjectChange): string | undefined {
    const key = change.kind === 'removed' ? change.key : change.object.key;
    const name = key.slice(this.prefix.length);
    // k3s writes these anew with every snapshot.
    if (name.startsWith('.metadata/') || change.kind === 'added') return undefined;
    if (change.kind === 'rewritten') return `${name} was written again`;
    const isNewest = key.startsWith(this.newest.object.key);
    return isNewest ? `${name}, the newest, was removed` : undefined;
  }
}

/** Seconds. */
export function ageOf(then: Date, now: Date): number {
  return Math.max(0, (now.getTime() - then.getTime()) / 1000);
}

function prefixOf({ backup: { archive } }: DrilledProtectionPlan): string {
  return archive.prefix === '' ? '' : `${archive.prefix}/`;
}

function readerOf(input: SnapshotStoreInput, signal: AbortSignal): Promise<BucketReader> {
  const { protection, secrets, env, options } = input;
  return openArchive({ protection, secrets, env, options: { ...options, signal } });
}

/** One request at a time: each has its own limit, and is repeated by the reader. */
async function asIncident<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return within(LOOKING, signal, work);
}
