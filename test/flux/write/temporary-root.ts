import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FileTree, LEDGER_FILE } from '../../../lib/flux/write';

const made: string[] = [];

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own for a test, with files of somebody else in it. */
export function temporaryRoot(foreign: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'restorable-write-'));
  made.push(root);
  for (const [path, content] of Object.entries(foreign)) putFile(root, path, content);
  return root;
}

/** Writes a file as somebody else would. */
export function putFile(root: string, path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** A tree of these files. */
export function treeOf(files: Readonly<Record<string, string>>): FileTree {
  const tree = new FileTree();
  for (const [path, content] of Object.entries(files)) tree.add(path, content, 'test');
  return tree;
}

/** Every file below a root by path, without the ledger. */
export function filesIn(root: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (entry.isDirectory()) Object.assign(found, filesIn(root, path));
    else if (path !== LEDGER_FILE) found[path] = readFileSync(join(root, path), 'utf8');
  }
  return found;
}

/** The paths the ledger of a root names. */
export function ledgerPaths(root: string): string[] {
  const file = join(root, LEDGER_FILE);
  if (!existsSync(file)) return [];
  return Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { files: object }).files);
}
