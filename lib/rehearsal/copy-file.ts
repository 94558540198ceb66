import { createHash } from 'node:crypto';
import { closeSync, fchownSync, openSync, readSync, writeSync } from 'node:fs';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { BackedUpFile } from './backup-manifest';
import type { ServerUser } from './server-user';

const CHUNK = 1024 * 1024;

/** Longest time of work without looking at anything else, milliseconds: Ctrl-C is heard in between. */
const LONGEST_TURN = 20;

/**
 * Copies files one after the other and digests what it copies. Synchronous calls, since a data folder has about a thousand
 * small files and waiting for a thread takes longer than reading one; other work has its turn in between.
 */
export class FileCopier {
  private readonly buffer = Buffer.allocUnsafe(CHUNK);
  private turn = performance.now();

  /** @param owner of the copies. @default - the user of this process */
  constructor(
    private readonly owner: ServerUser | undefined,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Copies one file. Rejects with the error of the system (ENOENT where it vanished), or with the abort.
   *
   * @returns size and digest of what was written
   */
  async copy(from: string, to: string): Promise<Omit<BackedUpFile, 'path'>> {
    await this.rest();
    const hash = createHash('sha256');
    const source = openSync(from, 'r');
    try {
      const target = openSync(to, 'w', 0o600);
      try {
        if (this.owner !== undefined) fchownSync(target, this.owner.uid, this.owner.gid);
        let size = 0;
        for (;;) {
          const bytes = readSync(source, this.buffer, 0, CHUNK, null);
          if (bytes === 0) return { size, sha256: hash.digest('hex') };
          const chunk = this.buffer.subarray(0, bytes);
          hash.update(chunk);
          for (let written = 0; written < bytes;) written += writeSync(target, chunk, written);
          size += bytes;
          await this.rest();
        }
      } finally {
        closeSync(target);
      }
    } finally {
      closeSync(source);
    }
  }

  private async rest(): Promise<void> {
    if (performance.now() - this.turn < LONGEST_TURN) return;
    await yieldToOthers();
    this.signal.throwIfAborted();
    this.turn = performance.now();
  }
}
