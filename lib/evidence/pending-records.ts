import { join, resolve } from 'node:path';
import type { EvidenceRecord } from './evidence-record';
import { isPendingName, pendingName, type PendingPlace } from './pending-place';
import { createFile, listFiles, readFile, removeFile } from './plain-files';
import type { SignedRecord } from './signed-record';

/** Records that could not be stored, kept in a folder until they can. */
export class PendingRecords implements PendingPlace {
  /** The kept records of a folder. It is made when the first one is kept. */
  static in(folder: string): PendingRecords {
    return new PendingRecords(resolve(folder));
  }

  private constructor(readonly folder: string) {}

  /** Keeps a record; keeping it again changes nothing. Rejects with RST817, RST818. */
  async keep(record: SignedRecord): Promise<void> {
    await createFile(this.folder, pendingName(record), record.content);
  }

  /** What is kept, each under its name in the folder. Rejects with RST817, RST818. */
  async all(): Promise<readonly EvidenceRecord[]> {
    const files = (await listFiles(this.folder)).filter(({ name }) => isPendingName(name));
    return Promise.all(
      files.map(async ({ name }) => ({ name, content: await readFile(join(this.folder, name)) })),
    );
  }

  /** Removes a record that is stored. Rejects with RST817. */
  async remove(name: string): Promise<void> {
    await removeFile(join(this.folder, name));
  }
}
