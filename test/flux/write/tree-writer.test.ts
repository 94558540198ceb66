import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentDigest, LEDGER_FILE, writeTree } from '../../../lib/flux/write';
import { disk, type FileSystem } from '../../../lib/flux/write/file-system';
import { refusals } from '../../core/refusal';
import { filesIn, ledgerPaths, putFile, temporaryRoot, treeOf } from './temporary-root';

const CHANGING = ['makeFolder', 'write', 'rename', 'remove', 'removeEmptyFolder'] as const;

const FOREIGN = { 'README.md': 'mine', 'flux/apps/app.yaml': 'mine too' };

test('a first synth writes every file and the ledger, and leaves files of others alone', () => {
  const root = temporaryRoot(FOREIGN);
  const changes = writeTree(root, treeOf({ 'flux/a.yaml': '1', 'plan.json': '{}' }));
  expect(changes).toMatchObject({
    written: ['flux/a.yaml', 'plan.json'],
    unchanged: [],
    removed: [],
    kept: [],
  });
  expect(filesIn(root)).toEqual({ ...FOREIGN, 'flux/a.yaml': '1', 'plan.json': '{}' });
  expect(ledgerPaths(root)).toEqual(['flux/a.yaml', 'plan.json']);
});

test('a second synth without a change writes nothing', () => {
  const root = temporaryRoot();
  writeTree(root, treeOf({ 'a.yaml': '1' }));
  const operations: string[] = [];
  const changes = writeTree(root, treeOf({ 'a.yaml': '1' }), recorded(operations));
  expect(changes).toMatchObject({ written: [], unchanged: ['a.yaml'], removed: [] });
  expect(operations).toEqual([]);
});

test('only what differs is written', () => {
  const root = temporaryRoot();
  writeTree(root, treeOf({ 'a.yaml': '1', 'b.yaml': '1' }));
  const before = statSync(join(root, 'a.yaml')).ino;
  expect(writeTree(root, treeOf({ 'a.yaml': '1', 'b.yaml': '2' })).written).toEqual(['b.yaml']);
  expect(statSync(join(root, 'a.yaml')).ino).toBe(before);
  expect(filesIn(root)).toEqual({ 'a.yaml': '1', 'b.yaml': '2' });
});

test('what is no longer produced is removed with the folders it leaves empty, and only that', () => {
  const root = temporaryRoot(FOREIGN);
  writeTree(root, treeOf({ 'flux/apps/ours.yaml': '1', 'flux/old/deep/x.yaml': '1', 'a.yaml': '1' }));
  const changes = writeTree(root, treeOf({ 'a.yaml': '1' }));
  expect(changes.removed).toEqual(['flux/apps/ours.yaml', 'flux/old/deep/x.yaml']);
  expect(filesIn(root)).toEqual({ ...FOREIGN, 'a.yaml': '1' });
  expect(existsSync(join(root, 'flux/old'))).toBe(false);
  expect(ledgerPaths(root)).toEqual(['a.yaml']);
});

test('a file that was edited and is still produced is drift: it is written again', () => {
  const root = temporaryRoot();
  writeTree(root, treeOf({ 'a.yaml': '1' }));
  putFile(root, 'a.yaml', 'edited');
  expect(writeTree(root, treeOf({ 'a.yaml': '1' })).written).toEqual(['a.yaml']);
});

test('a file that was edited and is no longer produced stays, and is told', () => {
  const root = temporaryRoot();
  writeTree(root, treeOf({ 'a.yaml': '1', 'b.yaml': '1' }));
  putFile(root, 'a.yaml', 'edited');
  const changes = writeTree(root, treeOf({ 'b.yaml': '1' }));
  expect(changes.removed).toEqual([]);
  expect(changes.kept.map(({ code, value }) => [code, value])).toEqual([['RST406', "'a.yaml'"]]);
  expect(filesIn(root)).toEqual({ 'a.yaml': 'edited', 'b.yaml': '1' });
  expect(writeTree(root, treeOf({ 'b.yaml': '1' })).kept.map(({ code }) => code)).toEqual(['RST406']);
});

test('a file of ours can become a folder, and a folder of ours a file', () => {
  const root = temporaryRoot();
  writeTree(root, treeOf({ a: '1', 'b/c.yaml': '1' }));
  writeTree(root, treeOf({ 'a/x.yaml': '2', b: '2' }));
  expect(filesIn(root)).toEqual({ 'a/x.yaml': '2', b: '2' });
});

test('a folder of somebody else where a file is needed is told, and nothing is touched', () => {
  const root = temporaryRoot({ 'a/mine.txt': 'mine' });
  expect(refusals(() => writeTree(root, treeOf({ a: '1', 'b.yaml': '1' }))).map(({ code }) => code)).toEqual([
    'RST409',
  ]);
  expect(filesIn(root)).toEqual({ 'a/mine.txt': 'mine' });
});

test('a ledger that names a file outside the root removes nothing', () => {
  const parent = temporaryRoot({ 'victim.txt': 'x', 'root/a.yaml': '1' });
  const digest = contentDigest(Buffer.from('x'));
  putFile(parent, `root/${LEDGER_FILE}`, JSON.stringify({ version: 1, files: { '../victim.txt': digest } }));
  const found = refusals(() => writeTree(join(parent, 'root'), treeOf({ 'a.yaml': '1' })));
  expect(found.map(({ code }) => code)).toEqual(['RST408']);
  expect(filesIn(parent)).toMatchObject({ 'victim.txt': 'x' });
});

test('a ledger is not written through a link', () => {
  const outside = temporaryRoot();
  const root = temporaryRoot();
  symlinkSync(outside, join(root, '.restorable'));
  expect(refusals(() => writeTree(root, treeOf({ 'a.yaml': '1' }))).map(({ code }) => code)).toEqual([
    'RST407',
  ]);
  expect(filesIn(outside)).toEqual({});
});

test('a stale file behind a link of somebody else is left to them', () => {
  const outside = temporaryRoot({ 'x.yaml': 'theirs' });
  const root = temporaryRoot();
  writeTree(root, treeOf({ 'old/x.yaml': '1', 'a.yaml': '1' }));
  rmSync(join(root, 'old'), { recursive: true });
  symlinkSync(outside, join(root, 'old'));
  expect(writeTree(root, treeOf({ 'a.yaml': '1' })).kept.map(({ code }) => code)).toEqual(['RST406']);
  expect(filesIn(outside)).toEqual({ 'x.yaml': 'theirs' });
});

test('a file of somebody else is not overwritten, and nothing is touched', () => {
  const root = temporaryRoot({ 'a.yaml': 'mine' });
  const found = refusals(() => writeTree(root, treeOf({ 'a.yaml': '1', 'b.yaml': '1' })));
  expect(found.map(({ code }) => code)).toEqual(['RST409']);
  expect(filesIn(root)).toEqual({ 'a.yaml': 'mine' });
});

test('a file of somebody else that is what would be written is taken over', () => {
  const root = temporaryRoot({ 'a.yaml': '1' });
  expect(writeTree(root, treeOf({ 'a.yaml': '1' }))).toMatchObject({ written: [], unchanged: ['a.yaml'] });
  expect(ledgerPaths(root)).toEqual(['a.yaml']);
});

test('symbolic links are not written through, neither files nor folders; all are told at once', () => {
  const outside = temporaryRoot({ 'target.yaml': 'outside', 'folder/x.yaml': 'outside' });
  const root = temporaryRoot();
  symlinkSync(join(outside, 'target.yaml'), join(root, 'a.yaml'));
  symlinkSync(join(outside, 'folder'), join(root, 'linked'));
  const found = refusals(() => writeTree(root, treeOf({ 'a.yaml': '1', 'linked/x.yaml': '1' })));
  expect(found.map(({ code, value }) => [code, value?.includes('linked')])).toEqual([
    ['RST407', false],
    ['RST407', true],
  ]);
  expect(filesIn(outside)).toEqual({ 'target.yaml': 'outside', 'folder/x.yaml': 'outside' });
});

test('a file where a folder is needed is told, not replaced', () => {
  const root = temporaryRoot({ flux: 'a file' });
  expect(refusals(() => writeTree(root, treeOf({ 'flux/a.yaml': '1' }))).map(({ code }) => code)).toEqual([
    'RST409',
  ]);
  expect(filesIn(root)).toEqual({ flux: 'a file' });
});

test('a root that cannot be written is one coded problem with the path', () => {
  const parent = temporaryRoot({ file: '' });
  const [found] = refusals(() => writeTree(join(parent, 'file', 'below'), treeOf({ 'a.yaml': '1' })));
  expect(found?.code).toBe('RST405');
  expect(found?.value).toContain('below');
  expect(found?.reason).toContain('ENOTDIR');
});

test.each(['', '{', '{"version":2,"files":{}}', '{"version":1,"files":{"a":1}}', '[]'])(
  'the ledger %j is not guessed at',
  (text) => {
    const root = temporaryRoot({ [LEDGER_FILE]: text });
    expect(refusals(() => writeTree(root, treeOf({ 'a.yaml': '1' }))).map(({ code }) => code)).toEqual([
      'RST408',
    ]);
    expect(filesIn(root)).toEqual({});
  },
);

test('the ledger is sorted and ends with a newline, so that it merges well', () => {
  const root = temporaryRoot();
  writeTree(root, treeOf({ 'b.yaml': '1', 'a.yaml': '1' }));
  const text = readFileSync(join(root, LEDGER_FILE), 'utf8');
  expect(text.indexOf('a.yaml')).toBeLessThan(text.indexOf('b.yaml'));
  expect(text).toMatch(/\}\n$/);
  expect(text).not.toContain('unfinished');
});

describe('killed before any operation on disk', () => {
  const before = { 'keep.yaml': '1', 'change.yaml': 'old', 'gone/x.yaml': 'old' };
  const after = { 'keep.yaml': '1', 'change.yaml': 'new', 'new/y.yaml': 'new' };
  const count = operationsOf(before, after);

  test.each(Array.from({ length: count }, (_, n) => n))(
    'the next synth repairs the tree (operation %i)',
    (n) => {
      const root = temporaryRoot(FOREIGN);
      writeTree(root, treeOf(before));
      expect(() => writeTree(root, treeOf(after), killedAt(n))).toThrow('killed');
      writeTree(root, treeOf(after));
      expect(filesIn(root)).toEqual({ ...FOREIGN, ...after });
      expect(ledgerPaths(root)).toEqual(Object.keys(after).sort());
    },
  );

  test.each(Array.from({ length: count }, (_, n) => n))('going back repairs it too (operation %i)', (n) => {
    const root = temporaryRoot(FOREIGN);
    writeTree(root, treeOf(before));
    expect(() => writeTree(root, treeOf(after), killedAt(n))).toThrow('killed');
    writeTree(root, treeOf(before));
    expect(filesIn(root)).toEqual({ ...FOREIGN, ...before });
    expect(ledgerPaths(root)).toEqual(Object.keys(before).sort());
  });
});

/** The disk, with a look at every operation that changes it. */
function watched(look: (name: string, path: string) => void): FileSystem {
  const files = { ...disk };
  for (const name of CHANGING) {
    const act = disk[name].bind(disk) as (...args: unknown[]) => unknown;
    Object.assign(files, {
      [name]: (...args: unknown[]) => {
        look(name, String(args[0]));
        return act(...args);
      },
    });
  }
  return files;
}

function recorded(operations: string[]): FileSystem {
  return watched((name, path) => operations.push(`${name} ${path}`));
}

/** The disk until the process is killed before an operation; a write that is cut short leaves half a file. */
function killedAt(n: number): FileSystem {
  let done = 0;
  return watched((name, path) => {
    if (done++ !== n) return;
    if (name === 'write') writeFileSync(path, 'hal');
    throw new Error('killed');
  });
}

function operationsOf(before: Record<string, string>, after: Record<string, string>): number {
  const root = temporaryRoot();
  mkdirSync(root, { recursive: true });
  writeTree(root, treeOf(before));
  const operations: string[] = [];
  writeTree(root, treeOf(after), recorded(operations));
  return operations.length;
}
