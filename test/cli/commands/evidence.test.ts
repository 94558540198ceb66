import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EvidenceRecord } from '../../../lib/evidence';
import { edited, name, OTHER, renamed, tampered, withFailure } from '../../evidence/edited-records';
import { BUCKET, CREDENTIALS, FakeS3 } from '../../evidence/fake-s3';
import { KEY, OTHER_KEY } from '../../evidence/keys';
import { at, chain, chainOf, nth, PROTECTION } from '../../evidence/records';
import { restorable, TestHost, type TestHostOptions } from '../host';
import { emptyFolder, filesIn } from '../project';

/** A folder with records, and the public key of tests beside it. */
function evidenceOf(records: readonly EvidenceRecord[]): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'key.pem'), KEY.publicKey.toPem());
  writeFileSync(join(folder, 'other.pem'), OTHER_KEY.publicKey.toPem());
  mkdirSync(join(folder, 'evidence'));
  for (const { name: path, content } of records) {
    mkdirSync(dirname(join(folder, 'evidence', path)), { recursive: true });
    writeFileSync(join(folder, 'evidence', path), content);
  }
  return folder;
}

const run = (folder: string, args: readonly string[], options: TestHostOptions = {}) =>
  restorable(new TestHost(folder, options), 'evidence', ...args);

const verify = (folder: string, ...more: readonly string[]) =>
  run(folder, ['verify', 'evidence', '--key', 'key.pem', ...more]);

const BEGIN = Date.UTC(2026, 0, 1);

/** A record so many minutes after a moment that has passed: verifying looks at the clock of this machine. */
const past = (minutes: number) => ({
  recordedAt: new Date(BEGIN + minutes * 60_000),
  result: { startedAt: new Date(BEGIN).toISOString(), finishedAt: new Date(BEGIN).toISOString() },
});

describe('evidence verify', () => {
  test('shows the newest record of each protection and ends with 0 where the evidence stands', async () => {
    const folder = evidenceOf(chainOf(past(1), past(2)));
    const { code, stdout, stderr } = await verify(folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('Newest record of each protection:');
    expect(lines[2]).toMatch(
      new RegExp(
        `^2 +2026-01-01T00:02:00Z +${PROTECTION} +drill +passed +passed +2m of 15m +43\\.0 s of 30m +main@sha1:ab`,
      ),
    );
    expect(lines.at(-1)).toBe('2 records verified with 1 key: signatures and chains hold.');
  });

  const good = () => chainOf(past(1), past(2), past(3));
  test.each<[string, string, () => readonly EvidenceRecord[]]>([
    [
      'a record that was changed',
      'RST805',
      () => withFailure().map((one, index) => (index === 1 ? tampered(one) : one)),
    ],
    ['a missing link', 'RST808', () => good().filter((_, index) => index !== 1)],
    ['another key', 'RST806', () => chainOf(past(1), { ...past(2), key: OTHER_KEY })],
    ['a record that is replayed', 'RST809', () => [...good(), renamed(nth(good(), 0), name(4))]],
    ['a clock that runs backwards', 'RST811', () => chainOf(past(2), past(1))],
    ['a record from the future', 'RST815', () => chainOf({ recordedAt: at(1e7) })],
    ['a file that is no record', 'RST803', () => [...good(), { name: name(9), content: Buffer.from('{') }]],
  ])('names %s, and ends with 1', async (_, expected, records) => {
    const { code, stdout, stderr } = await verify(evidenceOf(records()));
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^error ${expected}: `, 'm'));
    expect(stdout).toMatch(/: \d findings?\.\n$/);
  });

  test('takes several keys', async () => {
    const folder = evidenceOf(chainOf(past(1), { ...past(2), key: OTHER_KEY }));
    expect((await verify(folder, '--key', 'other.pem')).code).toBe(0);
  });

  test('finds with the heads of an earlier time that the newest records were removed, all of them too', async () => {
    const folder = evidenceOf(good());
    const { code, stdout } = await verify(folder, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      records: [
        { sequence: 1, doubts: [] },
        { sequence: 2 },
        {
          name: name(3),
          protection: PROTECTION,
          verdict: 'passed',
          keyId: KEY.id,
          measured: { rpo: 120, rto: 43 },
        },
      ],
      heads: { [PROTECTION]: { sequence: 3 } },
      findings: [],
    });
    writeFileSync(join(folder, 'heads.json'), stdout);
    rmSync(join(folder, 'evidence', name(3)));
    expect((await verify(folder)).code).toBe(0);
    const found = await verify(folder, '--heads', 'heads.json');
    expect(found).toMatchObject({ code: 1, stderr: expect.stringContaining('error RST814') as string });
    // Of other protections nothing is asked.
    expect((await verify(folder, '--heads', 'heads.json', '--protection', PROTECTION)).code).toBe(1);
    for (const sequence of [1, 2]) rmSync(join(folder, 'evidence', name(sequence)));
    expect((await verify(folder)).code).toBe(3);
    expect((await verify(folder, '--heads', 'heads.json')).code).toBe(1);
  });

  test('of one protection looks at its records alone', async () => {
    const others = chainOf({ ...past(1), result: { ...past(1).result, protection: OTHER } });
    const folder = evidenceOf([
      ...good(),
      ...others.map(tampered),
      { name: name(2, OTHER), content: Buffer.from('') },
    ]);
    expect((await verify(folder, '--protection', PROTECTION)).code).toBe(0);
    expect((await verify(folder, '--protection', OTHER)).code).toBe(1);
  });

  test.each([
    ['an empty folder', []],
    ['no record of the protection', ['--protection', PROTECTION.replace('production', 'prodution')]],
  ])('of %s proves nothing and ends with 3: RST734', async (_, more) => {
    const { code, stderr } = await verify(evidenceOf(more.length === 0 ? [] : good()), ...more);
    expect(code).toBe(3);
    expect(stderr).toContain('error RST734: No evidence there: ');
    expect(stderr.includes(`did you mean ${PROTECTION}?`)).toBe(more.length > 0);
  });

  test('without a key, or with a private one, is wrong usage', async () => {
    const folder = evidenceOf(good());
    expect((await run(folder, ['verify', 'evidence'])).code).toBe(2);
    writeFileSync(join(folder, 'private.pem'), KEY.toPem());
    const { code, stderr } = await verify(folder, '--key', 'private.pem');
    expect(code).toBe(2);
    expect(stderr).toContain("error RST802: Invalid public key: 'private.pem': it is a private key.");
  });

  test('does not let a record tell the terminal anything', async () => {
    const hostile = chainOf({ ...past(1), result: { ...past(1).result, reason: 'all\u001b[2Jwell' } });
    const { stdout, stderr } = await verify(
      evidenceOf([...hostile, { name: 'a\u001b[31m.json', content: Buffer.from('') }]),
    );
    expect(stdout + stderr).not.toContain('\u001b');
    expect(stdout).toContain('all�[2Jwell');
  });
});

describe('evidence list', () => {
  test('shows every record, says that none is verified, and needs no key', async () => {
    const failed = {
      ...past(2),
      result: { ...past(2).result, verdict: 'failed' as const, reason: 'no-backup', targets: [] },
    };
    const { code, stdout, stderr } = await run(evidenceOf(chainOf(past(1), failed)), ['list', 'evidence']);
    expect(code).toBe(0);
    const [heading, ...rows] = stdout.trimEnd().split('\n');
    expect(heading?.split(/ {2,}/)).toEqual([
      'NUMBER',
      'RECORDED AT',
      'PROTECTION',
      'MODE',
      'VERDICT',
      'REASON',
      'RPO',
      'RTO',
      'REVISION',
    ]);
    expect(rows.map((row) => row.split(/ {2,}/).slice(3, 8))).toEqual([
      ['drill', 'passed', 'passed', '2m of 15m', '43.0 s of 30m'],
      ['drill', 'failed', 'no-backup', 'unknown of 15m', 'unknown of 30m'],
    ]);
    expect(stderr).toBe('2 records, not verified: `restorable evidence verify` does that.\n');
  });

  test('shows what it can read, names the other files and ends with 1', async () => {
    const records = chain(2).map((record, index) =>
      index === 1 ? edited(record, () => ({ payload: '%' })) : record,
    );
    const { code, stdout } = await run(evidenceOf(records), ['list', 'evidence', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      records: [{ name: name(1), mode: 'drill', revision: expect.stringMatching(/^main@sha1:/) as string }],
      findings: [{ code: 'RST803', path: name(2) }],
    });
  });

  test('reads measures of any kind', async () => {
    const odd = chain(1).map((record) =>
      edited(record, ({ payload }) => {
        const statement = Buffer.from(payload, 'base64')
          .toString()
          .replace(/"measured":\{[^}]*\}/, '"measured":null');
        return { payload: Buffer.from(statement).toString('base64') };
      }),
    );
    const { code, stdout } = await run(evidenceOf(odd), ['list', 'evidence']);
    expect(code).toBe(0);
    expect(stdout).toContain('unknown of 15m');
  });
});

describe('of a bucket', () => {
  let store: FakeS3;

  beforeEach(async () => {
    store = await FakeS3.start();
    for (const record of chainOf(past(1), past(2)))
      store.put(`drills/${record.name}`, Buffer.from(record.content));
  });

  afterEach(() => store.stop());

  const env = {
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  };
  const of = (...args: readonly string[]) =>
    run(evidenceOf([]), [...args, `s3://${BUCKET}/drills`, '--endpoint', store.endpoint, '--path-style'], {
      env,
    });

  test('the same is told', async () => {
    expect(await of('verify', '--key', 'key.pem')).toMatchObject({ code: 0, stderr: '' });
    expect((await of('list')).stdout).toContain(PROTECTION);
  });

  test('that somebody wrote to again it is told that the oldest version counts', async () => {
    store.put(`drills/${name(1)}`, undefined);
    const { code, stderr } = await of('verify', '--key', 'key.pem');
    expect(code).toBe(1);
    expect(stderr).toContain('it was deleted; the oldest version is read');
  });

  test('that cannot be read nothing is known: 3, without a secret', async () => {
    store.fault = () => ({ status: 403, code: 'AccessDenied' });
    const { code, stdout, stderr } = await of('verify', '--key', 'key.pem');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('error RST817');
    expect(stderr).toContain('403 AccessDenied');
    expect(stderr).not.toContain(CREDENTIALS.secretAccessKey);
  });
});

describe('evidence keygen', () => {
  test('writes a pair of keys, says what to do with them, and prints neither', async () => {
    const folder = emptyFolder();
    const { code, stdout, stderr } = await run(folder, ['keygen', '--out', 'keys']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(filesIn(folder))).toEqual([
      'keys/evidence-public-key.pem',
      'keys/evidence-signing-key.pem',
    ]);
    expect(stdout).toContain(
      'restorable secrets seal <secret> -n <namespace> --from-file <key>=keys/evidence-signing-key.pem\n',
    );
    expect(stdout).toContain(
      'restorable evidence verify s3://<bucket>/<prefix> --key keys/evidence-public-key.pem\n',
    );
    expect(stdout).not.toContain('BEGIN');
  });

  test('never overwrites', async () => {
    const folder = emptyFolder();
    const { stdout } = await run(folder, ['keygen', '--json']);
    const { keyId } = JSON.parse(stdout) as { keyId: string };
    expect(keyId).toMatch(/^[0-9a-f]{64}$/);
    const before = filesIn(folder);
    const again = await run(folder, ['keygen']);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('error RST732') as string });
    expect(filesIn(folder)).toEqual(before);
  });
});
