import { join } from 'node:path';
import { findAppFile } from '../../../cli/app-loader/find-app-file';
import { projectOf } from '../project';

test.each([
  [['main.ts', 'main.js'], 'main.ts'],
  [['main.mts', 'main.cjs'], 'main.mts'],
  [['main.js', 'other.ts'], 'main.js'],
])('of %j it is %s', (names, found) => {
  const folder = projectOf(Object.fromEntries(names.map((name) => [name, ''])));
  expect(findAppFile({}, folder)).toEqual({ file: join(folder, found), folder });
});

test('--app names another file, and paths stay relative to the folder of the project', () => {
  const folder = projectOf({ 'main.ts': '', 'apps/east.ts': '' });
  expect(findAppFile({ project: folder, app: 'apps/east.ts' }, '/')).toEqual({
    file: join(folder, 'apps', 'east.ts'),
    folder,
  });
});

test('a file in place of the folder is the app itself', () => {
  const folder = projectOf({ 'infra/east.js': '' });
  expect(findAppFile({ project: 'infra/east.js' }, folder)).toEqual({
    file: join(folder, 'infra', 'east.js'),
    folder: join(folder, 'infra'),
  });
});

test.each([
  ['a folder without an app', {}, /RST702[^]*the folder has no main\.ts or main\.js/],
  ['a folder that is not there', { project: 'nowhere' }, /RST702[^]*'nowhere'[^]*there is no such folder/],
  ['a file that is not there', { app: 'east.ts' }, /RST702[^]*'east\.ts'[^]*there is no such file/],
  ['a folder as file', { app: 'sub' }, /RST702[^]*there is no such file/],
  [
    'a file that is no code',
    { project: 'notes.md' },
    /RST702[^]*notes\.md is neither TypeScript nor JavaScript/,
  ],
  [
    'a file with --app',
    { project: 'notes.md', app: 'main.ts' },
    /RST702[^]*with --app it has to be a folder/,
  ],
])('%s is refused', (_, request, refusal) => {
  const folder = projectOf({ 'notes.md': '', 'sub/readme.txt': '' });
  expect(() => findAppFile(request, folder)).toThrow(refusal);
});
