import { basename, dirname, join } from 'node:path';
import type { Problem } from '../../core/problems';
import { disk, type FileSystem } from './file-system';
import type { FileTree } from './file-tree';
import { LEDGER_FILE, ledgerText, readLedger, type Ledger } from './ledger';
import { planChanges } from './tree-changes';

/** What writing a tree did. Paths are relative to its root. */
export interface TreeChanges {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** Warnings about files that would have been removed, had nobody edited them. */
  readonly kept: readonly Problem[];
}

/** Ending of files that are being written. A killed synth leaves them; the next one removes them. */
const UNFINISHED = '.restorable-tmp';

/**
 * Writes a tree: only files whose content differs, each at once (a file is never half there), and removes those it wrote
 * before and no longer produces. Files of others stay. Killed at any moment, the next call completes it: the ledger names
 * a file before it is written and forgets it after it is removed.
 *
 * Throws RST405, RST407, RST408 and RST409; except for RST405 nothing was touched then.
 */
export function writeTree(root: string, tree: FileTree, files: FileSystem = disk): TreeChanges {
  const ledger = readLedger(root, files);
  const plan = planChanges(root, tree, ledger, files);
  const { write, unchanged, remove, kept } = plan;
  const changes: TreeChanges = {
    written: write.map(({ path }) => path),
    unchanged,
    removed: remove,
    kept: kept.map(({ warning }) => warning),
  };
  const interrupted =
    ledger.unfinished || files.kindOf(unfinishedName(join(root, LEDGER_FILE))) !== 'nothing';
  if (interrupted) removeUnfinished(root, [...ledger.entries.keys(), ...tree.paths], files);
  if (write.length === 0 && remove.length === 0 && ledgerText(ledger) === ledgerText(plan.ledger))
    return changes;

  replace(root, LEDGER_FILE, Buffer.from(ledgerText(during(ledger, plan.ledger))), files);
  // First what leaves: a file may become a folder, or a name change its case only.
  for (const path of remove) {
    files.remove(join(root, path));
    removeEmptyFolders(root, dirname(path), files);
  }
  for (const { path, content } of write) replace(root, path, content, files);
  replace(root, LEDGER_FILE, Buffer.from(ledgerText(plan.ledger)), files);
  return changes;
}

/** What may be on disk while a synth runs: files of before and after, with the content of before or after. */
function during(before: Ledger, after: Ledger): Ledger {
  const entries = new Map<string, readonly string[]>(before.entries);
  for (const [path, digests] of after.entries)
    entries.set(path, [...new Set([...(entries.get(path) ?? []), ...digests])]);
  return { unfinished: true, entries };
}

function replace(root: string, path: string, content: Uint8Array, files: FileSystem): void {
  const target = join(root, path);
  const unfinished = unfinishedName(target);
  files.makeFolder(dirname(target));
  files.write(unfinished, content);
  files.rename(unfinished, target);
}

function unfinishedName(target: string): string {
  return join(dirname(target), `.${basename(target)}${UNFINISHED}`);
}

function removeUnfinished(root: string, paths: readonly string[], files: FileSystem): void {
  for (const folder of new Set([dirname(LEDGER_FILE), ...paths.map((path) => dirname(path))])) {
    const path = join(root, folder);
    if (files.kindOf(path) !== 'folder') continue;
    for (const name of files.list(path)) {
      if (name.startsWith('.') && name.endsWith(UNFINISHED)) files.remove(join(path, name));
    }
  }
}

function removeEmptyFolders(root: string, folder: string, files: FileSystem): void {
  for (let path = folder; path !== '.'; path = dirname(path)) {
    if (!files.removeEmptyFolder(join(root, path))) return;
  }
}
