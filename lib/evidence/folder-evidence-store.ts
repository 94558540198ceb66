import { join, resolve } from 'node:path';
import { evidenceProblems, fail } from './problems';
import type { EvidenceEntry, EvidenceStore, PutOutcome } from './evidence-store';
import { createFile, listFiles, readFile } from './plain-files';
import { tryReadRecordName } from './record-name';

/**
 * Records in a folder: for rehearsals, and for copies of a bucket. It never overwrites and follows no link, but whoever owns
 * the folder can still remove and replace files; only a bucket with locks keeps evidence of drills.
 */
export class FolderEvidenceStore implements EvidenceStore {
  /** The records in a folder. It is made when the first one is written. */
  static at(folder: string): FolderEvidenceStore {
    return new FolderEvidenceStore(resolve(folder));
  }

  private constructor(readonly folder: string) {}

  /** Rejects with RST817, or with RST818 for a link or a device in the folder. */
  async list(folder = ''): Promise<readonly EvidenceEntry[]> {
    const files = await listFiles(this.folder);
    return files.filter(({ name }) => name.startsWith(folder) && name.endsWith('.json'));
  }

  /** Rejects as `list` does, and with RST819 for a name that leads out of the folder. */
  async get({ name }: EvidenceEntry): Promise<Uint8Array> {
    if (name.split('/').some((part) => part === '' || part.startsWith('.')))
      fail(evidenceProblems.invalidRecordName, { value: name, reason: 'it leads out of the folder' });
    return readFile(join(this.folder, name));
  }

  /** Rejects with RST817, with RST818 for a link or a device in the way, with RST819 for a name that is none of a record. */
  async putIfAbsent(name: string, content: Uint8Array): Promise<PutOutcome> {
    if (tryReadRecordName(name) === undefined)
      fail(evidenceProblems.invalidRecordName, { value: name, reason: 'it is no name of a record' });
    return (await createFile(this.folder, name, content)) ? 'stored' : 'exists';
  }
}
