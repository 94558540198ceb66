import { define } from '../definition';

/** Problems of the Flux tree and writing it. */
export const fluxProblems = {
  unrenderableObject: define('RST401', {
    title: 'Object cannot be written as YAML',
    severity: 'error',
    explanation:
      'A manifest is plain JSON: maps, lists, strings, finite numbers, booleans and null. A function, a class instance, a date, NaN or a cycle has no place in it, and guessing one would change what is applied.',
    fix: 'Pass plain values, for example date.toISOString() for a date.',
  }),
  duplicateFile: define('RST402', {
    title: 'Two owners of one file',
    severity: 'error',
    explanation:
      'Only one of them would be in the tree, and which one would depend on the order of the code.',
    fix: 'Give one of them another file name or folder.',
  }),
  illegalFilePath: define('RST403', {
    title: 'Illegal file path',
    severity: 'error',
    explanation:
      "Files are written below the output folder only, under names that every operating system and Git can check out. Git's own folder and the folder of the ledger are not for manifests.",
    fix: 'Use a relative path with forward slashes and without `..`, for example infrastructure/data/cluster.yaml.',
  }),
  collidingPaths: define('RST404', {
    title: 'Paths cannot stand side by side',
    severity: 'error',
    explanation:
      'A name cannot be a file and a folder at once, and names that differ in case or Unicode form only are one name on macOS and Windows: a clone there would lose one of the files.',
    fix: 'Rename one of the two.',
  }),
  unwritableFolder: define('RST405', {
    title: 'Output folder cannot be read or written',
    severity: 'error',
    explanation:
      'The tree would be incomplete. What was written so far is recorded, and the next synth completes it.',
    fix: 'Check the owner, the mode and the free space of the folder, or choose another one.',
  }),
  editedFileKept: define('RST406', {
    title: 'Edited file kept',
    severity: 'warning',
    explanation:
      'Synth wrote this file once and no longer produces it, but somebody edited it since: removing it would lose their work, and leaving it there unnoticed would keep Flux applying it.',
    fix: 'Delete the file, or keep it as your own by deleting its line from .restorable/tree.json.',
  }),
  linkInTheWay: define('RST407', {
    title: 'Symbolic link in the way',
    severity: 'error',
    explanation: 'Writing through a symbolic link would change files outside of the output folder.',
    fix: 'Remove the link, or choose the folder it points to as the output folder.',
  }),
  unreadableLedger: define('RST408', {
    title: 'Unreadable ledger',
    severity: 'error',
    explanation:
      'The ledger .restorable/tree.json says which files synth wrote and may remove. Without it, files that are no longer produced would stay and be applied.',
    fix: 'Restore the ledger from Git. If it is lost, delete it and remove stale files by hand after the next synth.',
  }),
  foreignFileInTheWay: define('RST409', {
    title: 'Foreign file in the way',
    severity: 'error',
    explanation:
      'Synth did not write what stands there, so it does not overwrite it: it may be the only copy.',
    fix: 'Move or delete it, then synth again.',
  }),
  illegalFolder: define('RST420', {
    title: 'Illegal path of a folder',
    severity: 'error',
    explanation:
      'Folders are written below the repository; a path that leads elsewhere would write or remove files of others.',
    fix: 'Write a relative path of plain segments, for example infrastructure/data/cnpg-clusters/develop.',
  }),
  folderWithoutCluster: define('RST421', {
    title: 'Folder that no cluster applies',
    severity: 'error',
    explanation:
      'A FluxFolder is applied by the Flux of the KubernetesCluster it stands in; outside one nobody would read it.',
    fix: 'Make the folder in a KubernetesCluster or in an Environment of one.',
  }),
  sharedKustomizationName: define('RST422', {
    title: 'Two folders share the name of a Kustomization',
    severity: 'error',
    explanation:
      'The Flux Kustomizations of one cluster stand in one namespace: of two with one name only one would exist.',
    fix: 'Give one of the folders a `name`.',
  }),
  folderCycle: define('RST423', {
    title: 'Folders wait for each other',
    severity: 'error',
    explanation: 'Flux applies a folder once those it depends on are ready; in a circle none ever is.',
    fix: 'Remove one of the dependencies.',
  }),
  emptyFolder: define('RST424', {
    title: 'Empty folder',
    severity: 'error',
    explanation:
      'kustomize refuses a kustomization without resources, so that the folder and all that depends on it stay unready.',
    fix: 'Put something into the folder, or leave it out.',
  }),
  duplicateObject: define('RST425', {
    title: 'Object is written twice',
    severity: 'error',
    explanation:
      'Two folders that write one object undo each other at every reconciliation; in one folder kustomize refuses it.',
    fix: 'Rename one of the objects, or write it once and depend on its folder.',
  }),
  constructInvalid: define('RST426', {
    title: 'Construct is not valid',
    severity: 'error',
    explanation: 'The construct says so itself (`node.addValidation`).',
    fix: 'See the reason.',
  }),
  outsideFolder: define('RST427', {
    title: 'Construct stands in no folder',
    severity: 'error',
    explanation: 'What is not in a FluxFolder is not applied by Flux.',
    fix: 'Make it in a FluxFolder.',
  }),
  foreignDependency: define('RST428', {
    title: 'Folder waits for a folder of another cluster',
    severity: 'error',
    explanation:
      'Flux looks for it among the Kustomizations of its own cluster, does not find it, and waits for ever.',
    fix: 'Depend on folders of the same cluster only.',
  }),
} as const;
