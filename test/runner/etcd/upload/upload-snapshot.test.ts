import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uploadSnapshot } from '../../../../runner/etcd/upload/upload-snapshot';
import { snapshotOf } from '../snapshots';

const SECRET = 'marked-secret-of-the-writer';
const AT = new Date('2027-01-03T04:00:00Z');
const NAME = `etcd-${AT.getTime() / 1000}.db`;
const CONTENT = snapshotOf(3);

interface Put {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

let folder: string;
let server: Server;
let puts: Put[];
/** Statuses of the answers, in turn; then success. */
let statuses: (number | 'reset')[];
let said: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'restorable-upload-'));
  mkdirSync(join(folder, 's3'));
  writeFileSync(join(folder, 's3', 'ID'), 'writer');
  writeFileSync(join(folder, 's3', 'KEY'), SECRET);
  writeFileSync(join(folder, 'snapshot.db'), CONTENT);
  [puts, statuses, said] = [[], [], []];
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      puts.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) });
      const status = statuses.shift() ?? 200;
      if (status === 'reset') return void request.socket.destroy();
      response.statusCode = status;
      response.end(status === 200 ? '' : '<Error><Code>SlowDown</Code></Error>');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

function upload(conditionalPut = true): Promise<boolean> {
  return uploadSnapshot(
    {
      file: join(folder, 'snapshot.db'),
      name: 'etcd',
      archive: {
        store: 'store',
        profile: 'minio',
        bucket: 'etcd',
        prefix: 'home/etcd',
        pathStyle: true,
        region: 'eu-central-1',
        endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      },
      conditionalPut,
      credentials: { folder: join(folder, 's3'), keys: { accessKeyId: 'ID', secretAccessKey: 'KEY' } },
    },
    {
      now: () => AT,
      pause: 1,
      log: {
        info: (message, fields) => said.push(`${message} ${JSON.stringify(fields)}`),
        error: (message, fields) => said.push(`${message} ${JSON.stringify(fields)}`),
      },
    },
  );
}

test('the file with the hash comes first, then the snapshot, each never over another object', async () => {
  expect(await upload()).toBe(true);
  const hash = createHash('sha256').update(CONTENT).digest();
  expect(puts.map(({ path }) => path)).toEqual([`/etcd/home/etcd/${NAME}.sha256`, `/etcd/home/etcd/${NAME}`]);
  expect(puts[0]?.body.toString()).toBe(`${hash.toString('hex')}  ${NAME}\n`);
  expect(puts[1]?.body.equals(CONTENT)).toBe(true);
  expect(puts[1]?.headers).toMatchObject({
    'if-none-match': '*',
    'x-amz-checksum-sha256': hash.toString('base64'),
    'content-length': String(CONTENT.length),
  });
  expect(puts[1]?.headers.authorization).toContain('Credential=writer/');
  expect(said.join('\n')).not.toContain(SECRET);
});

test('a store without conditional puts is asked for none', async () => {
  await upload(false);
  expect(puts.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
});

test('a store that is busy, or whose answer is lost, is asked again', async () => {
  statuses = [503, 200, 'reset', 500, 200];
  expect(await upload()).toBe(true);
  expect(puts).toHaveLength(5);
});

test('an answer that was lost of a put that got through is no failure', async () => {
  statuses = ['reset', 412, 200];
  expect(await upload()).toBe(true);
});

test('an object that is there already is never taken for this one', async () => {
  statuses = [412];
  expect(await upload()).toBe(false);
  expect(puts).toHaveLength(1);
});

test('a key that is refused is tried once, and said without the key', async () => {
  statuses = [403];
  expect(await upload()).toBe(false);
  expect(puts).toHaveLength(1);
  expect(said.join('\n')).toContain('the store answers 403');
  expect(said.join('\n')).not.toContain(SECRET);
});

test('a store that stays away is given up after four attempts', async () => {
  statuses = ['reset', 'reset', 'reset', 'reset'];
  expect(await upload()).toBe(false);
  expect(puts).toHaveLength(4);
  expect(said.join('\n')).toContain('the store cannot be reached');
});

test.each([
  ['that is not there', undefined, 'there is no snapshot'],
  ['that was cut', CONTENT.subarray(0, 1000), 'it is not whole'],
  [
    'with another hash than its own',
    Buffer.concat([CONTENT.subarray(0, -1), Buffer.from([0])]),
    'another hash',
  ],
])('a snapshot %s is not uploaded at all', async (_, content, why) => {
  if (content === undefined) rmSync(join(folder, 'snapshot.db'));
  else writeFileSync(join(folder, 'snapshot.db'), content);
  expect(await upload()).toBe(false);
  expect(puts).toEqual([]);
  expect(said.join('\n')).toContain(why);
});

test('without a key in the Secret nothing is sent', async () => {
  writeFileSync(join(folder, 's3', 'KEY'), '');
  expect(await upload()).toBe(false);
  expect(puts).toEqual([]);
  expect(said.join('\n')).toContain('the key KEY of the Secret is missing or empty');
});
