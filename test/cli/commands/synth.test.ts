import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restorable, TestHost } from '../host';
import { emptyFolder, filesIn, project, projectOf } from '../project';

/** A file of the tree that the fixture `one-database` composes. */
const CLUSTER = 'flux/data/postgres/cluster.yaml';

async function synthesised(fixture: string): Promise<string> {
  const folder = project(fixture);
  const { code, stderr } = await restorable(new TestHost(folder), 'synth');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return folder;
}

describe('synth', () => {
  test('writes the tree into the repository of the app and says what it did', async () => {
    const folder = project('one-database');
    const first = await restorable(new TestHost(folder), 'synth');
    expect(first).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+ files written, 0 removed, 0 unchanged in \.\n$/) as string,
      stderr: '',
    });
    const files = filesIn(folder);
    expect(files[CLUSTER]).toContain('kind: Cluster');
    expect(files['flux/data/postgres/config-map.yaml']).toContain('banner.txt: |\n    Welcome\n');
    expect(JSON.parse(files['recovery-plan.json'] ?? '')).toMatchObject({ version: 1 });

    const second = await restorable(new TestHost(folder), 'synth');
    expect(second.stdout).toMatch(/^0 files written, 0 removed, \d+ unchanged in \.\n$/);
    expect(filesIn(folder)).toEqual(files);
  });

  test('takes the folder of the project from wherever it is called', async () => {
    const folder = project('one-database');
    const { stdout } = await restorable(new TestHost('/'), 'synth', folder);
    expect(stdout).toMatch(new RegExp(` in ${folder.slice(1)}\n$`));
    expect(filesIn(folder)[CLUSTER]).toBeDefined();
  });

  test('writes elsewhere with --out, relative to the current folder', async () => {
    const [folder, elsewhere] = [project('one-database'), emptyFolder()];
    const before = filesIn(folder);
    const { code } = await restorable(new TestHost(elsewhere), 'synth', folder, '--out', 'tree');
    expect(code).toBe(0);
    expect(filesIn(folder)).toEqual(before);
    expect(filesIn(join(elsewhere, 'tree'))[CLUSTER]).toBeDefined();
  });

  test('removes what it no longer produces, and leaves files of others', async () => {
    const folder = await synthesised('one-database');
    writeFileSync(join(folder, 'flux', 'notes.md'), 'mine');
    const source = join(folder, 'environments', 'shop.ts');
    writeFileSync(source, readFileSync(source, 'utf8').replaceAll("'data/postgres'", "'data/databases'"));
    const { code, stdout } = await restorable(new TestHost(folder), 'synth');
    expect(code).toBe(0);
    expect(stdout).toMatch(/ [1-9]\d* removed,/);
    const files = filesIn(folder);
    expect(files[CLUSTER]).toBeUndefined();
    expect(files['flux/data/databases/cluster.yaml']).toBeDefined();
    expect(files['flux/notes.md']).toBe('mine');
  });

  test('prints what it did as JSON', async () => {
    const folder = project('one-database');
    const { code, stdout, stderr } = await restorable(new TestHost(folder), 'synth', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      trees: [{ folder, written: expect.arrayContaining([CLUSTER]) as string[], removed: [], unchanged: [] }],
      problems: [],
    });
  });

  test('writes the trees of several apps of one file', async () => {
    const folder = project('two-repositories');
    const { code, stdout } = await restorable(new TestHost(folder), 'synth');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      '2 files written, 0 removed, 0 unchanged in east',
      '2 files written, 0 removed, 0 unchanged in west',
    ]);
    expect(filesIn(folder)['west/west.k8s.yaml']).toContain('name: west');
  });

  test('writes none of several trees where something is in the way of one', async () => {
    const folder = project('two-repositories');
    mkdirSync(join(folder, 'west'));
    writeFileSync(join(folder, 'west', 'west.k8s.yaml'), 'mine');
    const before = filesIn(folder);
    const { code, stderr } = await restorable(new TestHost(folder), 'synth');
    expect(code).toBe(2);
    expect(stderr).toContain('RST409');
    expect(filesIn(folder)).toEqual(before);
  });

  test.each([
    ['one-folder-twice', []],
    ['two-repositories', ['--out', 'tree']],
    ['two-repositories', ['--out', 'tree', '--check']],
  ])('refuses apps that would write one folder: %s %j', async (fixture, args) => {
    const folder = project(fixture);
    const before = filesIn(folder);
    const { code, stderr } = await restorable(new TestHost(folder), 'synth', ...args);
    expect(code).toBe(2);
    expect(stderr).toContain('error RST706: Two apps write one folder');
    expect(filesIn(folder)).toEqual(before);
  });

  test('shows warnings and writes all the same', async () => {
    const folder = project('one-database');
    const source = join(folder, 'environments', 'shop.ts');
    writeFileSync(source, readFileSync(source, 'utf8').replace("'drill-s3'", "'backup-s3'"));
    const { code, stderr } = await restorable(new TestHost(folder), 'synth');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning RST219: /);
    expect(filesIn(folder)[CLUSTER]).toBeDefined();
  });
});

describe('a wrong composition', () => {
  test('is reported whole, and no file is touched', async () => {
    const folder = project('several-errors');
    const before = filesIn(folder);
    const { code, stdout, stderr } = await restorable(new TestHost(folder), 'synth');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const [head, place] of [
      ['error RST101: Invalid duration', 'home/shop · objectives.rpo'],
      ['error RST310: Drill namespace holds live data', 'home/shop · drill.namespace'],
      ['error RST420: Illegal path of a folder', 'home/shop/..--postgres · path'],
      ['error RST104: Invalid quantity', 'home/shop/..--postgres/orders · storage'],
      ['warning RST219: Drills use the credentials of the writer', 'home/shop/..--postgres/orders'],
    ] as const) {
      expect(stderr).toContain(`${head}\n  at      ${place}`);
    }
    expect(stderr).toMatch(/\n\d+ errors, \d+ warnings\n$/);
    expect(filesIn(folder)).toEqual(before);
  });

  test('is data with --json', async () => {
    const { code, stdout, stderr } = await restorable(
      new TestHost(project('several-errors')),
      ...['synth', '--check', '--json'],
    );
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    const { problems } = JSON.parse(stdout) as { problems: { code: string; property?: string }[] };
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'RST101', property: 'objectives.rpo', value: "'15 minutes'" }),
    );
  });

  test('is found by every command that composes', async () => {
    const folder = project('several-errors');
    for (const command of ['plan', 'matrix']) {
      const { code, stdout, stderr } = await restorable(new TestHost(folder), command);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('error RST101');
    }
  });
});

describe('synth --check', () => {
  test('is clean where the tree is what the code says', async () => {
    const folder = await synthesised('one-database');
    const before = filesIn(folder);
    const ran = await restorable(new TestHost(folder), 'synth', '--check');
    expect(ran).toEqual({ code: 0, stdout: '', stderr: 'no drift in .\n' });
    expect(filesIn(folder)).toEqual(before);
  });

  test('prints a diff of every file that differs, ends with 1 and writes nothing', async () => {
    const folder = await synthesised('one-database');
    appendFileSync(join(folder, CLUSTER), '# edited\n');
    const before = filesIn(folder);
    const { code, stdout, stderr } = await restorable(new TestHost(folder), 'synth', '--check');
    expect(code).toBe(1);
    expect(stdout).toContain(`--- a/${CLUSTER}\n+++ b/${CLUSTER}\n@@ `);
    expect(stdout).toMatch(/^-# edited$/m);
    expect(stderr).toBe('0 files missing, 1 different, 0 no longer produced in .\n');
    expect(filesIn(folder)).toEqual(before);
  });

  test('finds a tree that was never written', async () => {
    const folder = project('one-database');
    const { code, stdout, stderr } = await restorable(new TestHost(folder), 'synth', '--check');
    expect(code).toBe(1);
    expect(stdout).toContain(`--- /dev/null\n+++ b/${CLUSTER}\n`);
    expect(stderr).toMatch(/^\d+ files missing, 0 different, 0 no longer produced in \.\n$/);
  });

  test('shows additions and removals in colour on a terminal', async () => {
    const folder = await synthesised('one-database');
    appendFileSync(join(folder, CLUSTER), '# edited\n');
    const { stdout } = await restorable(new TestHost(folder, { terminal: true }), 'synth', '--check');
    expect(stdout).toContain('\u001b[31m-# edited\u001b[39m\n');
    expect(stdout).toContain(`\u001b[36m--- a/${CLUSTER}\u001b[39m\n`);
  });

  test('prints drift as JSON', async () => {
    const folder = await synthesised('one-database');
    appendFileSync(join(folder, CLUSTER), '# edited\n');
    const { code, stdout } = await restorable(new TestHost(folder), 'synth', '--check', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      trees: [
        {
          folder,
          drift: [{ path: CLUSTER, kind: 'changed', diff: expect.stringContaining('-# edited') as string }],
        },
      ],
      problems: [],
    });
  });
});

test('a folder that cannot be written is one line with what to do, and leaves the result unknown', async () => {
  const folder = projectOf({ 'main.js': "new (require('restorable').App)({ repository: '.' }).synth();" });
  writeFileSync(join(folder, 'file'), '');
  const { code, stdout, stderr } = await restorable(new TestHost(folder), 'synth', '--out', 'file/tree');
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/^error RST405: Output folder cannot be read or written: .*file\/tree/);
  expect(stderr).toContain('Check the owner, the mode and the free space of the folder');
});

const asRoot = process.getuid?.() === 0;

(asRoot ? test.skip : test)('a folder without the right to write is one line too', async () => {
  const folder = project('one-database');
  chmodSync(folder, 0o555);
  const { code, stderr } = await restorable(new TestHost(folder), 'synth');
  chmodSync(folder, 0o755);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error RST405: /);
});
