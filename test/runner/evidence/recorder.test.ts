import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { configurationDigest } from '../../../lib/evidence';
import { signRecord, signUnlinked } from '../../../lib/evidence/signed-record';
import { drilledProtection } from '../../drill/protection';
import { CREDENTIALS } from '../../evidence/fake-s3';
import { KEY, OTHER_KEY, pemOfSeed, SEED_A } from '../../evidence/keys';
import { at, drillInput, drillResult, nth } from '../../evidence/records';
import { CONFIG_MAPS, JOBS, KUSTOMIZATIONS, NAME, Recording } from './recording';

const ID = 'safeops/develop/orders';
const REFUSED = { status: 403, code: 'AccessDenied' };

let recording: Recording;

beforeEach(async () => {
  recording = await Recording.start();
});

afterEach(async () => {
  await recording.stop();
});

/** A signed verdict of this drill that is in no chain. */
function unlinked(minutes: number, key = KEY, changes = {}) {
  const input = { ...drillInput(minutes), result: drillResult(minutes, { protection: ID, ...changes }) };
  return signUnlinked(input, key, at(minutes + 2));
}

function textOf({ content }: { readonly content: Uint8Array }): string {
  return Buffer.from(content).toString('utf8');
}

describe('a store that takes the record', () => {
  test('has it in the chain of the protection, bound to configuration, revision and trigger', async () => {
    recording.cluster.put(KUSTOMIZATIONS, {
      metadata: { name: 'drills-drills' },
      status: { lastAppliedRevision: 'main@sha1:0123' },
    });
    recording.cluster.put(JOBS, {
      metadata: { name: 'job-1', annotations: { 'batch.kubernetes.io/cronjob-scheduled-timestamp': 'x' } },
    });
    const document = recording.document();
    const report = await recording.record(0, {}, document, 'job-1');
    expect(report).toEqual({ state: 'stored', message: `stored as ${ID}/000000000001.json` });
    const { findings, records } = await recording.verify();
    expect(findings).toEqual([]);
    const { statement } = nth(records, 0).record;
    expect(statement.subject).toEqual([
      { name: ID, digest: { sha256: configurationDigest(document.protection) } },
    ]);
    expect(statement.predicate).toMatchObject({
      sequence: 1,
      revision: 'main@sha1:0123',
      trigger: 'schedule',
      result: { verdict: 'passed' },
    });
    expect([...recording.s3.objects.keys()]).toEqual([`drills/${ID}/000000000001.json`]);
    expect(recording.kept).toEqual({});
  });

  test('has the records of several drills in one chain', async () => {
    await recording.record(0);
    await recording.record(10, { verdict: 'failed', reason: 'no-backup' });
    await recording.record(20);
    expect(await recording.chain()).toEqual([
      `1 ${at(1).toISOString()}`,
      `2 ${at(11).toISOString()}`,
      `3 ${at(21).toISOString()}`,
    ]);
  });

  test('the digest is that of the same part of a recovery plan that was read from its file', () => {
    const { protection } = recording.document();
    const read = JSON.parse(JSON.stringify(protection, undefined, 2)) as typeof protection;
    expect(configurationDigest(read)).toBe(configurationDigest(protection));
    expect(configurationDigest({ ...protection, volumes: [] })).not.toBe(configurationDigest(protection));
  });

  test('without Flux and without a Job the revision and the trigger are unknown, and nothing else is', async () => {
    await expect(recording.record(0, {}, recording.document(), 'gone')).resolves.toMatchObject({
      state: 'stored',
    });
    const { predicate } = nth((await recording.verify()).records, 0).record;
    expect(predicate).not.toHaveProperty('revision');
    expect(predicate).not.toHaveProperty('trigger');
  });
});

describe('a store that does not take the record', () => {
  test('loses no verdict: it is kept signed, said, and delivered by the next run, in order', async () => {
    recording.s3.fault = () => REFUSED;
    const first = await recording.record(0, { verdict: 'failed', reason: 'no-backup' });
    expect(first).toEqual({
      state: 'kept',
      message: `kept in the ConfigMap drills/${NAME}-evidence for the next drill: the store answers 403 AccessDenied`,
    });
    const second = await recording.record(10);
    expect(second.state).toBe('kept');
    expect(Object.keys(recording.kept)).toHaveLength(2);
    expect(recording.log).toContainEqual([
      'error',
      'evidence kept, not stored',
      expect.objectContaining({ reason: 'the store answers 403 AccessDenied' }),
    ]);
    recording.s3.fault = () => undefined;
    await expect(recording.record(20)).resolves.toEqual({
      state: 'stored',
      message: `stored as ${ID}/000000000003.json, after 2 kept from earlier drills`,
    });
    expect(await recording.chain()).toEqual([
      `1 ${at(1).toISOString()}`,
      `2 ${at(11).toISOString()}`,
      `3 ${at(21).toISOString()}`,
    ]);
    expect(recording.kept).toEqual({});
  });

  test.each([
    ['is unreachable', () => 'reset' as const, 'the store cannot be reached'],
    ['is busy', () => ({ status: 503, code: 'SlowDown' }), 'the store answers 503 SlowDown'],
    [
      'refuses to put',
      ({ method }: { readonly method: string }) => (method === 'PUT' ? REFUSED : undefined),
      'the store answers 403 AccessDenied',
    ],
  ])('where it %s', async (_what, fault, reason) => {
    recording.s3.fault = fault;
    const report = await recording.record(0);
    expect(report.state).toBe('kept');
    expect(report.message).toContain(reason);
    expect(Object.keys(recording.kept)).toHaveLength(1);
  });

  test('where all its answers are lost: the record is in the chain once', async () => {
    recording.s3.fault = ({ method }) => (method === 'PUT' ? 'lost' : undefined);
    const report = await recording.record(0);
    recording.s3.fault = () => undefined;
    await recording.record(10);
    expect(report.state).toBe('kept');
    expect(await recording.chain()).toHaveLength(2);
    expect(recording.kept).toEqual({});
  });

  test('where the Secret of its keys is missing', async () => {
    rmSync(join(recording.secrets, 'evidence'), { recursive: true });
    await expect(recording.record(0)).resolves.toEqual({
      state: 'kept',
      message: `kept in the ConfigMap drills/${NAME}-evidence for the next drill: the Secret drills/evidence-s3 is missing, or its key ID is missing or empty`,
    });
  });

  test('where it would overwrite records without a trace', async () => {
    const evidence = { ...recording.evidence, conditionalPut: false, versioning: false };
    const report = await recording.record(0, {}, recording.document({ evidence }));
    expect(report).toMatchObject({ state: 'kept' });
    expect(recording.s3.requests).toEqual([]);
  });

  test('and an API server that keeps nothing: the signed record stands in the log', async () => {
    recording.s3.fault = () => REFUSED;
    recording.cluster.refuses = ({ path }) => (path.startsWith(CONFIG_MAPS) ? 422 : undefined);
    const report = await recording.record(0);
    expect(report.state).toBe('logged');
    const [, , fields] = nth(recording.log, -1);
    recording.cluster.refuses = () => undefined;
    recording.s3.fault = () => undefined;
    // Somebody can put it where the next run finds it.
    recording.forge(`${'ab'.repeat(32)}.json`, String(fields['record']));
    await recording.record(10);
    expect(await recording.chain()).toEqual([`1 ${at(1).toISOString()}`, `2 ${at(11).toISOString()}`]);
  });
});

describe('an API server that keeps nothing', () => {
  test('does not keep the record out of the store', async () => {
    recording.cluster.refuses = ({ path }) => (path.startsWith(CONFIG_MAPS) ? 403 : undefined);
    await expect(recording.record(0)).resolves.toMatchObject({ state: 'stored' });
    expect(await recording.chain()).toHaveLength(1);
  });

  test('after it was kept: it is stored all the same, and not twice by the next run', async () => {
    recording.cluster.refuses = ({ path, method, body }) => {
      const removes = JSON.stringify(body ?? '').includes('null');
      return path.startsWith(CONFIG_MAPS) && (method === 'GET' || removes) ? 403 : undefined;
    };
    await expect(recording.record(0)).resolves.toMatchObject({ state: 'stored' });
    expect(Object.keys(recording.kept)).toHaveLength(1);
    recording.cluster.refuses = () => undefined;
    await recording.record(10);
    expect(await recording.chain()).toHaveLength(2);
    expect(recording.kept).toEqual({});
  });
});

test('a runner that was killed before it stored the record: the next run does', async () => {
  recording.forge(`${'cd'.repeat(32)}.json`, textOf(unlinked(0)));
  await recording.record(10);
  expect(await recording.chain()).toEqual([`1 ${at(1).toISOString()}`, `2 ${at(11).toISOString()}`]);
});

test('a run beside another one records its own verdict and leaves what is kept to that one', async () => {
  recording.forge(`${'cd'.repeat(32)}.json`, textOf(unlinked(0)));
  await recording.record(10, { verdict: 'inconclusive', reason: 'drill-running' });
  expect(await recording.chain()).toEqual([`1 ${at(11).toISOString()}`]);
  expect(Object.keys(recording.kept)).toHaveLength(1);
});

describe('whoever may write in the drill namespace', () => {
  const name = `${'ef'.repeat(32)}.json`;

  test.each([
    ['a verdict that another key signed', () => textOf(unlinked(0, OTHER_KEY)), 'RST806'],
    [
      'a verdict that was changed after it was signed',
      () => {
        const envelope = JSON.parse(textOf(unlinked(0, KEY, { verdict: 'failed' }))) as { payload: string };
        const payload = Buffer.from(envelope.payload, 'base64').toString().replace('"failed"', '"passed"');
        return JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') });
      },
      'RST805',
    ],
    ['a verdict without a signature', () => JSON.stringify(drillResult(0)), 'RST803'],
    ['something that is no JSON', () => '{', 'RST803'],
    [
      'a verdict of another protection',
      () => textOf(unlinked(0, KEY, { protection: 'safeops/develop/other' })),
      'RST809',
    ],
    ['a rehearsal', () => textOf(unlinked(0, KEY, { mode: 'rehearsal' })), 'RST809'],
    [
      'a record of a chain, a passed one of long ago',
      () =>
        textOf(
          signRecord(
            { ...drillInput(0), result: drillResult(0, { protection: ID }) },
            { sequence: 7, previous: 'ab'.repeat(32) },
            KEY,
            at(2),
          ),
        ),
      'RST809',
    ],
  ])('gets nothing into the chain by %s', async (_what, forged, code) => {
    recording.forge(name, forged());
    await expect(recording.record(10)).resolves.toMatchObject({ state: 'stored' });
    expect(await recording.chain()).toEqual([`1 ${at(11).toISOString()}`]);
    expect(Object.keys(recording.kept)).toEqual([name]);
    expect(recording.log).toContainEqual([
      'error',
      'a kept record is not stored',
      expect.objectContaining({ kept: name, code }),
    ]);
  });

  test('gets nothing into the chain by a status that says passed, nor by other keys of the ConfigMap', async () => {
    recording.cluster.put(CONFIG_MAPS, {
      metadata: { name: `${NAME}-status` },
      data: { verdict: 'passed', 'result.json': JSON.stringify(drillResult(0)) },
    });
    recording.forge('passed.json', textOf(unlinked(0)));
    await recording.record(10, { verdict: 'failed', reason: 'check-failed' });
    const { records } = await recording.verify();
    expect(records.map(({ record }) => record.predicate.result.verdict)).toEqual(['failed']);
  });

  test('cannot have one verdict twice by keeping again what is stored', async () => {
    recording.s3.fault = () => REFUSED;
    await recording.record(0);
    const [[kept, text] = ['', '']] = Object.entries(recording.kept);
    recording.s3.fault = () => undefined;
    await recording.record(10);
    recording.forge(kept, text);
    await recording.record(20);
    expect(await recording.chain()).toHaveLength(3);
    expect(recording.kept).toEqual({});
  });

  test('can remove what is kept, and so the own verdict: it is stored all the same', async () => {
    recording.cluster.refuses = ({ method, path }) => {
      if (method === 'GET' && path.startsWith(CONFIG_MAPS))
        recording.cluster.objects.delete(`${CONFIG_MAPS}/${NAME}-evidence`);
      return undefined;
    };
    await expect(recording.record(0)).resolves.toMatchObject({ state: 'stored' });
    expect(await recording.chain()).toHaveLength(1);
  });
});

describe('what cannot be signed is said, and costs no verdict', () => {
  test('where the plan names no place', async () => {
    const protection = drilledProtection('orders');
    await expect(recording.record(0, {}, { version: 1, protection })).resolves.toEqual({
      state: 'none',
      message: 'the plan names no place for evidence',
    });
    expect(recording.cluster.requests).toEqual([]);
  });

  test('where the signing key is missing', async () => {
    rmSync(join(recording.secrets, 'signing-key'), { recursive: true });
    await expect(recording.record(0)).resolves.toEqual({
      state: 'unsigned',
      message:
        'the verdict is not signed: the Secret drills/evidence-key is missing, or its key PEM is missing or empty',
    });
  });

  test('where the signing key is none', async () => {
    recording.mount('-----BEGIN PRIVATE KEY-----\nbWFya2Vk-marked-4711\n-----END PRIVATE KEY-----');
    const report = await recording.record(0);
    expect(report).toEqual({
      state: 'unsigned',
      message:
        'the verdict is not signed: the key PEM of the Secret drills/evidence-key signs nothing: it is no private key in PEM',
    });
    expect(JSON.stringify([report, recording.log])).not.toContain('4711');
  });

  test('where the result cannot be recorded', async () => {
    const report = await recording.record(0, { objectives: { rpo: NaN, rto: 1 } });
    expect(report.state).toBe('unsigned');
    expect(Object.keys(recording.kept)).toEqual([]);
  });
});

test('keys appear in no log, no report, no ConfigMap and no record, whatever goes wrong', async () => {
  const secret = 'wrong-secret-marked-7391';
  recording.mount(KEY, secret);
  const refused = await recording.record(0);
  expect(refused.message).toContain('403 SignatureDoesNotMatch');
  recording.mount(KEY);
  const stored = await recording.record(10);
  const seen = JSON.stringify([refused, stored, recording.log, [...recording.cluster.objects]]);
  const written = [...recording.s3.objects.values()].flat().map(({ content }) => content?.toString() ?? '');
  const records = (await recording.verify()).records.map(({ record }) => JSON.stringify(record.statement));
  for (const marked of [secret, CREDENTIALS.secretAccessKey, 'PRIVATE KEY', seedIn(pemOfSeed(SEED_A))])
    expect([seen, ...written, ...records].filter((text) => text.includes(marked))).toEqual([]);
});

function seedIn(pem: string): string {
  return pem.split('\n')[1] ?? pem;
}
