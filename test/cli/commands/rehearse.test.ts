import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../../../cli/exit-codes';
import type { DrillResult } from '../../../lib/plan';
import { BUCKET, CREDENTIALS } from '../../evidence/fake-s3';
import { KEY } from '../../evidence/keys';
import { ArchiveStore } from '../../rehearsal/s3/archive-store';
import { restorable, TestHost, type Ran } from '../host';
import { emptyFolder, filesIn, project } from '../project';

/** A rehearsal takes seconds. */
const TIMEOUT = 60_000;

const ORDERS =
  'CREATE TABLE orders (id int PRIMARY KEY);\nINSERT INTO orders SELECT generate_series(1, 10);\n';
const FIRST = 'home/shop/orders/000000000001.json';
const SECOND = 'home/shop/orders/000000000002.json';

/** What a command printed as JSON. */
interface Printed {
  readonly rehearsals: readonly DrillResult[];
  readonly skipped: readonly { readonly protection: string; readonly reason: string }[];
  readonly evidence?: {
    readonly folder: string;
    readonly records: readonly string[];
    readonly findings: readonly unknown[];
  };
  readonly problems: readonly { readonly code: string }[];
}

function printed({ stdout }: Ran): Printed {
  return JSON.parse(stdout) as Printed;
}

describe('of a project with one database that can be rehearsed', () => {
  const folder = project('one-database');
  let ran: Ran;

  beforeAll(async () => {
    writeFileSync(join(folder, 'orders.sql'), ORDERS);
    ran = await restorable(new TestHost(folder), 'rehearse', '--workload', 'orders.sql');
  }, TIMEOUT);

  test('it passes at both points, and says what was not rehearsed and that it is no drill', () => {
    expect(ran.code).toBe(0);
    const lines = ran.stdout.split('\n');
    expect(lines[1]).toMatch(
      /^home\/shop\/orders +latest +passed +restored-and-checked +\S+ m?s of 15m +\S+ m?s of 30m +2 ok$/,
    );
    expect(lines[2]).toMatch(/^ +point in time +\S+ m?s of 15m +\S+ m?s of 30m +2 ok$/);
    expect(ran.stdout).toContain(
      'Not rehearsed: home/shop/cache: its drill is waived: The cache is filled anew within an hour.\n',
    );
    expect(ran.stdout).toContain('A rehearsal never counts as a drill of the real backup.\n');
    expect(ran.stdout).toMatch(/Rehearsed on PostgreSQL \d+\.\d+; declared is 17\./);
  });

  test('progress goes where messages go, a line for each step', () => {
    expect(ran.stderr).toMatch(/^home\/shop\/orders: \d+\.\d s: taking a base backup$/m);
    expect(ran.stdout).not.toContain('taking a base backup');
  });

  test('the record is in the project, where Git does not see it, and verified', () => {
    expect(ran.stdout).toContain(
      'Evidence: 1 record in .restorable/evidence, verified with .restorable/evidence/public-keys.pem: signatures and chain hold.\n',
    );
    expect(Object.keys(filesIn(join(folder, '.restorable')))).toEqual([
      'evidence/.gitignore',
      `evidence/${FIRST}`,
      'evidence/public-keys.pem',
    ]);
  });

  test('synth leaves the evidence alone', async () => {
    expect((await restorable(new TestHost(folder), 'synth')).code).toBe(0);
    expect((await restorable(new TestHost(folder), 'synth', '--check')).code).toBe(0);
    expect(existsSync(join(folder, '.restorable', 'evidence', FIRST))).toBe(true);
  });

  test(
    'a second one that fails is appended, signed by the given key; the data goes to standard output alone',
    async () => {
      writeFileSync(join(folder, 'empty.sql'), 'CREATE TABLE orders (id int);\n');
      writeFileSync(join(folder, 'key.pem'), KEY.toPem());
      const args = ['--protection', 'orders', '--workload', 'empty.sql', '--key', 'key.pem', '--json'];
      const second = await restorable(new TestHost(folder), 'rehearse', ...args);
      expect(second.code).toBe(1);
      const { rehearsals, skipped, evidence, problems } = printed(second);
      expect(rehearsals).toMatchObject([
        {
          protection: 'home/shop/orders',
          mode: 'rehearsal',
          verdict: 'failed',
          reason: 'check-failed',
          cleanedUp: true,
        },
      ]);
      expect({ skipped, problems }).toEqual({ skipped: [], problems: [] });
      expect(evidence).toMatchObject({ folder: '.restorable/evidence', records: [SECOND], findings: [] });
      expect(second.stdout + second.stderr).not.toContain('PRIVATE KEY');
    },
    TIMEOUT,
  );

  test('the evidence of both is listed as rehearsals and verified from outside', async () => {
    const place = '.restorable/evidence';
    const { stdout } = await restorable(new TestHost(folder), 'evidence', 'list', place, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      records: [
        { name: FIRST, mode: 'rehearsal', verdict: 'passed' },
        { name: SECOND, mode: 'rehearsal', verdict: 'failed' },
      ],
    });
    const verify = () =>
      restorable(new TestHost(folder), 'evidence', 'verify', place, '--key', `${place}/public-keys.pem`);
    expect(await verify()).toMatchObject({ code: 0, stderr: '' });
    const path = join(folder, place, FIRST);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"sig":"', '"sig":"AA'));
    expect(await verify()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('error RST805') as string,
    });
  });
});

test(
  'base backups and WAL go through a bucket where one is named; its key is in nothing that is printed',
  async () => {
    const store = await ArchiveStore.start();
    try {
      const env = {
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_ENDPOINT_URL: store.s3.endpoint,
      };
      const host = new TestHost(project('one-database'), { env });
      const ran = await restorable(
        host,
        'rehearse',
        '--archive',
        `s3://${BUCKET}/shop`,
        '--path-style',
        '--json',
      );
      expect(ran.code).toBe(0);
      expect(printed(ran).rehearsals).toMatchObject([{ verdict: 'passed' }]);
      const keys = [...store.s3.objects.keys()];
      expect(keys.length).toBeGreaterThan(3);
      expect(keys.filter((key) => !key.startsWith('shop/'))).toEqual([]);
      expect(ran.stdout + ran.stderr).not.toContain(CREDENTIALS.secretAccessKey);
    } finally {
      await store.stop();
    }
  },
  TIMEOUT,
);

describe('of a project with two databases', () => {
  test(
    'an error at the second does not cost the verdict of the first',
    async () => {
      const folder = project('two-databases');
      const ran = await restorable(
        new TestHost(folder),
        ...['rehearse', '--workload', 'test "$PGDATABASE" = carts', '--evidence', 'kept', '--json'],
      );
      expect(ran.code).toBe(2);
      const { rehearsals, skipped, evidence, problems } = printed(ran);
      expect(rehearsals).toMatchObject([{ protection: 'home/shop/carts', verdict: 'passed' }]);
      expect(problems).toMatchObject([{ code: 'RST856' }]);
      expect(skipped).toEqual([{ protection: 'home/shop/orders', reason: 'an error ended the command' }]);
      expect(evidence).toMatchObject({ folder: 'kept', records: ['home/shop/carts/000000000001.json'] });
      expect(readdirSync(join(folder, 'kept'))).toEqual(['home', 'public-keys.pem']);
    },
    TIMEOUT,
  );

  test(
    'an interruption ends the first without a verdict on the backup, does not begin the second, and keeps nothing',
    async () => {
      const folder = project('two-databases');
      const host = new TestHost(folder);
      const write = host.stderr.write.bind(host.stderr);
      Object.assign(host.stderr, {
        write: (text: string) => {
          write(text);
          if (text.includes('taking a base backup')) host.interrupt?.(ExitCode.interrupted);
        },
      });
      const { code, stdout } = await restorable(host, 'rehearse');
      expect(code).toBe(130);
      expect(stdout).toMatch(/^home\/shop\/carts +nothing +inconclusive +interrupted$/m);
      expect(stdout).toContain('Not rehearsed: home/shop/orders: the command was interrupted.\n');
      expect(stdout).not.toContain('Evidence');
      expect(existsSync(join(folder, '.restorable'))).toBe(false);
      expect(host.interrupt).toBeUndefined();
    },
    TIMEOUT,
  );
});

describe('before anything is started', () => {
  const refused = async (...args: readonly string[]) => {
    const folder = project('one-database');
    writeFileSync(join(folder, 'file'), '');
    const before = filesIn(folder);
    const { code, stdout, stderr } = await restorable(new TestHost(folder), 'rehearse', ...args);
    expect(stdout).toBe('');
    expect(filesIn(folder)).toEqual(before);
    return `${code} ${/RST\d{3}/.exec(stderr)?.[0] ?? ''}`;
  };

  test.each([
    ['an unknown protection', ['--protection', 'oders'], '2 RST730'],
    ['one whose drill is waived', ['--protection', 'cache'], '2 RST855'],
    ['a deadline that is none', ['--deadline', 'soon'], '2 RST101'],
    ['a deadline without time', ['--deadline', '0s'], '2 RST858'],
    ['two commands', ['--workload', 'a', '--workload', 'b'], '2 RST701'],
    ['a workload that is not there', ['--workload', 'nowhere.sql'], '2 RST857'],
    ['a key that is none', ['--key', 'file'], '2 RST801'],
    ['a key that is not there', ['--key', 'nowhere.pem'], '3 RST721'],
    ['evidence where a file is', ['--evidence', 'file'], '3 RST721'],
    ['a project that is not there', ['nowhere'], '2 RST702'],
  ])('%s is refused', async (_, args, expected) => {
    expect(await refused(...args)).toBe(expected);
  });

  test('an error of the composition is told as by synth', async () => {
    const { code, stderr } = await restorable(new TestHost(project('several-errors')), 'rehearse');
    expect(code).toBe(2);
    expect(stderr).toContain('error RST');
  });

  test('an empty folder is no project', async () => {
    expect((await restorable(new TestHost(emptyFolder()), 'rehearse')).code).toBe(2);
  });
});
