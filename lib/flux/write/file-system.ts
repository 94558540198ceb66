import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { fail, fluxProblems } from '../../core/problems';

/** The operations on disk that writing a tree takes. Tests replace them to kill a synth at each. */
export interface FileSystem {
  /** The content of a file; undefined where there is none. Does not follow a symbolic link: throws RST407. */
  tryRead(path: string): Buffer | undefined;
  /** Whether a file holds a content; undefined where there is no file, or a folder. Does not follow a symbolic link: throws RST407. */
  holds(path: string, content: Uint8Array): boolean | undefined;
  /** What stands at a path. */
  kindOf(path: string): 'nothing' | 'file' | 'folder' | 'link' | 'other';
  makeFolder(path: string): void;
  list(path: string): readonly string[];
  write(path: string, content: Uint8Array): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Removes a folder if it is empty; whether it did. */
  removeEmptyFolder(path: string): boolean;
}

/** The disk. Anything that goes wrong is reported as RST405 with path and cause. */
export const disk: FileSystem = {
  tryRead(path) {
    return whileOpen(path, (descriptor) => readFileSync(descriptor));
  },
  holds(path, content) {
    return whileOpen(path, (descriptor) => {
      const stats = fstatSync(descriptor);
      if (stats.isDirectory()) return undefined;
      return stats.size === content.length && sameBytes(descriptor, content);
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

/** Used again for every file: a tree of thousands of files would otherwise leave as many buffers behind. */
let found = Buffer.alloc(1 << 16);

function sameBytes(descriptor: number, content: Uint8Array): boolean {
  if (found.length < content.length) found = Buffer.alloc(content.length);
  let read = 0;
  while (read < content.length) {
    const count = readSync(descriptor, found, read, content.length - read, null);
    if (count === 0) return false;
    read += count;
  }
  return found.compare(content, 0, content.length, 0, content.length) === 0;
}

/** Opens a file for reading, unless there is none. */
function whileOpen<T>(path: string, act: (descriptor: number) => T): T | undefined {
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
      return act(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
}

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
