import { spawn } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ownPackage } from '../../cli/own-package';
import { BuiltPackage } from './built-package';
import { emptyFolder, filesIn, project, projectOf } from './project';

let built: BuiltPackage;

beforeAll(async () => {
  built = await BuiltPackage.make();
});

test('the program can be started as it is', () => {
  expect(readFileSync(built.binary, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(built.run('/', ['--version'])).toEqual({ code: 0, stdout: `${ownPackage().version}\n`, stderr: '' });
});

/** Runs a command and returns the modules that were loaded for it. */
function loadedBy(
  folder: string,
  ...args: readonly string[]
): { readonly code: number; readonly modules: string } {
  const spy = "process.on('exit', () => console.error(Object.keys(require.cache).join('\\n')));";
  const options = `--require ${join(projectOf({ 'spy.js': spy }), 'spy.js')}`;
  const { code, stderr } = built.run(folder, args, { env: { ...process.env, NODE_OPTIONS: options } });
  return { code, modules: stderr };
}

test('help loads neither the library nor the compiler', () => {
  const { code, modules } = loadedBy('/', '--help');
  expect(code).toBe(0);
  expect(modules).toContain('/dist/cli/program.js');
  expect(modules).not.toMatch(/\/dist\/lib\/|node_modules\/(?!commander\/)/);
});

test('synth loads neither Pulumi nor what rehearsals need', () => {
  const { code, modules } = loadedBy(project('one-database'), 'synth');
  expect(code).toBe(0);
  expect(modules).toContain('/dist/lib/postgres/');
  expect(modules).not.toMatch(/pulumi|node_modules\/pg\/|\/dist\/lib\/rehearsal\/|\/dist\/runner\//i);
});

test('a project without anything installed is synthesised with what the command line brings', () => {
  const folder = project('one-database');
  const { code, stderr } = built.run(folder, ['synth']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(filesIn(folder)['flux/data/postgres/cluster.yaml']).toContain('kind: Cluster');
});

test('a project with another copy of the package is synthesised with its own', () => {
  const folder = project('one-database');
  const modules = join(folder, 'node_modules');
  cpSync(join(built.folder, 'dist'), join(modules, 'restorable', 'dist'), { recursive: true });
  cpSync(join(built.folder, 'package.json'), join(modules, 'restorable', 'package.json'));
  for (const name of ['cdk8s', 'constructs']) {
    symlinkSync(join(built.folder, 'node_modules', name), join(modules, name));
  }
  const { code, modules: loaded } = loadedBy(folder, 'synth');
  expect(code).toBe(0);
  expect(loaded).toContain(join(modules, 'restorable', 'dist', 'lib', 'composition', 'app.js'));
  expect(filesIn(join(folder, 'flux'))['data/postgres/cluster.yaml']).toContain('kind: Cluster');
});

test('an error in the app is told with its file and line in TypeScript', () => {
  const { code, stdout, stderr } = built.run(project('throws'), ['synth']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`error RST704: App threw an error
  at      databases.ts:3:29
  reason  TypeError: Cannot read properties of undefined (reading 'map') (called from main.ts:9:1)
`);
});

test('a value that is refused where it is made is told with its file and line', () => {
  const { code, stderr } = built.run(project('throws-a-value'), ['plan', '--json']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  const { stdout } = built.run(project('throws-a-value'), ['plan', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    problems: [
      { code: 'RST105', path: 'Home' },
      { code: 'RST110', path: 'main.ts:6:10' },
    ],
  });
});

test('an app that waits is waited for', () => {
  const folder = project('asynchronous');
  const { code, stderr } = built.run(folder, ['synth']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(filesIn(folder)['late.k8s.yaml']).toContain('read-later');
});

test('an app that fails while it is waited for is told with its place', () => {
  const { code, stderr } = built.run(project('rejects'), ['synth']);
  expect(code).toBe(2);
  expect(stderr).toContain('  at      main.ts:5:9\n  reason  RangeError: no values for recovery-plan.json');
});

test('an app that ends the process is no success', () => {
  const { code, stdout, stderr } = built.run(project('ends-process'), ['synth', '--check']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^error RST707: App ended the process: it called process\.exit/);
});

test('an app that never stops does not keep the command running', () => {
  expect(built.run(project('keeps-running'), ['synth'])).toMatchObject({ code: 0, stderr: '' });
});

test('what an app prints does not mix with data', () => {
  const { code, stdout, stderr } = built.run(project('prints'), ['plan', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'composing the environments\n' });
  expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
});

test('--check ends with 1 where there is drift, and prints a diff that patch can read', () => {
  const { code, stdout, stderr } = built.run(project('one-database'), ['synth', '--check']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^--- \/dev\/null\n\+\+\+ b\//);
  expect(stderr).toMatch(/^\d+ files missing/);
});

test('a reader that stops reading is no error', async () => {
  const child = spawn(process.execPath, [built.binary, 'synth', '--check'], { cwd: project('one-database') });
  child.stdout.once('data', () => child.stdout.destroy());
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(1);
  expect(said).toMatch(/^\d+ files missing, 0 different, 0 no longer produced in \.\n$/);
});

test('a new project passes synth with nothing installed', () => {
  const folder = emptyFolder();
  expect(built.run(folder, ['init', 'shop']).code).toBe(0);
  const { code, stderr } = built.run(join(folder, 'shop'), ['synth']);
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/^(error|warning)/m);
});

test('values are read from standard input of the process', () => {
  const folder = project('sealed');
  const { code, stderr } = built.run(folder, ['secrets', 'seal', 'east-owner', '-n', 'shop'], {
    input: '{"password": "hunter2", "nonsense": "1"}',
  });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error RST712: .*'nonsense'/);
});
