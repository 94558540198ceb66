import { dirname, join } from 'node:path';
import { fluxProblems, problem, RestorableError, type Problem } from '../../core/problems';
import type { FileSystem } from './file-system';
import { contentDigest, type FileTree } from './file-tree';
import type { Ledger } from './ledger';

/** What writing a tree would do, worked out by reading only. */
export interface PlannedChanges {
  /** Files to write, and whether they exist already. */
  readonly write: readonly {
    readonly path: string;
    readonly content: Buffer;
    readonly exists: boolean;
  }[];
  readonly unchanged: readonly string[];
  /** Files that synth wrote once and no longer produces. */
  readonly remove: readonly string[];
  /** Such files that somebody edited since: they stay (RST406). */
  readonly kept: readonly Problem[];
}

/**
 * Compares a tree with what is on disk. Throws RST405, RST407 and RST409, all that apply at once: a link or a file of
 * somebody else in the way.
 */
export function planChanges(root: string, tree: FileTree, ledger: Ledger, files: FileSystem): PlannedChanges {
  const problems: Problem[] = [];
  const gathered = <T>(act: () => T): T | undefined => {
    try {
      return act();
    } catch (error) {
      if (!RestorableError.is(error)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const folders = new Folders(root, files);
  const write: { path: string; content: Buffer; exists: boolean }[] = [];
  const unchanged: string[] = [];
  for (const [path, content] of tree.files) {
    gathered(() => {
      const same = folders.exists(dirname(path)) ? files.holds(join(root, path), content) : undefined;
      if (same === true) unchanged.push(path);
      else if (same === false && !ledger.entries.has(path)) {
        problems.push(
          problem(fluxProblems.foreignFileInTheWay, { value: path, reason: 'synth did not write this file' }),
        );
      } else write.push({ path, content, exists: same !== undefined });
    });
  }
  const remove: string[] = [];
  const kept: Problem[] = [];
  for (const [path, digests] of ledger.entries) {
    if (tree.has(path)) continue;
    gathered(() => {
      const old = folders.exists(dirname(path)) ? files.tryRead(join(root, path)) : undefined;
      if (old === undefined) return;
      if (digests.includes(contentDigest(old))) remove.push(path);
      else
        kept.push(
          problem(fluxProblems.editedFileKept, {
            value: path,
            reason: 'its content is not what synth wrote',
          }),
        );
    });
  }
  if (problems.length > 0) throw new RestorableError(problems);
  return { write, unchanged, remove, kept };
}

/** Which folders of a tree are there; each is looked at once. */
class Folders {
  private readonly known = new Map<string, boolean>([['.', true]]);

  constructor(
    private readonly root: string,
    private readonly files: FileSystem,
  ) {}

  /** Whether a folder exists. Throws RST407 for a link, RST409 for a file in its place. */
  exists(folder: string): boolean {
    const known = this.known.get(folder);
    if (known !== undefined) return known;
    const exists = this.exists(dirname(folder)) && this.look(folder);
    this.known.set(folder, exists);
    return exists;
  }

  private look(folder: string): boolean {
    const kind = this.files.kindOf(join(this.root, folder));
    if (kind === 'folder' || kind === 'nothing') return kind === 'folder';
    // Told once: below it nothing exists.
    this.known.set(folder, false);
    const definition = kind === 'link' ? fluxProblems.linkInTheWay : fluxProblems.foreignFileInTheWay;
    const reason =
      kind === 'link' ? 'the folder is a symbolic link' : 'a file stands where a folder is needed';
    throw new RestorableError([problem(definition, { value: folder, reason })]);
  }
}
