import { listArchive } from '../archive-listing';
import { deleteObject, readObject, writeObject } from '../archive-objects';
import { ARCHIVE_PREFIX, REPOSITORY_PREFIX } from './drill-environment';

/** Puts back what was damaged. */
export type Undo = () => Promise<void>;

/** Key of an object in the folder of a Backup. */
export function backupKey(backup: string, file: string): string {
  return `${ARCHIVE_PREFIX}backups/${backup}/${file}`;
}

/** Keys of the pieces of the repository that hold data of volumes (kopia: they begin with `p`). */
export async function dataPieces(): Promise<readonly string[]> {
  const keys = [...(await listArchive(`${REPOSITORY_PREFIX}p`)).keys()];
  if (keys.length === 0) throw new Error(`there is no data in ${REPOSITORY_PREFIX}`);
  return keys;
}

/** Deletes objects of the store. */
export async function remove(...keys: readonly string[]): Promise<Undo> {
  const contents = new Map<string, Buffer>();
  for (const key of keys) contents.set(key, await readObject(key));
  for (const key of keys) await deleteObject(key);
  return () => putBack(contents);
}

/** Changes objects of the store. */
export async function change(
  keys: readonly string[],
  changed: (content: Buffer) => Uint8Array,
): Promise<Undo> {
  const contents = new Map<string, Buffer>();
  for (const key of keys) contents.set(key, await readObject(key));
  for (const [key, content] of contents) await writeObject(key, changed(Buffer.from(content)));
  return () => putBack(contents);
}

/** The second half is gone. */
export function cut(content: Buffer): Uint8Array {
  return content.subarray(0, Math.floor(content.length / 2));
}

/** One bit in the middle is another. */
export function flip(content: Buffer): Uint8Array {
  const at = Math.floor(content.length / 2);
  content.writeUInt8(content.readUInt8(at) ^ 1, at);
  return content;
}

async function putBack(contents: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const [key, content] of contents) await writeObject(key, content);
}
