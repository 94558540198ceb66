import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guarded, writeFile } from '../../cli/write-file';
import { emptyFolder } from './project';

test('a file is written with the folders above it, with the mode of any file', () => {
  const path = join(emptyFolder(), 'a', 'b', 'c.yaml');
  writeFile(path, 'text', 'c.yaml');
  expect(readFileSync(path, 'utf8')).toBe('text');
  writeFileSync(`${path}.other`, '');
  expect(statSync(path).mode).toBe(statSync(`${path}.other`).mode);
});

test('a file that cannot be replaced is left as it was, and nothing beside it', () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'taken'));
  expect(() => writeFile(join(folder, 'taken'), 'text', 'shown')).toThrow(
    /RST721[^]*'shown'[^]*it cannot be used: (EISDIR|ENOTEMPTY|EEXIST)/,
  );
  expect(readdirSync(folder)).toEqual(['taken']);
});

test('a folder that is a file is told with the path as the user knows it', () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(() => writeFile(join(folder, 'file', 'inside'), '', 'file/inside')).toThrow(
    /RST721[^]*'file\/inside'/,
  );
});

test('what is read safely is returned', () => {
  expect(guarded('shown', () => 7)).toBe(7);
});
