import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import { inspectSealedFile } from '../../../lib/storage/sops/sealed-file';
import { restorable, TestHost, type Ran, type TestHostOptions } from '../host';
import { emptyFolder, filesIn, project } from '../project';
import { StandInSops } from '../stand-in-sops';

const OWNER = 'sites/east/data/postgres/secrets/owner.yaml';
const PASSWORD = 'correct horse battery staple';

/** Seals in a copy of the fixture `sealed`; nothing printed may contain the password. */
async function seal(
  args: readonly string[],
  options: TestHostOptions & { readonly folder?: string } = {},
): Promise<Ran & { readonly folder: string }> {
  const { folder = project('sealed'), ...rest } = options;
  const ran = await restorable(new TestHost(folder, rest), 'secrets', 'seal', ...args);
  expect(ran.stdout + ran.stderr).not.toContain(PASSWORD);
  return { ...ran, folder };
}

const owner = ['east-owner', '--namespace', 'shop'];
const input = JSON.stringify({ password: PASSWORD });

describe('secrets seal', () => {
  test('makes the Secret of the contract and hands it to sops through a pipe', async () => {
    const sops = new StandInSops('sealed');
    const { code, stdout, stderr, folder } = await seal([...owner, '--age', 'age1one', '--age', 'age1two'], {
      input,
      env: sops.env,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`${OWNER}: sealed shop/east-owner (username, password); commit it\n`);
    const { args = [], cwd, stdin = '' } = sops.call ?? {};
    expect(cwd).toBe(folder);
    expect(JSON.parse(stdin)).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'east-owner', namespace: 'shop' },
      type: 'kubernetes.io/basic-auth',
      stringData: { username: 'orders', password: PASSWORD },
    });
    expect(args).toEqual([
      ...[
        '--config',
        devNull,
        'encrypt',
        '--encrypted-regex',
        '^(data|stringData)$',
        '--input-type',
        'json',
        '--output-type',
        'yaml',
      ],
      ...['--filename-override', OWNER, '--age', 'age1one,age1two'],
    ]);
    expect(args.join(' ')).not.toContain(PASSWORD);
  });

  test('writes the file that the composition reads, which then passes synth', async () => {
    const sops = new StandInSops('sealed');
    const { folder } = await seal(owner, { input, env: sops.env });
    const values = { ACCESS_KEY_ID: 'id', ACCESS_SECRET_KEY: PASSWORD };
    for (const args of [
      ['backup-s3', '-n', 'shop', '--cluster', 'east'],
      ['backup-s3', '-n', 'shop', '--cluster', 'west'],
    ]) {
      expect((await seal(args, { folder, input: JSON.stringify(values), env: sops.env })).code).toBe(0);
    }
    await seal(['west-owner', '-n', 'shop'], { folder, input, env: sops.env });
    const files = filesIn(folder);
    expect(JSON.stringify(files)).not.toContain(PASSWORD);
    const expected = { name: 'east-owner', namespace: 'shop', keys: ['username', 'password'] };
    expect(inspectSealedFile(files[OWNER] ?? '', expected)).toEqual([]);
    expect(files['sites/west/data/postgres/backup-s3.json']).toContain('"ACCESS_KEY_ID":"ENC[');

    const { code, stderr } = await restorable(new TestHost(folder), 'synth');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(filesIn(folder)['sites/east/data/postgres/kustomization.yaml']).toContain('- secrets/owner.yaml');
    expect(statSync(join(folder, OWNER)).mode).toBe(statSync(join(folder, 'recovery-plan.json')).mode);
  });

  test('a Secret in JSON stays JSON, and one handed over by the platform is sealed too', async () => {
    const sops = new StandInSops('sealed');
    const folder = project('sealed');
    writeFileSync(join(folder, 's3.env'), `ACCESS_KEY_ID=id\nACCESS_SECRET_KEY=${PASSWORD}\n`);
    const { code } = await seal(
      ['backup-s3', '-n', 'shop', '--cluster', 'west', '--from-env-file', 's3.env'],
      {
        folder,
        env: sops.env,
      },
    );
    expect(code).toBe(0);
    expect(sops.call?.args).toContain('json');
    expect(sops.call?.args[sops.call.args.indexOf('--output-type') + 1]).toBe('json');
    // The bucket is no secret, and the composition knows it.
    expect(JSON.parse(sops.call?.stdin ?? '')).toMatchObject({ stringData: { BUCKET: 'backups-west' } });
  });

  test('sealing again replaces the file', async () => {
    const sops = new StandInSops('sealed');
    const folder = project('sealed');
    mkdirSync(join(folder, OWNER, '..'), { recursive: true });
    writeFileSync(join(folder, OWNER), 'old');
    await seal(owner, { folder, input, env: sops.env });
    expect(readFileSync(join(folder, OWNER), 'utf8')).toContain('ENC[');
  });

  test('takes values from files', async () => {
    const sops = new StandInSops('sealed');
    const folder = project('sealed');
    writeFileSync(join(folder, 'password'), `${PASSWORD}\n`);
    for (const option of [
      ['--from-file', 'password=password'],
      ['--from-literal', 'password=@password'],
    ]) {
      const { code } = await seal([...owner, ...option], { folder, env: sops.env });
      expect(code).toBe(0);
      expect(JSON.parse(sops.call?.stdin ?? '')).toMatchObject({ stringData: { password: PASSWORD } });
    }
  });

  test('prints what it did as JSON', async () => {
    const { stdout } = await seal([...owner, '--json'], { input, env: new StandInSops('sealed').env });
    expect(JSON.parse(stdout)).toEqual({
      cluster: 'east',
      namespace: 'shop',
      name: 'east-owner',
      file: OWNER,
      keys: ['username', 'password'],
    });
  });

  test.each([
    ['a Secret that nothing needs', ['redis', '-n', 'shop'], /RST710: .*'shop\/redis': nothing needs it\./],
    ['another namespace', ['east-owner', '-n', 'prod'], /RST710: .*did you mean shop\/east-owner\?/],
    ['a name written wrong', ['east-ownr', '-n', 'shop'], /RST710: .*did you mean shop\/east-owner\?/],
    ['another cluster', [...owner, '--cluster', 'west'], /RST710: .*'shop\/east-owner': nothing needs it/],
    [
      'a Secret of several clusters',
      ['backup-s3', '-n', 'shop'],
      /RST710: .*Say which with --cluster: east, west\./,
    ],
    [
      'a Secret from elsewhere',
      ['drill-s3', '-n', 'shop-drill', '--cluster', 'east'],
      /RST711: .*'shop-drill\/drill-s3': its source is 'existing'/,
    ],
  ])('refuses %s', async (_, args, refusal) => {
    const sops = new StandInSops('sealed');
    const { code, stderr, folder } = await seal(args, { input, env: sops.env });
    expect(code).toBe(2);
    expect(stderr).toMatch(refusal);
    expect(sops.call).toBeUndefined();
    expect(filesIn(folder)).toEqual(filesIn(join(__dirname, '..', 'fixtures', 'sealed')));
  });

  test('refuses values that do not fit the contract, all at once', async () => {
    const sops = new StandInSops('sealed');
    const { code, stderr } = await seal(owner, {
      input: JSON.stringify({ pasword: PASSWORD, username: 'someone' }),
      env: sops.env,
    });
    expect(code).toBe(2);
    expect(stderr.match(/^error RST712: /gm)).toHaveLength(3);
    expect(sops.call).toBeUndefined();
  });

  test('refuses a value in an argument without repeating it', async () => {
    const { code, stderr } = await seal([...owner, '--from-literal', `password=${PASSWORD}`]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error RST712: .*could be read by every user of the machine.*\n$/);
  });

  test('without sops says in one line how to get it', async () => {
    const { code, stderr, folder } = await seal(owner, { input, env: { PATH: emptyFolder() } });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^error RST713: sops is not installed: .*ENOENT\. Install sops 3\.10 or newer.*\n$/,
    );
    expect(existsSync(join(folder, OWNER))).toBe(false);
  });

  test('says what sops says when it fails, without any value', async () => {
    const sops = new StandInSops('failure');
    const { code, stderr, folder } = await seal(owner, { input, env: sops.env });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^error RST714: .*exit code 1: no matching creation rules found for … …\. .*--age.*\n$/,
    );
    expect(existsSync(join(folder, OWNER))).toBe(false);
  });

  test('never writes what sops did not encrypt', async () => {
    const sops = new StandInSops('input');
    const { code, stderr, folder } = await seal(owner, { input, env: sops.env });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error RST714: .*what it returned is not sealed: /);
    expect(existsSync(join(folder, OWNER))).toBe(false);
  });

  test('a file that cannot be written is one line', async () => {
    const folder = project('sealed');
    writeFileSync(join(folder, 'sites'), 'a file where a folder is needed');
    const { code, stderr } = await seal(owner, { folder, input, env: new StandInSops('sealed').env });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error RST721: .*'sites\/east\/data\/postgres\/secrets\/owner\.yaml': .*\n$/);
  });
});

/** Folders that the real programs may be in: those of PATH, and those of the machine the tests run on (`PG`). */
const path = [process.env['PATH'], process.env['PG'] && join(process.env['PG'], 'bin')]
  .filter((part) => part !== undefined && part !== '')
  .join(delimiter);
const missing = ['sops', 'age-keygen'].filter(
  (name) => spawnSync(name, ['--help'], { env: { PATH: path } }).error,
);
const title = missing.length === 0 ? '' : ` (skipped: ${missing.join(' and ')} not on PATH)`;

(missing.length === 0 ? test : test.skip)(
  `the real sops encrypts, and decrypts to what was given${title}`,
  async () => {
    const [folder, home] = [project('sealed'), emptyFolder()];
    const key = join(home, 'key.txt');
    spawnSync('age-keygen', ['-o', key], { env: { PATH: path } });
    const recipient = spawnSync('age-keygen', ['-y', key], {
      env: { PATH: path },
      encoding: 'utf8',
    }).stdout.trim();
    // One by an argument, the other by a rule for its path.
    writeFileSync(
      join(folder, '.sops.yaml'),
      `creation_rules:\n  - path_regex: ^sites/west/.*json$\n    age: ${recipient}\n`,
    );
    const env = { PATH: path, HOME: home };
    const one = await seal([...owner, '--age', recipient], { folder, input, env });
    expect(one).toMatchObject({ code: 0, stderr: '' });
    const other = await seal(['backup-s3', '-n', 'shop', '--cluster', 'west'], {
      folder,
      input: JSON.stringify({ ACCESS_KEY_ID: 'id', ACCESS_SECRET_KEY: PASSWORD }),
      env,
    });
    expect(other).toMatchObject({ code: 0, stderr: '' });
    const decrypted = (file: string): string =>
      spawnSync('sops', ['decrypt', '--output-type', 'json', file], {
        cwd: folder,
        env: { ...env, SOPS_AGE_KEY_FILE: key },
        encoding: 'utf8',
      }).stdout;
    expect(JSON.parse(decrypted(OWNER))).toMatchObject({
      stringData: { username: 'orders', password: PASSWORD },
    });
    expect(JSON.parse(decrypted('sites/west/data/postgres/backup-s3.json'))).toMatchObject({
      metadata: { name: 'backup-s3', namespace: 'shop' },
      stringData: { ACCESS_SECRET_KEY: PASSWORD, BUCKET: 'backups-west' },
    });
    expect(JSON.stringify(filesIn(folder))).not.toContain(PASSWORD);
  },
);
