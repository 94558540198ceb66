export { contentDigest, FileTree, treeDigest } from './file-tree';
export { LEDGER_FILE } from './ledger';
export { diffTree, type TreeDrift } from './tree-diff';
export { writeTree, type TreeChanges } from './tree-writer';
