import { join } from 'node:path';
import { disk, type FileSystem } from './file-system';
import type { FileTree } from './file-tree';
import { readLedger } from './ledger';
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

/** How the disk differs from a tree, sorted by path. Writes nothing. Throws RST405, RST407, RST408 and RST409. */
export function diffTree(root: string, tree: FileTree, files: FileSystem = disk): readonly TreeDrift[] {
  const { write, remove } = planChanges(root, tree, readLedger(root, files), files);
  const drifts = [
    ...write.map(({ path, content, exists }): TreeDrift => ({
      path,
      kind: exists ? 'changed' : 'added',
      diff: difference(path, exists ? files.tryRead(join(root, path)) : undefined, content),
    })),
    ...remove.map((path): TreeDrift => ({
      path,
      kind: 'removed',
      diff: difference(path, files.tryRead(join(root, path)), undefined),
    })),
  ];
  return drifts.sort((a, b) => (a.path < b.path ? -1 : 1));
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
