import { dirname, join } from 'node:path';
import { fluxProblems, problem, RestorableError, type Problem } from '../../core/problems';
import type { FileSystem } from './file-system';
import { contentDigest, type FileTree } from './file-tree';
import type { Ledger } from './ledger';

/** What writing a tree would do, worked out by reading only. */
export interface PlannedChanges {
  /** Files to write, and whether they exist already. */
  readonly write: readonly { readonly path: string; readonly content: Buffer; readonly exists: boolean }[];
  readonly unchanged: readonly string[];
  /** Files that synth wrote once and no longer produces. */
  readonly remove: readonly string[];
  /** Such files that somebody edited since: they stay (RST406), and so does their line in the ledger. */
  readonly kept: readonly { readonly path: string; readonly warning: Problem }[];
  /** The ledger once everything is done. */
  readonly ledger: Ledger;
}

/**
 * Compares a tree with what is on disk. Throws RST405, RST407 and RST409, all that apply at once: a link or a file of
 * somebody else in the way.
 */
export function planChanges(root: string, tree: FileTree, ledger: Ledger, files: FileSystem): PlannedChanges {
  const problems: Problem[] = [];
  const folders = new Folders(root, files, (folder) => ledger.entries.has(folder) && !tree.has(folder));
  const write: { path: string; content: Buffer; exists: boolean }[] = [];
  const unchanged: string[] = [];
  for (const [path, content] of tree.files) {
    try {
      const reachable = folders.exists(dirname(path));
      const same = reachable ? files.holds(join(root, path), content) : undefined;
      if (same === true) unchanged.push(path);
      else if (reachable && isForeign(path, same, ledger, root, files)) {
        problems.push(
          problem(fluxProblems.foreignFileInTheWay, {
            value: path,
            reason: 'synth did not write what is there',
          }),
        );
      } else write.push({ path, content, exists: same !== undefined });
    } catch (error) {
      if (!RestorableError.is(error)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new RestorableError(problems);
  const { remove, kept } = planRemovals(root, tree, ledger, files);
  const entries = new Map<string, readonly string[]>(
    tree.files.map(([path, content]) => [path, [contentDigest(content)]] as const),
  );
  for (const { path } of kept) entries.set(path, ledger.entries.get(path) ?? []);
  return { write, unchanged, remove, kept, ledger: { unfinished: false, entries } };
}

/** Whether somebody else's file, or a folder with nothing of ours, stands where a file is to be written. */
function isForeign(
  path: string,
  same: boolean | undefined,
  ledger: Ledger,
  root: string,
  files: FileSystem,
): boolean {
  if (same === false) return !ledger.entries.has(path);
  if (files.kindOf(join(root, path)) !== 'folder') return false;
  return ![...ledger.entries.keys()].some((ours) => ours.startsWith(`${path}/`));
}

function planRemovals(
  root: string,
  tree: FileTree,
  ledger: Ledger,
  files: FileSystem,
): Pick<PlannedChanges, 'remove' | 'kept'> {
  const remove: string[] = [];
  const kept: { path: string; warning: Problem }[] = [];
  const folders = new Folders(root, files, () => false);
  for (const [path, digests] of ledger.entries) {
    if (tree.has(path)) continue;
    const keep = (reason: string) =>
      kept.push({ path, warning: problem(fluxProblems.editedFileKept, { value: path, reason }) });
    try {
      const old = folders.exists(dirname(path)) ? files.tryRead(join(root, path)) : undefined;
      if (old === undefined) continue;
      if (digests.includes(contentDigest(old))) remove.push(path);
      else keep('its content is not what synth wrote');
    } catch (error) {
      // Somebody put a link or a file where our folder was: what is behind it is theirs.
      if (
        !RestorableError.is(error) ||
        error.problems.some(({ code }) => code === fluxProblems.unwritableFolder.code)
      ) {
        throw error;
      }
      keep('something else stands in its way');
    }
  }
  return { remove, kept };
}

/** Which folders of a tree are there; each is looked at once. */
class Folders {
  private readonly known = new Map<string, boolean>([['.', true]]);

  /** @param isLeaving whether a path is a file of ours that is about to be removed */
  constructor(
    private readonly root: string,
    private readonly files: FileSystem,
    private readonly isLeaving: (path: string) => boolean,
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
    if (kind === 'file' && this.isLeaving(folder)) return false;
    // Told once: below it nothing exists.
    this.known.set(folder, false);
    const definition = kind === 'link' ? fluxProblems.linkInTheWay : fluxProblems.foreignFileInTheWay;
    const reason =
      kind === 'link' ? 'the folder is a symbolic link' : 'a file stands where a folder is needed';
    throw new RestorableError([problem(definition, { value: folder, reason })]);
  }
}
