import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Incident } from '../drill/incident';
import { HASH_LENGTH } from './snapshot-content';
import type { ZipEntry } from './zip-entry';

/** Codes of a full file system, or of a full quota of one. */
const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/**
 * Writes a snapshot to a file, piece by piece, and compares it with the SHA-256 that etcd has appended to it.
 *
 * Throws an Incident `snapshot-corrupt`, `snapshot-truncated` or `out-of-space`. Returns the SHA-256 of the whole file.
 */
export async function downloadVerified(
  name: string,
  { size, content }: ZipEntry,
  file: string,
): Promise<string> {
  const whole = createHash('sha256');
  const database = createHash('sha256');
  const end = Buffer.alloc(HASH_LENGTH);
  const target = await open(file, 'w', 0o600);
  let at = 0;
  try {
    for await (const piece of content()) {
      whole.update(piece);
      const ofDatabase = Math.max(0, Math.min(piece.length, size - HASH_LENGTH - at));
      database.update(piece.subarray(0, ofDatabase));
      if (ofDatabase < piece.length) piece.copy(end, at + ofDatabase - (size - HASH_LENGTH), ofDatabase);
      at += piece.length;
      await target.write(piece);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!FULL.includes(code)) throw error;
    throw new Incident(
      'out-of-space',
      `the snapshot ${name} has ${size} bytes, and there is no room for them`,
    );
  } finally {
    await target.close();
  }
  if (at !== size)
    throw new Incident('snapshot-truncated', `of the ${size} bytes of the snapshot ${name} only ${at} came`);
  if (!database.digest().equals(end))
    throw new Incident(
      'snapshot-corrupt',
      `the snapshot ${name} has another hash than the one appended to it`,
    );
  return whole.digest('hex');
}
