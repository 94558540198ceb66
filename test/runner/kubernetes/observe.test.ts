import { ApiClient, observe, type Resource } from '../../../runner/kubernetes';
import { answer, cut, FakeApi, refuse, stream, type Handler } from './fake-api';

const PODS: Resource = { apiVersion: 'v1', plural: 'pods', namespace: 'drills' };

let api: FakeApi;
let client: ApiClient;

async function serve(...handlers: readonly Handler[]): Promise<void> {
  api = await FakeApi.start(...handlers);
  client = new ApiClient({ server: api.url }, { timeout: 2000, pause: 1, attempts: 2 });
}

afterEach(async () => {
  client.close();
  await api.stop();
});

function pod(name: string, resourceVersion: string) {
  return { metadata: { name, resourceVersion } };
}

function list(resourceVersion: string, ...names: readonly string[]): Handler {
  return answer({ items: names.map((name) => pod(name, resourceVersion)), metadata: { resourceVersion } });
}

/** The names in each of the first views. */
async function views(count: number): Promise<readonly string[]> {
  const stop = new AbortController();
  const seen: string[] = [];
  try {
    for await (const items of observe(client, PODS, {}, stop.signal)) {
      seen.push(items.map(({ metadata }) => metadata.name).join());
      if (seen.length === count) break;
    }
  } finally {
    stop.abort();
  }
  return seen;
}

const watches = () => api.seen.filter(({ query }) => query.get('watch') === 'true');

test('what there is comes first, then again after every change', async () => {
  const events = [
    { type: 'ADDED', object: pod('b', '6') },
    { type: 'BOOKMARK', object: { metadata: { resourceVersion: '7' } } },
    { type: 'MODIFIED', object: pod('b', '8') },
    { type: 'DELETED', object: pod('a', '9') },
  ];
  await serve(list('5', 'a'), stream(events, 'stay'));
  await expect(views(4)).resolves.toEqual(['a', 'a,b', 'a,b', 'b']);
  expect(watches()[0]?.query.get('resourceVersion')).toBe('5');
});

test('a watch that the server ends is resumed where it ended, without listing', async () => {
  await serve(
    list('5', 'a'),
    stream([{ type: 'BOOKMARK', object: { metadata: { resourceVersion: '8' } } }], 'end'),
    stream([{ type: 'ADDED', object: pod('b', '9') }], 'stay'),
  );
  await expect(views(2)).resolves.toEqual(['a', 'a,b']);
  expect(watches().map(({ query }) => query.get('resourceVersion'))).toEqual(['5', '8']);
});

test.each([
  ['forgotten (an event)', stream([{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }], 'end')],
  ['forgotten (an answer)', refuse(410, 'Gone')],
  ['lost', stream([], 'cut')],
  ['refused for the moment', refuse(429, 'TooManyRequests')],
  ['cut before it began', cut],
])('a place in the stream that is %s leads to a new list', async (_name, trouble) => {
  await serve(list('5', 'a'), trouble, list('9', 'b', 'c'), stream([], 'stay'));
  await expect(views(2)).resolves.toEqual(['a', 'b,c']);
});

test('an API server that is away for a while is waited for', async () => {
  const away = refuse(503, 'ServiceUnavailable');
  await serve(away, away, away, list('5', 'a'), stream([], 'stay'));
  await expect(views(1)).resolves.toEqual(['a']);
});

test('a right that is missing is thrown', async () => {
  await serve(refuse(403, 'Forbidden'));
  await expect(views(1)).rejects.toMatchObject({ status: 403 });
});

test('an aborted signal ends it with its reason', async () => {
  await serve(list('5', 'a'), stream([], 'stay'));
  const stop = new AbortController();
  const views = observe(client, PODS, {}, stop.signal);
  await views.next();
  const next = views.next();
  const reason = new Error('enough');
  stop.abort(reason);
  await expect(next).rejects.toBe(reason);
});
