import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { RestorableError } from '../../lib/core';
import {
  appendRecord,
  readRecords,
  recordName,
  S3EvidenceStore,
  verifyChain,
  type S3EvidenceStoreOptions,
} from '../../lib/evidence';
import { refusal } from '../core/refusal';
import { BUCKET, CREDENTIALS, FakeS3, type FakeS3Options } from './fake-s3';
import { KEY, pemOfSeed, SEED_A } from './keys';
import { at, chain, drillInput, nth, PROTECTION } from './records';

const NAME = recordName(PROTECTION, 1);
const OBJECT = `evidence/of drills/${NAME}`;
const CONTENT = Buffer.from('{"content":1}');

let fake: FakeS3;

afterEach(async () => {
  await fake.stop();
});

/** A store of a new server. */
async function open(
  server: FakeS3Options = {},
  options: Partial<S3EvidenceStoreOptions> = {},
): Promise<S3EvidenceStore> {
  fake = await FakeS3.start(server);
  return S3EvidenceStore.of({
    bucket: { endpoint: fake.endpoint, region: 'eu-central-1', pathStyle: true, bucket: BUCKET },
    prefix: '/evidence/of drills/',
    credentials: CREDENTIALS,
    conditionalPut: server.conditionalPut ?? true,
    versioning: server.versioning ?? true,
    now: () => at(0),
    pause: 1,
    ...options,
  });
}

/** What a promise rejects with, shown with everything in it. */
async function rejection(
  promise: Promise<unknown>,
): Promise<{ code: string; reason: string; shown: string }> {
  try {
    await promise;
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    const { code, reason } = nth(error.problems, 0);
    const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error.problems);
    return { code, reason, shown };
  }
  throw new Error('nothing was thrown');
}

describe.each<FakeS3Options>([
  { versioning: true, conditionalPut: true },
  { versioning: false, conditionalPut: true },
  { versioning: true, conditionalPut: false },
])('in a store with %j', (server) => {
  test('what is put is listed and read back, below the prefix', async () => {
    const store = await open(server);
    await expect(store.list()).resolves.toEqual([]);
    await expect(store.putIfAbsent(NAME, CONTENT)).resolves.toBe('stored');
    const [entry, ...more] = await store.list();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ name: NAME, size: CONTENT.length });
    expect(fake.current(OBJECT)?.equals(CONTENT)).toBe(true);
    const content = await store.get(entry ?? { name: '', size: 0 });
    expect(Buffer.from(content).equals(CONTENT)).toBe(true);
  });

  test('what is there is left as it is', async () => {
    const store = await open(server);
    await store.putIfAbsent(NAME, CONTENT);
    await expect(store.putIfAbsent(NAME, Buffer.from('other'))).resolves.toBe('exists');
    const [entry] = await store.list();
    expect(Buffer.from(await store.get(entry ?? { name: '', size: 0 })).equals(CONTENT)).toBe(true);
  });

  test('of two writers at once one stores its record, and the other is told', async () => {
    const store = await open(server);
    const contents = [CONTENT, Buffer.from('other')];
    const outcomes = await Promise.all(contents.map((content) => store.putIfAbsent(NAME, content)));
    expect([...outcomes].sort()).toEqual(['exists', 'stored']);
    const [entry] = await store.list();
    const winner = nth(contents, outcomes.indexOf('stored'));
    expect(Buffer.from(await store.get(entry ?? { name: '', size: 0 })).equals(winner)).toBe(true);
  });

  test('a chain verifies over several pages', async () => {
    const store = await open({ ...server, pageSize: 2 });
    for (const { name, content } of chain(7)) await store.putIfAbsent(name, content);
    const { findings, records } = await verifyChain(await readRecords(store), {
      publicKeys: [KEY.publicKey],
    });
    expect(findings).toEqual([]);
    expect(records).toHaveLength(7);
  });
});

test('a store that knows neither conditional writes nor versions is refused as RST821', async () => {
  fake = await FakeS3.start();
  const options = { bucket: { pathStyle: true, bucket: BUCKET }, prefix: '', credentials: CREDENTIALS };
  const problem = refusal(() =>
    S3EvidenceStore.of({ ...options, conditionalPut: false, versioning: false, now: () => at(0) }),
  );
  expect(problem).toMatchObject({ code: 'RST821', property: 'bucket' });
});

test('a record that somebody overwrote and deleted is still read as it was, and both are found', async () => {
  const store = await open();
  const records = chain(3);
  for (const { name, content } of records) await store.putIfAbsent(name, content);
  const [first, second] = records.map(({ name }) => `evidence/of drills/${name}`);
  fake.put(first ?? '', Buffer.from('{}'));
  fake.put(second ?? '', undefined);
  const { findings, records: verified } = await verifyChain(await readRecords(store), {
    publicKeys: [KEY.publicKey],
  });
  expect(findings.map(({ path, code, reason }) => [path, code, reason.split(';')[0]])).toEqual([
    [records[0]?.name, 'RST816', 'it was overwritten'],
    [records[1]?.name, 'RST816', 'it was deleted'],
  ]);
  expect(verified.map(({ record }) => record.digest)).toEqual(records.map(({ digest }) => digest));
});

test('a name under which a record was deleted is taken: a put there stores nothing that counts', async () => {
  const store = await open();
  await store.putIfAbsent(NAME, CONTENT);
  fake.put(OBJECT, undefined);
  await expect(store.putIfAbsent(NAME, Buffer.from('other'))).resolves.toBe('exists');
});

test('puts are conditional and carry a digest; a lock is asked for where it is wanted', async () => {
  const store = await open({}, { objectLock: { mode: 'COMPLIANCE', retention: 86_400 } });
  await store.putIfAbsent(NAME, CONTENT);
  const put = fake.requests.find(({ method }) => method === 'PUT');
  expect(put?.headers).toMatchObject({
    'if-none-match': '*',
    'content-md5': 'tlEIV9WFT1bs9TfzjRbsNw==',
    'x-amz-object-lock-mode': 'COMPLIANCE',
    'x-amz-object-lock-retain-until-date': at(1440).toISOString(),
  });
  await fake.stop();
  const plain = await open({ conditionalPut: false });
  await plain.putIfAbsent(NAME, CONTENT);
  const unconditional = fake.requests.find(({ method }) => method === 'PUT');
  expect(Object.keys(unconditional?.headers ?? {})).not.toContain('if-none-match');
  expect(Object.keys(unconditional?.headers ?? {})).not.toContain('x-amz-object-lock-mode');
});

test('a name that is none of a record is refused as RST819, and nothing is sent', async () => {
  const store = await open();
  expect((await rejection(store.putIfAbsent('../x.json', CONTENT))).code).toBe('RST819');
  expect(fake.requests).toEqual([]);
});

describe('a store that', () => {
  const forbidden = { status: 403, code: 'AccessDenied' };
  const busy = { status: 503, code: 'SlowDown' };

  test('refuses is RST817 at once, with its code', async () => {
    const store = await open();
    fake.fault = () => forbidden;
    for (const act of [
      () => store.list(),
      () => store.putIfAbsent(NAME, CONTENT),
      () => store.get({ name: NAME, size: 1 }),
    ]) {
      fake.requests.length = 0;
      expect(await rejection(act())).toMatchObject({
        code: 'RST817',
        reason: 'the store answers 403 AccessDenied',
      });
      expect(fake.requests).toHaveLength(1);
    }
  });

  test('is busy for a moment is asked again', async () => {
    const store = await open();
    fake.faults(
      busy,
      { status: 500, code: 'InternalError' },
      { status: 409, code: 'ConditionalRequestConflict' },
    );
    await expect(store.putIfAbsent(NAME, CONTENT)).resolves.toBe('stored');
    expect(fake.requests.filter(({ method }) => method === 'PUT')).toHaveLength(4);
  });

  test('stays busy is RST817 after a bounded number of attempts', async () => {
    const store = await open({}, { attempts: 3 });
    fake.fault = () => busy;
    const { code, reason } = await rejection(store.list());
    expect({ code, reason }).toEqual({ code: 'RST817', reason: 'the store answers 503 SlowDown' });
    expect(fake.requests).toHaveLength(3);
  });

  test('does not answer in time is RST817, and the time is said', async () => {
    const store = await open({}, { timeout: 50, attempts: 2 });
    fake.fault = () => 'hangs';
    const { code, reason } = await rejection(store.list());
    expect({ code, reason }).toEqual({ code: 'RST817', reason: 'the store did not answer within 50 ms' });
    expect(fake.requests).toHaveLength(2);
  });

  test('breaks the connection is asked again, and is RST817 where it does so always', async () => {
    const store = await open({}, { attempts: 2 });
    fake.faults('reset');
    await expect(store.list()).resolves.toEqual([]);
    fake.fault = () => 'reset';
    expect(await rejection(store.list())).toMatchObject({
      code: 'RST817',
      reason: expect.stringContaining('cannot be reached') as string,
    });
  });

  test('is not there is RST817', async () => {
    const store = await open({}, { attempts: 1 });
    await fake.stop();
    expect((await rejection(store.list())).reason).toContain('ECONNREFUSED');
  });

  test('sends somewhere else is RST817, and is not followed', async () => {
    const store = await open();
    fake.fault = () => ({ status: 307, code: 'TemporaryRedirect' });
    expect((await rejection(store.list())).reason).toBe('the store answers 307 TemporaryRedirect');
    expect(fake.requests).toHaveLength(1);
  });

  test('says no more is stopped with a signal, also between two attempts', async () => {
    const stop = new AbortController();
    const store = await open({}, { pause: 60_000, signal: stop.signal });
    fake.fault = () => {
      setImmediate(() => stop.abort());
      return busy;
    };
    expect((await rejection(store.list())).code).toBe('RST817');
    expect(await rejection(store.list())).toMatchObject({ code: 'RST817', reason: 'it was stopped' });
  });

  test('refuses shows nothing of the credentials, whatever it answers', async () => {
    const sessionToken = 'marked-session-token';
    const store = await open({}, { credentials: { ...CREDENTIALS, sessionToken } });
    fake.fault = () => ({ status: 403, code: 'SignatureDoesNotMatch' });
    const { shown } = await rejection(store.putIfAbsent(NAME, CONTENT));
    const printed = inspect(store, { depth: 9, showHidden: true }) + JSON.stringify(store);
    for (const text of [shown, printed]) {
      expect(text).not.toContain(CREDENTIALS.secretAccessKey);
      expect(text).not.toContain(sessionToken);
      expect(text).not.toContain('Signature=');
    }
  });

  test('has another secret is RST817', async () => {
    const store = await open({}, { credentials: { ...CREDENTIALS, secretAccessKey: 'wrong' } });
    expect((await rejection(store.list())).reason).toBe('the store answers 403 SignatureDoesNotMatch');
  });
});

test.each([
  ['a page of a proxy', '<html>Sign in</html>', 'cannot be read'],
  [
    'the same page for ever',
    '<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker></ListVersionsResult>',
    'again and again',
  ],
])('%s is RST817, and no empty chain', async (_, page, reason) => {
  const server = createServer((__, response) => response.end(page));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = await open({}, { bucket: { endpoint, pathStyle: true, bucket: BUCKET } });
  expect(await rejection(store.list())).toMatchObject({
    code: 'RST817',
    reason: expect.stringContaining(reason) as string,
  });
  server.closeAllConnections();
  server.close();
});

test('a file that is too long for a record is not read', async () => {
  const store = await open();
  fake.put(OBJECT, Buffer.alloc(5 * 1024 * 1024));
  const [record] = await readRecords(store);
  expect(record).toMatchObject({ name: NAME, unread: expect.stringContaining('5242880 bytes') as string });
  expect(fake.requests).toHaveLength(1);
  expect((await rejection(store.get({ name: NAME, size: 1 }))).reason).toContain('more than');
});

describe('appending to a bucket', () => {
  const append = (store: S3EvidenceStore, minutes: number) =>
    appendRecord(store, drillInput(minutes), { key: KEY, now: () => at(minutes + 2) });

  test('is done once also where the answer to the put is lost', async () => {
    const store = await open();
    fake.faults(undefined, 'lost');
    await expect(append(store, 0)).resolves.toMatchObject({ stored: true, record: { name: NAME } });
    await append(store, 10);
    const records = await readRecords(store);
    expect(records.map(({ name }) => name)).toEqual([NAME, recordName(PROTECTION, 2)]);
    expect((await verifyChain(records, { publicKeys: [KEY.publicKey] })).findings).toEqual([]);
  });

  test('that takes no puts loses no verdict, and shows neither credentials nor key', async () => {
    const store = await open();
    fake.fault = ({ method }) => (method === 'PUT' ? { status: 403, code: 'AccessDenied' } : undefined);
    const result = await append(store, 0);
    expect(result).toMatchObject({
      stored: false,
      record: { name: NAME, statement: { predicate: { sequence: 1 } } },
      problem: { code: 'RST817', reason: 'the store answers 403 AccessDenied' },
    });
    const shown = inspect(result, { depth: 9, showHidden: true }) + JSON.stringify(result);
    expect(shown).not.toContain(CREDENTIALS.secretAccessKey);
    expect(shown).not.toContain(SEED_A);
    expect(shown).not.toContain(pemOfSeed(SEED_A).split('\n')[1]);
  });

  test('by several writers at once makes one chain', async () => {
    const store = await open();
    const now = () => at(60);
    const results = await Promise.all(
      [0, 1, 2, 3].map((minutes) => appendRecord(store, drillInput(minutes), { key: KEY, now })),
    );
    expect(results.every(({ stored }) => stored)).toBe(true);
    const { findings, records } = await verifyChain(await readRecords(store), {
      publicKeys: [KEY.publicKey],
    });
    expect(findings).toEqual([]);
    expect(records).toHaveLength(4);
  });
});
