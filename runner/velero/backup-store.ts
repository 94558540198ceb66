import { gunzipSync } from 'node:zlib';
import type { VeleroReason } from '../../lib/drill/verdict-reasons';
import type { ArchiveChanges, DrilledProtectionPlan } from '../../lib/plan';
import type { ClockReading } from '../clock-skew';
import { pause } from '../kubernetes';
import { openArchive } from '../postgres/archive/archive-reader';
import { changesSince, ObjectSnapshot, StoreError, type BucketReader, type StoreFault } from '../s3';
import { Incident } from '../drill/incident';

/** What reading the store of the backups takes. */
export interface BackupStoreInput {
  readonly protection: DrilledProtectionPlan;
  /** Folder with a folder for each mounted Secret. */
  readonly secrets: string;
  readonly env: NodeJS.ProcessEnv;
  readonly options: {
    readonly now: () => Date;
    /** Pause before a request is repeated, milliseconds. @default 500 */
    readonly pause?: number;
    /** Time between two looks for results, milliseconds. @default 1000 */
    readonly look?: number;
  };
}

/** Longest file that is read, bytes: a list of a hundred thousand objects, zipped. */
const LONGEST = 32 * 1024 * 1024;

/** Longest file once it is unzipped, bytes. */
const LONGEST_CONTENT = 256 * 1024 * 1024;

/** How long one visit to the store may take, milliseconds. */
const VISIT = 60_000;

/** Results are there when a Restore has ended; a store may show them a little later. How often and how long it is looked, milliseconds. */
const LOOK = 1000;
const APPEARING = 10_000;

/** Most differences that are named. */
const NAMED = 5;

const REASONS: Readonly<Record<StoreFault, VeleroReason>> = {
  unreachable: 'archive-unreachable',
  certificate: 'archive-certificate-refused',
  busy: 'archive-busy',
  'key-refused': 'archive-key-refused',
  'access-denied': 'archive-access-denied',
  'clock-skew': 'clock-skew',
  'bucket-missing': 'bucket-missing',
  'object-missing': 'backup-object-missing',
  unreadable: 'archive-unreachable',
};

/** The objects of one Backup in the store, before a drill. */
export interface BackupObjects {
  readonly snapshot: ObjectSnapshot;
  /** Names in the folder of the Backup. */
  readonly names: ReadonlySet<string>;
}

/** Reads what Velero has written into the store (Velero 1.18, `pkg/persistence/object_store_layout.go`), with a key of the runner's own. */
export class BackupStore {
  constructor(private readonly input: BackupStoreInput) {}

  /** What the clock of the store showed last. */
  clock: ClockReading | undefined;

  /** Everything in the folder of a Backup. Throws an Incident. */
  async objectsOf(backup: string, signal: AbortSignal): Promise<BackupObjects> {
    return this.visit(signal, async (reader) => {
      const snapshot = new ObjectSnapshot();
      const names = new Set<string>();
      const folder = this.key('backups', backup, '');
      for await (const object of reader.objects(folder)) {
        snapshot.add(object);
        names.add(object.key.slice(folder.length));
      }
      return { snapshot, names };
    });
  }

  /** A zipped JSON file of a Backup. Throws an Incident `backup-object-missing` or `backup-corrupt`. */
  async readBackupFile(backup: string, file: string, signal: AbortSignal): Promise<unknown> {
    const key = this.key('backups', backup, file);
    const zipped = await this.visit(signal, (reader) => reader.get(key, LONGEST));
    return unzipped(zipped, file, 'backup-corrupt');
  }

  /** A zipped JSON file of a Restore, which may appear a little late; undefined where there is none. Throws an Incident. */
  async tryReadRestoreFile(restore: string, file: string, signal: AbortSignal): Promise<unknown> {
    const key = this.key('restores', restore, file);
    const { look = LOOK } = this.input.options;
    const begun = performance.now();
    for (;;) {
      try {
        const zipped = await this.visit(signal, (reader) => reader.get(key, LONGEST));
        return unzipped(zipped, file, 'results-unreadable');
      } catch (error) {
        if (!(error instanceof Incident) || error.reason !== 'backup-object-missing') throw error;
        if (performance.now() - begun > APPEARING * (look / LOOK)) return undefined;
        await pause(look, signal);
      }
    }
  }

  /** Names of what is there of a Restore. Throws an Incident. */
  async leftOfRestore(restore: string, signal: AbortSignal): Promise<readonly string[]> {
    return this.visit(signal, async (reader) => {
      const objects = await reader.firstObjects(this.key('restores', restore, ''));
      return objects.map(({ key }) => key);
    });
  }

  /** What differs in the folder of a Backup since it was looked at. Nobody writes there once a Backup is complete. Throws an Incident. */
  async changesOf(backup: string, { snapshot }: BackupObjects, signal: AbortSignal): Promise<ArchiveChanges> {
    return this.visit(signal, async (reader) => {
      const count = { added: 0, removed: 0, rewritten: 0 };
      const unexplained: string[] = [];
      for await (const change of changesSince(snapshot, reader.objects(this.key('backups', backup, '')))) {
        count[change.kind] += 1;
        const key = change.kind === 'removed' ? change.key : change.object.key;
        if (unexplained.length < NAMED) unexplained.push(`${change.kind}: ${key}`);
      }
      return { ...count, unexplained };
    });
  }

  private key(...parts: readonly string[]): string {
    const prefix = this.input.protection.backup.archive.prefix.replace(/^\/+|\/+$/g, '');
    return [...(prefix === '' ? [] : [prefix]), ...parts].join('/');
  }

  private async visit<T>(signal: AbortSignal, work: (reader: BucketReader) => Promise<T>): Promise<T> {
    const { options, ...input } = this.input;
    const limit = AbortSignal.timeout(VISIT);
    const { now, pause: between } = options;
    try {
      const limited = AbortSignal.any([signal, limit]);
      const reader = await openArchive({
        ...input,
        options: { now, signal: limited, ...(between !== undefined && { pause: between }) },
      });
      const result = await work(reader);
      this.clock = reader.clock ?? this.clock;
      return result;
    } catch (error) {
      signal.throwIfAborted();
      if (limit.aborted)
        throw new Incident('archive-busy', `the store of the backups was not done within ${VISIT / 1000} s`);
      if (StoreError.is(error))
        throw new Incident(REASONS[error.fault], `the store of the backups: ${error.message}`);
      throw error;
    }
  }
}

function unzipped(content: Buffer, file: string, reason: 'backup-corrupt' | 'results-unreadable'): unknown {
  try {
    return JSON.parse(gunzipSync(content, { maxOutputLength: LONGEST_CONTENT }).toString('utf8'));
  } catch {
    throw new Incident(reason, `the object ${file} in the store is no zipped JSON`);
  }
}
