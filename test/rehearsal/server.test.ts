import { existsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { findBinaries } from '../../lib/rehearsal';
import { freePort } from '../../lib/rehearsal/free-port';
import { childrenOf, isRunning } from '../../lib/rehearsal/processes';
import { runnableBinaries, type RunnableBinaries } from '../../lib/rehearsal/runnable-binaries';
import { Sandbox } from '../../lib/rehearsal/sandbox';
import { PostgresServer, ServerStopped } from '../../lib/rehearsal/server';
import { serverUser } from '../../lib/rehearsal/server-user';
import { SharedMemory } from '../../lib/rehearsal/shared-memory';
import { FAST_FOLDER, PROJECT } from './protection';

const NEVER = new AbortController().signal;
let sandbox: Sandbox;
let binaries: RunnableBinaries;

beforeAll(async () => {
  sandbox = Sandbox.open(serverUser(), FAST_FOLDER);
  binaries = await runnableBinaries(findBinaries(PROJECT), sandbox);
});

afterAll(() => sandbox.close());

async function started(name: string, listening: 'socket' | 'loopback' = 'socket'): Promise<PostgresServer> {
  const server = PostgresServer.in(sandbox, name, binaries);
  await server.init(NEVER);
  await server.start({}, listening, NEVER);
  return server;
}

function pidOf(server: PostgresServer): number {
  const { pid } = server;
  if (pid === undefined) throw new Error('it does not run');
  return pid;
}

test('a server answers on its socket, which nobody else may use, and on no port', async () => {
  const server = await started('socket');
  const { host, port } = server.address('postgres');
  expect(statSync(join(host, `.s.PGSQL.${port}`)).mode & 0o777).toBe(0o700);
  const session = await server.session({ database: 'postgres' });
  expect(
    await session.row(
      "SELECT current_setting('listen_addresses') AS addresses, current_setting('data_checksums') AS checksums",
    ),
  ).toEqual({ addresses: '', checksums: 'on' });
  await session.close();
  await server.stop();
}, 30_000);

test('a server on the loopback interface asks for a password there', async () => {
  const server = await started('loopback', 'loopback');
  const { port } = server.address('postgres');
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    database: 'postgres',
    password: 'guessed',
    ssl: false,
  });
  await expect(client.connect()).rejects.toThrow('password authentication failed');
  await server.stop();
}, 30_000);

test('a server that is killed leaves no process and no shared memory, and starts again', async () => {
  const server = await started('killed');
  const pid = pidOf(server);
  const memory = SharedMemory.ofServer(join(server.data, 'postmaster.pid'));
  const children = childrenOf(pid);
  expect(children.length).toBeGreaterThan(2);
  expect(memory?.exists()).toBe(true);
  await server.kill();
  expect([pid, ...children].filter(isRunning)).toEqual([]);
  expect(memory?.exists()).toBe(false);
  expect(server.leftovers()).toEqual([]);
  expect(server.pid).toBeUndefined();
  await server.start({}, 'socket', NEVER);
  expect(server.log.toString()).toContain('automatic recovery in progress');
  await server.stop();
}, 30_000);

test('a server that is stopped may be stopped again', async () => {
  const server = await started('stopped');
  const pid = pidOf(server);
  await server.stop();
  await server.stop();
  expect(isRunning(pid)).toBe(false);
  expect(existsSync(join(server.data, 'postmaster.pid'))).toBe(false);
  expect(server.leftovers()).toEqual([]);
}, 30_000);

test('initdb is not killed where it is interrupted: it would leave shared memory behind', async () => {
  const server = PostgresServer.in(sandbox, 'interrupted', binaries);
  const stop = new AbortController();
  const init = server.init(stop.signal);
  setTimeout(() => stop.abort(new Error('enough')), 50);
  await expect(init).rejects.toThrow('enough');
  // It came to its end: a server can start on what it made.
  await server.start({}, 'socket', NEVER);
  await server.stop();
}, 30_000);

test('initdb is not begun after an interruption', async () => {
  const server = PostgresServer.in(sandbox, 'not-begun', binaries);
  await expect(server.init(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(existsSync(server.data)).toBe(false);
});

test('a server that ends by itself is told with its last words', async () => {
  const server = PostgresServer.in(sandbox, 'wrong', binaries);
  await server.init(NEVER);
  const refused: unknown = await server
    .start({ shared_buffers: '1' }, 'socket', NEVER)
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ServerStopped);
  expect((refused as ServerStopped).message).toBe(
    'the wrong server stopped: 1 8kB is outside the valid range for parameter "shared_buffers" (16 8kB .. 1073741823 8kB)',
  );
}, 30_000);

test('a folder that is no data folder cannot be started on', async () => {
  const server = PostgresServer.in(sandbox, 'empty', binaries);
  await expect(server.start({}, 'socket', NEVER)).rejects.toThrow('the empty server stopped: ');
}, 30_000);

test('waiting for a server ends when it is aborted', async () => {
  const server = PostgresServer.in(sandbox, 'aborted', binaries);
  await expect(server.start({}, 'socket', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});

test('a free port is one that can be listened on', async () => {
  const port = await freePort();
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
  expect(port).toBeGreaterThan(1023);
});
