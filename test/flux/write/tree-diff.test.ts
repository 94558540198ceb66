import { diffTree, FileTree, writeTree } from '../../../lib/flux/write';
import { filesIn, ledgerPaths, putFile, temporaryRoot, treeOf } from './temporary-root';

test('a tree that is on disk has no drift', () => {
  const root = temporaryRoot({ 'foreign.txt': 'x' });
  writeTree(root, treeOf({ 'a.yaml': '1\n' }));
  expect(diffTree(root, treeOf({ 'a.yaml': '1\n' }))).toEqual([]);
});

test('added, changed and removed files are told by path, with their difference, and nothing is written', () => {
  const root = temporaryRoot();
  writeTree(root, treeOf({ 'changed.yaml': 'old\n', 'removed.yaml': 'old\n' }));
  const before = { files: filesIn(root), ledger: ledgerPaths(root) };
  const drifts = diffTree(root, treeOf({ 'added.yaml': 'new\n', 'changed.yaml': 'new\n' }));
  expect(drifts.map(({ path, kind }) => [path, kind])).toEqual([
    ['.restorable/tree.json', 'changed'],
    ['added.yaml', 'added'],
    ['changed.yaml', 'changed'],
    ['removed.yaml', 'removed'],
  ]);
  expect(drifts[1]?.diff).toContain('--- /dev/null\n+++ b/added.yaml\n');
  expect(drifts[2]?.diff).toContain('-old\n+new\n');
  expect(drifts[3]?.diff).toContain('+++ /dev/null\n');
  expect({ files: filesIn(root), ledger: ledgerPaths(root) }).toEqual(before);
});

test('an edited file is drift', () => {
  const root = temporaryRoot();
  writeTree(root, treeOf({ 'a.yaml': '1\n' }));
  putFile(root, 'a.yaml', 'edited\n');
  expect(diffTree(root, treeOf({ 'a.yaml': '1\n' }))[0]?.diff).toContain('-edited\n+1\n');
});

test('binary files are told apart without being printed', () => {
  const root = temporaryRoot();
  const tree = new FileTree();
  tree.add('runner.gz', new Uint8Array([0x1f, 0x8b, 0, 255]), 'test');
  expect(diffTree(root, tree)[1]?.diff).toBe('Binary files a/runner.gz and b/runner.gz differ\n');
});

test('a ledger that is missing is drift, since synth would write one', () => {
  const root = temporaryRoot({ 'a.yaml': '1' });
  expect(diffTree(root, treeOf({ 'a.yaml': '1' })).map(({ path, kind }) => [path, kind])).toEqual([
    ['.restorable/tree.json', 'added'],
  ]);
});
