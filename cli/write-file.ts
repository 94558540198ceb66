import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cliProblems, fail } from '../lib/core/problems';

/**
 * Writes a file, whole or not at all, and the folders above it. Throws RST721.
 *
 * @param shown the path as the user knows it
 */
export function writeFile(path: string, content: string, shown: string): void {
  const draft = join(dirname(path), `.${basename(path)}.restorable-tmp`);
  guarded(shown, () => {
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeFileSync(draft, content);
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  });
}

/** Does something with a file and tells what goes wrong. Throws RST721. */
export function guarded<T>(shown: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return fail(cliProblems.fileInaccessible, { value: shown, reason: `it cannot be used: ${code}` }, error);
  }
}
