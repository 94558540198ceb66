import { BucketReader, StoreError } from '../../../runner/s3';
import { BUCKET, FakeArchive, READER, type StoreFault } from './fake-archive';

const AT = '2027-01-03T04:00:00.000Z';
let store: FakeArchive;

beforeEach(async () => {
  store = await FakeArchive.start();
});
afterEach(() => store.stop());

function reader(
  more: { bucket?: string; endpoint?: string; key?: string; signal?: AbortSignal } = {},
): BucketReader {
  const { bucket = BUCKET, endpoint = store.endpoint, key = READER.accessKeyId } = more;
  return new BucketReader(
    { endpoint, pathStyle: true, bucket },
    { ...READER, accessKeyId: key },
    { now: () => new Date(), signal: more.signal ?? new AbortController().signal, pause: 1, timeout: 200 },
  );
}

async function listed(from: BucketReader, prefix = ''): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of from.objects(prefix)) keys.push(key);
  return keys;
}

function faultOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'none',
    (error: unknown) => (StoreError.is(error) ? error.fault : error),
  );
}

test('objects below a prefix are listed over all pages', async () => {
  store.pageSize = 2;
  for (const key of ['a/1', 'a/2', 'a/3', 'a/ä ß+&', 'b/1']) store.put(key, key, AT);
  expect(await listed(reader(), 'a/')).toEqual(['a/1', 'a/2', 'a/3', 'a/ä ß+&']);
});

test('an object is read, and one that is not there is told', async () => {
  store.put('a/ä +&', 'content', AT);
  expect((await reader().get('a/ä +&', 100)).toString()).toBe('content');
  expect(await faultOf(reader().get('a/none', 100))).toBe('object-missing');
  expect(await faultOf(reader().get('a/ä +&', 3))).toBe('unreadable');
});

test.each<[string, StoreFault, string]>([
  ['a secret that is another one', { status: 403, code: 'SignatureDoesNotMatch' }, 'key-refused'],
  ['a key without rights', { status: 403, code: 'AccessDenied' }, 'access-denied'],
  ['a token that has ended', { status: 400, code: 'ExpiredToken' }, 'access-denied'],
  ['a clock that is far off', { status: 403, code: 'RequestTimeTooSkewed' }, 'clock-skew'],
  ['a bucket of another region', { status: 301, code: 'PermanentRedirect' }, 'unreachable'],
  [
    'a region that is not the signed one',
    { status: 400, code: 'AuthorizationHeaderMalformed' },
    'unreachable',
  ],
  ['a store that stays busy', { status: 503, code: 'SlowDown' }, 'busy'],
  ['a store that says nothing', 'hangs', 'busy'],
  ['a store that hangs up', 'reset', 'unreachable'],
  ['something that is no store', 'html', 'unreadable'],
])('%s is told apart', async (_what, fault, expected) => {
  store.fault = () => fault;
  expect(await faultOf(listed(reader()))).toBe(expected);
});

test('a key that is unknown, a bucket and a store that are not there are told apart', async () => {
  expect(await faultOf(listed(reader({ key: 'other' })))).toBe('key-refused');
  expect(await faultOf(listed(reader({ bucket: 'none' })))).toBe('bucket-missing');
  expect(await faultOf(listed(reader({ endpoint: 'http://127.0.0.1:1' })))).toBe('unreachable');
});

test('what passes is asked again', async () => {
  store.put('a', 'a', AT);
  const faults: (StoreFault | undefined)[] = [
    { status: 503, code: 'SlowDown' },
    'reset',
    { status: 500, code: 'InternalError' },
  ];
  store.fault = () => faults.shift();
  expect(await listed(reader())).toEqual(['a']);
  expect(store.requests).toHaveLength(4);
});

test('no secret is in what is thrown, also where the store repeats it', async () => {
  store.fault = () => ({ status: 403, code: 'SignatureDoesNotMatch' });
  const error: unknown = await listed(reader()).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreError);
  expect(String(error)).toBe('StoreError: the store answers 403 SignatureDoesNotMatch');
  expect(JSON.stringify([error, reader()])).not.toContain(READER.secretAccessKey);
});

test('a list that is not in order, or does not end, is not believed', async () => {
  for (const key of ['a', 'b', 'c']) store.put(key, key, AT);
  store.order = (a, b) => (a < b ? 1 : -1);
  expect(await faultOf(listed(reader()))).toBe('unreadable');
});

test('being told to end ends it with that reason', async () => {
  const stop = new AbortController();
  store.fault = () => {
    stop.abort(new Error('enough'));
    return 'hangs';
  };
  await expect(listed(reader({ signal: stop.signal }))).rejects.toThrow('enough');
});

test('the clock of the store is read from its answers', async () => {
  store.now = () => new Date('2027-01-03T04:00:07Z');
  const asked = reader();
  expect(asked.clock).toBeUndefined();
  await listed(asked);
  expect(asked.clock?.shown).toBe('Sun, 03 Jan 2027 04:00:07 GMT');
});

test('versions of an object are listed where the key may', async () => {
  store.put('a', 'a', AT);
  store.delete('a');
  expect(await reader().tryVersions('a')).toBeUndefined();
  store.versions = true;
  expect((await reader().tryVersions('a'))?.map(({ kind }) => kind)).toEqual(['delete-marker', 'object']);
});
