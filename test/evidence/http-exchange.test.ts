import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exchange, type HttpRequest } from '../../lib/evidence/http-exchange';

let server: Server;
let answer: RequestListener;

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function send(more: Partial<HttpRequest> = {}) {
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a?b`);
  const { signal } = new AbortController();
  return exchange({
    method: 'PUT',
    url,
    headers: { 'x-a': '1' },
    body: undefined,
    signal,
    longest: 100,
    ...more,
  });
}

test('what is sent arrives, and the answer with its clock', async () => {
  answer = (request, response) => {
    response.setHeader('date', 'Sun, 03 Jan 2027 04:00:00 GMT');
    response.statusCode = 201;
    response.write(`${request.method ?? ''} ${request.url ?? ''} ${String(request.headers['x-a'])} `);
    request.pipe(response);
  };
  expect(await send({ body: Buffer.from('content') })).toEqual({
    status: 201,
    body: Buffer.from('PUT /a?b 1 content'),
    date: 'Sun, 03 Jan 2027 04:00:00 GMT',
  });
});

test('a redirection is an answer like any other', async () => {
  answer = (_request, response) => response.writeHead(307, { location: 'http://elsewhere' }).end();
  expect(await send()).toMatchObject({ status: 307, body: Buffer.from('') });
});

test('an answer that is too long is not read to its end', async () => {
  answer = (_request, response) => {
    response.write('x'.repeat(101));
    // It never ends.
  };
  expect((await send()).body).toBeUndefined();
});

test('a connection that breaks, before or in the middle of an answer, is an error with a code', async () => {
  answer = (request) => request.socket.destroy();
  await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
  answer = (request, response) => {
    response.writeHead(200, { 'content-length': 50 });
    response.write('begin', () => request.socket.destroy());
  };
  await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('being told to end ends it, also in the middle of an answer', async () => {
  const stop = new AbortController();
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': 50 });
    response.write('begin', () => setTimeout(() => stop.abort(), 10));
  };
  await expect(send({ signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
});
