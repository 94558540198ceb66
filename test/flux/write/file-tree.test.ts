import fc from 'fast-check';
import { FileTree, treeDigest } from '../../../lib/flux/write';
import { refusals } from '../../core/refusal';
import { treeOf } from './temporary-root';

function codesOf(act: () => unknown): string[] {
  return refusals(act).map(({ code }) => code);
}

test('files are listed by path, whatever the order they were added in', () => {
  const tree = treeOf({ 'b/two.yaml': '2', 'a.yaml': '1' });
  expect(tree.paths).toEqual(['a.yaml', 'b/two.yaml']);
  expect(tree.files.map(([path, content]) => [path, content.toString()])).toEqual([
    ['a.yaml', '1'],
    ['b/two.yaml', '2'],
  ]);
});

test('a file added later is listed too', () => {
  const tree = treeOf({ 'b.yaml': '' });
  expect(tree.paths).toEqual(['b.yaml']);
  tree.add('a.yaml', '', 'test');
  expect(tree.paths).toEqual(['a.yaml', 'b.yaml']);
});

test('two owners of one file are both named', () => {
  const tree = new FileTree();
  tree.add('a.yaml', '', 'first');
  const [found] = refusals(() => tree.add('a.yaml', '', 'second'));
  expect(found?.code).toBe('RST402');
  expect(found?.reason).toContain("'first'");
  expect(found?.reason).toContain("'second'");
});

test.each([
  '/etc/passwd',
  '../up.yaml',
  'a/../b.yaml',
  'a//b.yaml',
  './a.yaml',
  'a\\b.yaml',
  'C:/a.yaml',
  '',
  'a./b',
  'a|b',
])('the path %j leads elsewhere or cannot be checked out everywhere', (path) => {
  expect(codesOf(() => treeOf({ [path]: '' }))).toEqual(['RST403']);
});

test.each([
  '.git/hooks/post-checkout',
  'sub/.git/config',
  `${'x'.repeat(256)}.yaml`,
  '.restorable/tree.json',
  '.GIT/config',
])('%s is not for manifests', (path) => {
  expect(codesOf(() => treeOf({ [path]: '' }))).toEqual(['RST403']);
});

test.each([
  ['a/b.yaml', 'a/B.yaml'],
  ['a/b.yaml', 'A/c.yaml'],
  ['a', 'a/b.yaml'],
  ['a/b.yaml', 'a'],
])('%s and %s cannot stand side by side', (first, second) => {
  expect(codesOf(() => treeOf({ [first]: '', [second]: '' }))).toEqual(['RST404']);
});

test('equal trees have equal digests, and any change of a path or a content gives another', () => {
  const content = fc.string();
  fc.assert(
    fc.property(content, content, (one, other) => {
      const digest = treeDigest(treeOf({ 'a.yaml': one, 'b.yaml': one }));
      expect(treeDigest(treeOf({ 'b.yaml': one, 'a.yaml': one }))).toBe(digest);
      expect(treeDigest(treeOf({ 'a.yaml': one, 'c.yaml': one }))).not.toBe(digest);
      expect(treeDigest(treeOf({ 'a.yaml': one, 'b.yaml': other })) === digest).toBe(one === other);
    }),
  );
});
