import { join } from 'node:path';
import { disk, type FileSystem } from './file-system';
import type { FileTree } from './file-tree';
import { LEDGER_FILE, ledgerText, readLedger } from './ledger';
import { planChanges } from './tree-changes';
import { unifiedDiff } from './unified-diff';

/** One file in which the disk differs from the tree. */
export interface TreeDrift {
  readonly path: string;
  /** What writing the tree would do to it. */
  readonly kind: 'added' | 'changed' | 'removed';
  /** From what is on disk to what the tree says, in the unified format; one line for binary files. */
  readonly diff: string;
}

/**
 * How the disk differs from a tree, sorted by path, the ledger included. Writes nothing. Throws RST405, RST407, RST408 and
 * RST409.
 */
export function diffTree(root: string, tree: FileTree, files: FileSystem = disk): readonly TreeDrift[] {
  const before = readLedger(root, files);
  const { write, remove, ledger } = planChanges(root, tree, before, files);
  const drifts = [
    ...write.map(({ path, content, exists }) => drift(root, path, exists, content, files)),
    ...remove.map((path) => drift(root, path, true, undefined, files)),
  ];
  const text = ledgerText(ledger);
  const written = files.tryRead(join(root, LEDGER_FILE));
  if (written?.toString('utf8') !== text) {
    drifts.push(drift(root, LEDGER_FILE, written !== undefined, Buffer.from(text), files));
  }
  return drifts.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function drift(
  root: string,
  path: string,
  exists: boolean,
  updated: Buffer | undefined,
  files: FileSystem,
): TreeDrift {
  const kind = updated === undefined ? 'removed' : exists ? 'changed' : 'added';
  return {
    path,
    kind,
    diff: difference(path, exists ? files.tryRead(join(root, path)) : undefined, updated),
  };
}

function difference(path: string, old: Buffer | undefined, updated: Buffer | undefined): string {
  const before = text(old);
  const after = text(updated);
  if (before === undefined || after === undefined) return `Binary files a/${path} and b/${path} differ\n`;
  return unifiedDiff(
    before,
    after,
    old === undefined ? '/dev/null' : `a/${path}`,
    updated === undefined ? '/dev/null' : `b/${path}`,
  );
}

/** The text of a content; undefined where it is none. */
function text(content: Buffer | undefined): string | undefined {
  if (content === undefined) return '';
  const decoded = content.toString('utf8');
  return decoded.includes('\0') || decoded.includes('\uFFFD') ? undefined : decoded;
}
