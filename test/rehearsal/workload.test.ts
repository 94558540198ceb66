import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Check } from '../../lib/drill';
import { RestorableError, type Problem } from '../../lib/core/problems';
import type { DrillResult } from '../../lib/plan';
import type { RehearsalOptions } from '../../lib/rehearsal';
import { serverUser } from '../../lib/rehearsal/server-user';
import { query } from '../faults/damage';
import { FAST_FOLDER, LATEST, rehearseShop } from './protection';

const TIMEOUT = 60_000;
const FOLDER = mkdtempSync(join(FAST_FOLDER, 'workload-'));

afterAll(() => rmSync(FOLDER, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

/** Rehearses with these checks, without a witness. */
function rehearseWith(checks: readonly Check[], options: Partial<RehearsalOptions>): Promise<DrillResult> {
  return rehearseShop({ targets: LATEST, witness: false, checks }, options);
}

/** The problem a rehearsal ends with. */
async function problemOf(options: Partial<RehearsalOptions>): Promise<Problem | undefined> {
  try {
    await rehearseWith([Check.tables('orders')], options);
  } catch (error) {
    if (RestorableError.is(error)) return error.problems[0];
    throw error;
  }
  return undefined;
}

describe('files of SQL', () => {
  test(
    'are loaded in order, as the owner, who is no superuser afterwards',
    async () => {
      const files = [
        file('1.sql', 'CREATE TABLE first (id int); CREATE EXTENSION amcheck;'),
        file('2.sql', 'INSERT INTO first VALUES (1)'),
      ];
      const checks = [
        Check.query('SELECT count(*) FROM first', { equals: 1 }),
        Check.role('app', { login: true, owns: ['first'] }),
        Check.query("SELECT rolsuper FROM pg_roles WHERE rolname = 'app'", { equals: false }),
      ];
      expect(await rehearseWith(checks, { workload: { kind: 'files', files } })).toMatchObject({
        reason: 'restored-and-checked',
      });
    },
    TIMEOUT,
  );

  test('that the server refuses are told with file, line and reason', async () => {
    const files = [file('wrong.sql', 'SELECT 1;\nSELECT 2;\nCREATE TABEL t (id int);\n')];
    expect(await problemOf({ workload: { kind: 'files', files } })).toMatchObject({
      code: 'RST856',
      value: "'wrong.sql, line 3'",
      reason: 'syntax error at or near "TABEL"',
    });
  });

  test('that cannot be read are told', async () => {
    expect(await problemOf({ workload: { kind: 'files', files: ['no-such.sql'] } })).toMatchObject({
      code: 'RST857',
      reason: expect.stringContaining('ENOENT') as string,
    });
  });

  test.each([
    ['\\connect other', 'SELECT 1;\n\\connect other\n', 2],
    ['COPY orders (id) FROM stdin', 'SELECT 1;\n\nCOPY orders (id) FROM stdin;\n1\n\\.\n', 3],
  ])('with %s, which only psql understands, are refused', async (_what, text, line) => {
    const files = [file('psql.sql', text)];
    expect(await problemOf({ workload: { kind: 'files', files } })).toMatchObject({
      code: 'RST857',
      reason: expect.stringContaining(`line ${line} is for psql`) as string,
    });
  });
});

describe('a command', () => {
  const LOAD = `node -e "
    const { Client } = require('pg');
    (async () => {
      for (const config of [{ connectionString: process.env.DATABASE_URL }, {}]) {
        const client = new Client(config);
        await client.connect();
        await client.query('CREATE TABLE IF NOT EXISTS orders (id int)');
        await client.query('INSERT INTO orders VALUES (1)');
        await client.end();
      }
    })();"`;

  test(
    'finds the database by its URL and by the variables of libpq',
    async () => {
      expect(
        await rehearseWith([Check.query('SELECT count(*) FROM orders', { equals: 2 })], {
          workload: { kind: 'command', command: LOAD },
        }),
      ).toMatchObject({ reason: 'restored-and-checked' });
    },
    TIMEOUT,
  );

  test('that fails is told with its last words, and without the password', async () => {
    const command = 'echo first; echo "cannot reach $DATABASE_URL with $PGPASSWORD" >&2; exit 3';
    const problem = await problemOf({ workload: { kind: 'command', command } });
    expect(problem).toMatchObject({
      code: 'RST856',
      reason: expect.stringMatching(
        /^it ended with 3: first · cannot reach postgresql:\/\/app:\*\*\*@127\.0\.0\.1:\d+\/app with \*\*\*$/,
      ) as string,
    });
  });

  test('does not find another database that the variables of the caller name', async () => {
    process.env['PGSERVICE'] = 'production';
    try {
      const problem = await problemOf({
        workload: { kind: 'command', command: 'echo "service: $PGSERVICE."; exit 1' },
      });
      expect(problem?.reason).toBe('it ended with 1: service: .');
    } finally {
      delete process.env['PGSERVICE'];
    }
  });
});

test(
  'tablespaces come back, beside the restored server and not where those of the source were',
  async () => {
    const place = mkdtempSync(join(FAST_FOLDER, 'tablespace-'));
    const user = serverUser();
    if (user !== undefined) chownSync(place, user.uid, user.gid);
    const files = [
      file(
        'tablespace.sql',
        `CREATE TABLE elsewhere (id int) TABLESPACE apart; INSERT INTO elsewhere VALUES (1), (2);`,
      ),
    ];
    let location = '';
    try {
      const result = await rehearseWith([Check.query('SELECT count(*) FROM elsewhere', { equals: 2 })], {
        workload: {
          kind: 'command',
          command: `node -e "
            const { Client } = require('pg');
            (async () => {
              const client = new Client();
              await client.connect();
              await client.query('CREATE TABLESPACE apart LOCATION \\'${place}\\'');
              await client.query(require('fs').readFileSync('${files[0] ?? ''}', 'utf8'));
              await client.end();
            })();"`,
        },
        interventions: {
          lost: () => rmSync(place, { recursive: true }),
          restored: async (scene) => {
            const [row] = await query<{ location: string }>(
              scene,
              "SELECT pg_tablespace_location(oid) AS location FROM pg_tablespace WHERE spcname = 'apart'",
            );
            location = row?.location ?? '';
          },
        },
      });
      expect(result).toMatchObject({ reason: 'restored-and-checked', cleanedUp: true });
      expect(location).toMatch(/\/restored-1\/tablespaces\/\d+$/);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  },
  TIMEOUT,
);
