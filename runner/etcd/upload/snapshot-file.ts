import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { HASH_LENGTH, isSnapshotSize } from '../snapshot-content';

/** A snapshot that was just taken. */
export interface SnapshotFile {
  readonly size: number;
  /** SHA-256 of the whole file, lower-case hex. */
  readonly sha256: string;
}

/** Looks whether a snapshot is whole: by its size, and by the SHA-256 that etcd appends to it. A text says why it is not. */
export async function readSnapshotFile(file: string): Promise<SnapshotFile | string> {
  const size = await stat(file).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) return 'there is no snapshot';
  if (!isSnapshotSize(size)) return `the snapshot has ${size} bytes: it is not whole`;
  const whole = createHash('sha256');
  const database = createHash('sha256');
  let appended = Buffer.alloc(0);
  let at = 0;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    whole.update(piece);
    const ofDatabase = Math.max(0, Math.min(piece.length, size - HASH_LENGTH - at));
    database.update(piece.subarray(0, ofDatabase));
    appended = Buffer.concat([appended, piece.subarray(ofDatabase)]);
    at += piece.length;
  }
  if (!database.digest().equals(appended)) return 'the snapshot has another hash than the one appended to it';
  return { size, sha256: whole.digest('hex') };
}
