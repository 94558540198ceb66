import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unifiedDiff } from '../../../lib/flux/write/unified-diff';

test('equal texts have no difference', () => {
  expect(unifiedDiff('a\nb\n', 'a\nb\n', 'a', 'b')).toBe('');
});

test('a changed line is shown with three lines of context', () => {
  const old = ['1', '2', '3', '4', '5', '6', '7', '8', '9', ''].join('\n');
  expect(unifiedDiff(old, old.replace('5', 'five'), 'a/x', 'b/x')).toBe(
    ['--- a/x', '+++ b/x', '@@ -2,7 +2,7 @@', ' 2', ' 3', ' 4', '-5', '+five', ' 6', ' 7', ' 8', ''].join(
      '\n',
    ),
  );
});

test('a new file comes from nothing, a removed one goes to nothing', () => {
  expect(unifiedDiff('', 'a\n', '/dev/null', 'b/x')).toBe('--- /dev/null\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n');
  expect(unifiedDiff('a\n', '', 'a/x', '/dev/null')).toBe('--- a/x\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n');
});

test('a missing newline at the end is a difference', () => {
  expect(unifiedDiff('a\n', 'a', 'a', 'b')).toContain('-a\n+a\n\\ No newline at end of file\n');
});

test('distant changes stand in hunks of their own', () => {
  const lines = Array.from({ length: 40 }, (_, n) => `line ${n}`);
  const old = lines.join('\n');
  const updated = old.replace('line 3\n', 'three\n').replace('line 30\n', 'thirty\n');
  expect(unifiedDiff(old, updated, 'a', 'b').match(/^@@/gm)).toHaveLength(2);
});

test('patch, the program, turns the old text into the new one by it', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', '', ' x'), { maxLength: 30 })
    .chain((lines) =>
      fc.constantFrom('', '\n').map((end) => lines.join('\n') + (lines.length > 0 ? end : '')),
    );
  const folder = mkdtempSync(join(tmpdir(), 'restorable-diff-'));
  const file = join(folder, 'file');
  try {
    fc.assert(
      fc.property(text, text, (old, updated) => {
        fc.pre(old !== updated && old !== '' && updated !== '');
        writeFileSync(file, old);
        execFileSync('patch', ['--silent', '--force', file], {
          input: unifiedDiff(old, updated, 'file', 'file'),
        });
        expect(readFileSync(file, 'utf8')).toBe(updated);
      }),
      { numRuns: 60 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
