import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupManifest } from '../backup-manifest';

/** Bytes of a part. A data folder has about a thousand small files: one request for each would take longer than the rest. */
const PART = 16 * 1024 ** 2;

/** One part of a base backup: the contents of its files, in the order of the manifest, cut into pieces of equal size. */
export interface BackupPart {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** The parts that the files of a manifest make up. */
export function partsOf({ files }: Pick<BackupManifest, 'files'>): readonly BackupPart[] {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return Array.from({ length: Math.ceil(total / PART) }, (_, index) => ({
    name: `part-${String(index + 1).padStart(5, '0')}`,
    size: Math.min(PART, total - index * PART),
  }));
}

/** Reads the files of a backup as one after the other, and gives the contents of its parts. One is in memory at a time. */
export function* readParts(folder: string, manifest: Pick<BackupManifest, 'files'>): Generator<Buffer> {
  const parts = partsOf(manifest);
  let part = Buffer.alloc(parts[0]?.size ?? 0);
  let [index, filled] = [0, 0];
  for (const { path, size } of manifest.files) {
    const file = openSync(join(folder, path), 'r');
    try {
      for (let left = size; left > 0;) {
        const bytes = readSync(file, part, filled, Math.min(left, part.length - filled), null);
        if (bytes === 0) throw new Error(`file ${path} of the base backup is shorter than its manifest says`);
        left -= bytes;
        filled += bytes;
        if (filled < part.length) continue;
        yield part;
        index += 1;
        part = Buffer.alloc(parts[index]?.size ?? 0);
        filled = 0;
      }
    } finally {
      closeSync(file);
    }
  }
}

/** Writes the files of a backup from its parts, in order. The folders must be there. */
export class PartWriter {
  private index = 0;
  private written = 0;
  private file: number | undefined;

  constructor(
    private readonly folder: string,
    private readonly files: BackupManifest['files'],
  ) {}

  /** Writes what the next part holds. */
  write(part: Buffer): void {
    let rest = part;
    for (let next = this.files[this.index]; next !== undefined; next = this.files[this.index]) {
      this.file ??= openSync(join(this.folder, next.path), 'w', 0o600);
      const piece = rest.subarray(0, next.size - this.written);
      for (let at = 0; at < piece.length;) at += writeSync(this.file, piece, at);
      rest = rest.subarray(piece.length);
      this.written += piece.length;
      if (this.written < next.size) return;
      this.close();
      this.index += 1;
      this.written = 0;
    }
  }

  /** Closes the file that is being written, if any. */
  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}
