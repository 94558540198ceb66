import { inspect } from 'node:util';
import { ApiClient, ApiError, type Resource } from '../../../runner/kubernetes';
import { answer, cut, FakeApi, refuse, stream, type Handler } from './fake-api';

const PODS: Resource = { apiVersion: 'v1', plural: 'pods', namespace: 'drills' };
const CLUSTERS: Resource = { apiVersion: 'postgresql.cnpg.io/v1', plural: 'clusters', namespace: 'drills' };
const POD = { metadata: { name: 'a', resourceVersion: '5' } };
const never = new AbortController().signal;

let api: FakeApi;
let client: ApiClient;

async function serve(...handlers: readonly Handler[]): Promise<void> {
  api = await FakeApi.start(...handlers);
  const token = () => `token-${api.seen.length}`;
  client = new ApiClient({ server: api.url, token }, { timeout: 2000, pause: 1, attempts: 3 });
}

afterEach(async () => {
  client.close();
  await api.stop();
});

test('an object is read by its group, version, namespace and name', async () => {
  await serve(answer(POD));
  await expect(client.get(PODS, 'a', never)).resolves.toEqual(POD);
  await client.get(CLUSTERS, 'b', never);
  expect(api.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /api/v1/namespaces/drills/pods/a',
    'GET /apis/postgresql.cnpg.io/v1/namespaces/drills/clusters/b',
  ]);
});

test('the token is asked for with every request', async () => {
  await serve(answer(POD));
  await client.get(PODS, 'a', never);
  await client.get(PODS, 'a', never);
  expect(api.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-0', 'Bearer token-1']);
});

test('a selection is sent, and a list gives its items and its place', async () => {
  await serve(answer({ items: [POD], metadata: { resourceVersion: '7' } }));
  const list = await client.list(PODS, { labels: 'a=b', fields: 'metadata.name=a' }, never);
  expect(list).toEqual({ items: [POD], resourceVersion: '7' });
  expect(Object.fromEntries(api.seen[0]?.query ?? [])).toEqual({
    labelSelector: 'a=b',
    fieldSelector: 'metadata.name=a',
  });
});

test('creating, replacing, merging and deleting send what they should', async () => {
  await serve(answer(POD));
  await client.create(PODS, POD, never);
  await client.replace(PODS, 'a', POD, never);
  await client.patch(PODS, 'a', { data: { x: 'y' } }, never);
  await client.delete(PODS, 'a', { propagation: 'Foreground', uid: 'u', grace: 1 }, never);
  expect(api.seen.map(({ method, headers }) => `${method} ${headers['content-type'] ?? ''}`)).toEqual([
    'POST application/json',
    'PUT application/json',
    'PATCH application/merge-patch+json',
    'DELETE application/json',
  ]);
  expect(api.seen[3]?.body).toMatchObject({
    propagationPolicy: 'Foreground',
    preconditions: { uid: 'u' },
    gracePeriodSeconds: 1,
  });
});

test.each([
  ['429', refuse(429, 'TooManyRequests')],
  ['500', refuse(500, 'InternalError')],
  ['503', refuse(503, 'ServiceUnavailable')],
  ['a broken connection', cut],
  ['an answer that is no JSON', ((_request, response) => response.end('<html>')) satisfies Handler],
])('%s is tried again', async (_name, trouble) => {
  await serve(trouble, trouble, answer(POD));
  await expect(client.get(PODS, 'a', never)).resolves.toEqual(POD);
  expect(api.seen).toHaveLength(3);
});

test('after the last attempt the trouble is thrown', async () => {
  await serve(refuse(503, 'ServiceUnavailable'));
  await expect(client.get(PODS, 'a', never)).rejects.toMatchObject({ status: 503, isPassing: true });
  expect(api.seen).toHaveLength(3);
});

test('the time that the server asks to wait is waited', async () => {
  await serve(refuse(429, 'TooManyRequests', { 'retry-after': '1' }), answer(POD));
  const begun = performance.now();
  await client.get(PODS, 'a', never);
  expect(performance.now() - begun).toBeGreaterThan(950);
});

test.each([
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'NotFound'],
  [409, 'AlreadyExists'],
  [422, 'Invalid'],
])('%s is thrown at once, with its reason', async (status, reason) => {
  await serve(refuse(status, reason));
  await expect(client.create(PODS, POD, never)).rejects.toMatchObject({ status, reason });
  expect(api.seen).toHaveLength(1);
});

test('an object that is missing is told from a kind that is not served', async () => {
  await serve(refuse(404, 'NotFound'), (_request, response) => {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('404 page not found\n');
  });
  await expect(client.tryGet(PODS, 'a', never)).resolves.toBeUndefined();
  await expect(client.tryGet(PODS, 'a', never)).rejects.toMatchObject({ isUnknownKind: true });
});

test('deleting what is gone succeeds', async () => {
  await serve(refuse(404, 'NotFound'));
  await expect(client.delete(PODS, 'a', { propagation: 'Background' }, never)).resolves.toBeUndefined();
  expect(api.seen).toHaveLength(1);
});

test('silence ends a request', async () => {
  await serve(() => undefined);
  const quick = new ApiClient({ server: api.url }, { timeout: 50, attempts: 1 });
  await expect(quick.get(PODS, 'a', never)).rejects.toMatchObject({ status: 0, reason: 'Timeout' });
  quick.close();
});

test('a server that is not there is an error with its code', async () => {
  await serve(answer(POD));
  const lost = new ApiClient({ server: 'http://127.0.0.1:9' }, { attempts: 1 });
  await expect(lost.get(PODS, 'a', never)).rejects.toMatchObject({ status: 0, reason: 'ECONNREFUSED' });
});

test('an aborted signal ends a request, also while it waits to try again, with its reason', async () => {
  await serve(() => undefined);
  const stop = new AbortController();
  const reading = client.get(PODS, 'a', stop.signal);
  const reason = new Error('enough');
  setTimeout(() => stop.abort(reason), 20);
  await expect(reading).rejects.toBe(reason);
  await expect(client.get(PODS, 'a', stop.signal)).rejects.toBe(reason);
});

test('neither errors nor the client show the token', async () => {
  await serve(refuse(403, 'Forbidden'));
  const secret = new ApiClient({ server: api.url, token: () => 'marked-5520' }, { attempts: 1 });
  const error: unknown = await secret.get(PODS, 'a', never).catch((thrown: unknown) => thrown);
  expect(ApiError.is(error)).toBe(true);
  expect(inspect([error, secret], { depth: 10, showHidden: true })).not.toContain('marked-5520');
});

test('the lines of a log come one by one, also those that arrive in pieces', async () => {
  await serve((_request, response) => {
    response.write('first\nsec');
    setTimeout(() => response.end('ond ü\nlast'), 10);
  });
  const lines: string[] = [];
  for await (const line of client.logs(PODS, 'a', { container: 'postgres', follow: true }, never))
    lines.push(line);
  expect(lines).toEqual(['first', 'second ü', 'last']);
  expect(api.seen[0]?.path).toBe('/api/v1/namespaces/drills/pods/a/log');
  expect(Object.fromEntries(api.seen[0]?.query ?? [])).toMatchObject({
    container: 'postgres',
    follow: 'true',
  });
});

test('of a log only the last lines can be asked for', async () => {
  await serve((_request, response) => response.end('last\n'));
  for await (const line of client.logs(PODS, 'a', { container: 'check', tail: 4 }, never))
    expect(line).toBe('last');
  expect(Object.fromEntries(api.seen[0]?.query ?? [])).toMatchObject({ container: 'check', tailLines: '4' });
});

test('a watch that ends with an error throws it', async () => {
  await serve(
    stream([{ type: 'ERROR', object: { code: 410, reason: 'Expired', message: 'too old' } }], 'end'),
  );
  const next = client.changes(PODS, {}, '5', never).next();
  await expect(next).rejects.toMatchObject({ status: 410, isGone: true });
});
