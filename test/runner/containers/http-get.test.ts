import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { httpGet } from '../../../runner/containers/http-get';

const servers: Server[] = [];
const sockets: Socket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  return Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

async function portOf(server: Server | HttpServer): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const never = new AbortController().signal;
const ask = (port: number, path = '/healthz') => httpGet({ host: '127.0.0.1', port, path }, never);

test('an answer is its status and body, and a redirection is one too', async () => {
  const port = await portOf(
    createServer(({ url }, response) =>
      response.writeHead(302, { location: 'http://nowhere.invalid/' }).end(url),
    ),
  );
  await expect(ask(port, '/a?b=c')).resolves.toEqual({ kind: 'answered', status: 302, body: '/a?b=c' });
});

test('of a body without an end the begin is read', async () => {
  const port = await portOf(
    createServer((_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    }),
  );
  const answer = await ask(port);
  expect(answer).toMatchObject({ kind: 'answered', status: 200 });
  expect('body' in answer && answer.body.length).toBeGreaterThanOrEqual(256 * 1024);
});

test('a port that nobody listens on refuses', async () => {
  const server = createTcpServer();
  const port = await portOf(server);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  await expect(ask(port)).resolves.toEqual({ kind: 'refused' });
});

test('a server that breaks the connection, or does not speak HTTP, is silent', async () => {
  const breaking = await portOf(createTcpServer((socket) => socket.destroy()));
  await expect(ask(breaking)).resolves.toEqual({ kind: 'silent' });
  const other = await portOf(createTcpServer((socket) => socket.end('SSH-2.0-server\r\n')));
  await expect(ask(other)).resolves.toEqual({ kind: 'silent' });
  const half = await portOf(
    createServer((_request, response) => {
      response.write('half');
      setImmediate(() => response.socket?.destroy());
    }),
  );
  await expect(ask(half)).resolves.toEqual({ kind: 'silent' });
});

test('a host that is not there is not reached', async () => {
  await expect(httpGet({ host: 'host.invalid', port: 80, path: '/' }, never)).resolves.toMatchObject({
    kind: 'unreachable',
  });
});

test('a request that is given up rejects with the reason of the signal', async () => {
  const port = await portOf(createTcpServer());
  const end = new AbortController();
  const asked = httpGet({ host: '127.0.0.1', port, path: '/' }, end.signal);
  end.abort(new Error('the time is over'));
  await expect(asked).rejects.toThrow('the time is over');
});
