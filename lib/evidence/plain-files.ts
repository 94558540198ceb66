import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { evidenceProblems, fail, RestorableError } from './problems';
import { LONGEST_RECORD } from './evidence-record';

/** A plain file below a folder. */
export interface PlainFile {
  /** Path below the folder, with slashes. */
  readonly name: string;
  readonly size: number;
}

/** What files are called while they are written. A killed process leaves one, which is never taken for a record. */
const UNFINISHED = '.unfinished';

/**
 * All plain files below a folder that are not hidden, sorted by name. Empty where there is no folder. Rejects with RST818
 * for anything that is neither file nor folder, RST817 for what the operating system refuses.
 */
export async function listFiles(root: string): Promise<readonly PlainFile[]> {
  const files: PlainFile[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) await walk(name);
      else if (entry.isFile()) files.push({ name, size: (await lstat(join(root, name))).size });
      else refuse(join(root, name));
    }
  };
  await answered(root, async () => {
    if (await isFolder(root)) await walk('');
  });
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The content of a plain file. Rejects with RST818 for a link or device, or a file that grew too long; else RST817. */
export async function readFile(path: string): Promise<Buffer> {
  return answered(path, async () => {
    // Not blocking: opening a pipe would otherwise wait for somebody to write into it.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stats = await file.stat();
      return stats.isFile() && stats.size <= LONGEST_RECORD ? await file.readFile() : refuse(path);
    } finally {
      await file.close();
    }
  });
}

/**
 * Writes a file that only its owner may write, whole or not at all; whether it did, `false` where there is one. Makes the
 * folders on the way. Rejects as `readFile` does.
 */
export async function createFile(root: string, name: string, content: Uint8Array): Promise<boolean> {
  const parts = name.split('/');
  const folders = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
  const path = join(root, name);
  return answered(path, async () => {
    for (const folder of ['', ...folders]) {
      // Recursive, since then it is no error that another process has just made it.
      if (!(await isFolder(join(root, folder)))) await mkdir(join(root, folder), { recursive: true });
    }
    const unfinished = join(root, ...folders.slice(-1), `.${randomUUID()}${UNFINISHED}`);
    try {
      const file = await open(unfinished, 'wx', 0o644);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      // A link is made only where nothing stands, in one step: a rename would overwrite.
      await link(unfinished, path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await unlink(unfinished).catch(() => undefined);
    }
  });
}

/** Removes a file. Rejects with RST817. */
export async function removeFile(path: string): Promise<void> {
  await answered(path, () => unlink(path));
}

/** Whether there is a folder. Refuses anything else in its place, links to folders too. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory() || refuse(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function refuse(path: string): never {
  return fail(evidenceProblems.unsafeFile, {
    value: path,
    reason: 'it is no plain file or folder of a place of evidence',
  });
}

async function answered<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (RestorableError.is(error)) throw error;
    const code = codeOf(error);
    if (code === undefined) throw error;
    // What the kernel says to a link that may not be followed (open(2), O_NOFOLLOW), and to a socket (open(2), ENXIO).
    if (code === 'ELOOP' || code === 'ENXIO') return refuse(path);
    return fail(evidenceProblems.storeRefused, {
      value: path,
      reason: `the operating system answers ${code}`,
    });
  }
}

function codeOf(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
