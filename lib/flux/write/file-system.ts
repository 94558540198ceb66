import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { fail, fluxProblems } from '../../core/problems';
import type { FileContent } from './file-tree';

/** The operations on disk that writing a tree takes. Tests replace them to kill a synth at each. */
export interface FileSystem {
  /** The content of a file; undefined where there is none. Does not follow a symbolic link: throws RST407. */
  tryRead(path: string): Buffer | undefined;
  /** What stands at a path. */
  kindOf(path: string): 'nothing' | 'file' | 'folder' | 'link' | 'other';
  makeFolder(path: string): void;
  list(path: string): readonly string[];
  write(path: string, content: FileContent): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Removes a folder if it is empty; whether it did. */
  removeEmptyFolder(path: string): boolean;
}

/** The disk. Anything that goes wrong is reported as RST405 with path and cause. */
export const disk: FileSystem = {
  tryRead(path) {
    return guarded(path, () => {
      let descriptor: number;
      try {
        descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        if (codeOf(error) === 'ELOOP') {
          fail(fluxProblems.linkInTheWay, { value: path, reason: 'the file is a symbolic link' });
        }
        throw error;
      }
      try {
        return readFileSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    });
  },
  kindOf(path) {
    return guarded(path, () => {
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (stats === undefined) return 'nothing';
      if (stats.isSymbolicLink()) return 'link';
      return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other';
    });
  },
  makeFolder(path) {
    guarded(path, () => mkdirSync(path, { recursive: true }));
  },
  list(path) {
    return guarded(path, () => readdirSync(path));
  },
  write(path, content) {
    guarded(path, () => writeFileSync(path, content));
  },
  rename(from, to) {
    guarded(to, () => renameSync(from, to));
  },
  remove(path) {
    guarded(path, () => unlinkSync(path));
  },
  removeEmptyFolder(path) {
    return guarded(path, () => {
      try {
        rmdirSync(path);
        return true;
      } catch (error) {
        if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error))) return false;
        throw error;
      }
    });
  },
};

function guarded<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const code = codeOf(error);
    if (code === '') throw error;
    return fail(
      fluxProblems.unwritableFolder,
      { value: path, reason: `the operating system answers ${code}` },
      error,
    );
  }
}

function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' ? code : '';
}
