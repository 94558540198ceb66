import { LONGEST_RECORD, type EvidenceRecord, type RecordAlteration } from './evidence-record';

/** What a list says of a file. */
export interface EvidenceEntry {
  /** Name below the root of the place, with slashes. */
  readonly name: string;
  /** Bytes; of the oldest version. */
  readonly size: number;
  /** Which version is the oldest one; absent where the place keeps none. */
  readonly version?: string;
  readonly altered?: RecordAlteration;
  /** Why there is nothing to read, for people. @default - it can be read */
  readonly unread?: string;
}

/** A place where records are kept: files that are written once and never changed. Each method rejects with RST817. */
export interface EvidenceStore {
  /** All files that end in `.json`, sorted by name. @param folder only those whose names begin with it */
  list(folder?: string): Promise<readonly EvidenceEntry[]>;
  /** The content of a listed file; of its oldest version where the place keeps versions. */
  get(entry: EvidenceEntry): Promise<Uint8Array>;
  /** Writes a file, whole or not at all, unless there is one of that name. */
  putIfAbsent(name: string, content: Uint8Array): Promise<PutOutcome>;
}

/** `exists`: there is a file of that name, and it was left as it is. */
export type PutOutcome = 'stored' | 'exists';

/** How many files are read at once. */
const AT_ONCE = 8;

/** Reads one file. One that is too long to be a record is not read. */
export async function readRecord(store: EvidenceStore, entry: EvidenceEntry): Promise<EvidenceRecord> {
  const { name, size, altered } = entry;
  const unread =
    entry.unread ?? (size > LONGEST_RECORD ? `it has ${size} bytes, and a record has fewer` : undefined);
  return {
    name,
    content: unread === undefined ? await store.get(entry) : new Uint8Array(),
    ...(unread !== undefined && { unread }),
    ...(altered !== undefined && { altered }),
  };
}

/** Reads all files of a place, to be verified. @param folder only those whose names begin with it */
export async function readRecords(store: EvidenceStore, folder?: string): Promise<readonly EvidenceRecord[]> {
  const entries = await store.list(folder);
  const records: EvidenceRecord[] = [];
  const readers = Array.from({ length: AT_ONCE }, async (_, first) => {
    for (let index = first; index < entries.length; index += AT_ONCE) {
      const entry = entries[index];
      if (entry !== undefined) records[index] = await readRecord(store, entry);
    }
  });
  await Promise.all(readers);
  return records;
}
