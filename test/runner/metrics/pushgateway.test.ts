import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DrillResult } from '../../../lib/plan';
import { PushError, pushMetrics } from '../../../runner/metrics';
import { readExposition } from './exposition-reader';

const RESULT: DrillResult = {
  protection: 'safeops/develop/orders',
  kind: 'PostgresCluster',
  mode: 'drill',
  verdict: 'passed',
  reason: 'restored-and-checked',
  message: 'it held',
  startedAt: '2027-01-03T04:00:00.000Z',
  finishedAt: '2027-01-03T04:01:00.000Z',
  objectives: { rpo: 900, rto: 1800 },
  phases: [],
  targets: [
    { target: { kind: 'latest' }, measuredRpo: 60, measuredRto: 40, checks: [] },
    { target: { kind: 'pointInTime', before: 60 }, measuredRpo: 90, measuredRto: 30, checks: [] },
  ],
  versions: {},
  cleanedUp: true,
};
const signal = new AbortController().signal;

let server: Server;
let seen: { readonly line: string; readonly type: string | undefined; readonly body: string }[];
let statuses: (number | 'reset')[];

beforeEach(async () => {
  seen = [];
  statuses = [];
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      seen.push({
        line: `${request.method ?? ''} ${request.url ?? ''}`,
        type: request.headers['content-type'],
        body,
      });
      const status = statuses.shift() ?? 200;
      if (status === 'reset') request.socket.destroy();
      else response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

function gateway(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What a result pushes, by name and verdict. */
async function pushed(changes: Partial<DrillResult> = {}): Promise<Readonly<Record<string, number>>> {
  await pushMetrics(gateway(), { ...RESULT, ...changes }, signal);
  const { samples } = readExposition(seen.at(-1)?.body ?? '');
  return Object.fromEntries(
    samples.map(({ name, labels, value }) => [
      [name.replace('restorable_drill_', ''), labels['verdict']]
        .filter((part) => part !== undefined)
        .join(' '),
      value,
    ]),
  );
}

test('a passed drill tells its verdict, its times and the worst measures of all targets', async () => {
  const at = Date.parse('2027-01-03T04:01:00Z') / 1000;
  expect(await pushed()).toEqual({
    last_run_timestamp_seconds: at,
    last_success_timestamp_seconds: at,
    rpo_seconds: 90,
    rto_seconds: 40,
    'verdict passed': 1,
    'verdict failed': 0,
    'verdict inconclusive': 0,
  });
});

test('a drill that does not pass leaves the time of the last one that did, and says what it does not know', async () => {
  const found = await pushed({ verdict: 'inconclusive', targets: [] });
  expect(found).toMatchObject({
    rpo_seconds: NaN,
    rto_seconds: NaN,
    'verdict passed': 0,
    'verdict inconclusive': 1,
  });
  expect(found).not.toHaveProperty('last_success_timestamp_seconds');
  const [first] = RESULT.targets;
  const half = await pushed({
    verdict: 'failed',
    targets: [...(first === undefined ? [] : [first]), { target: { kind: 'latest' }, checks: [] }],
  });
  expect(half).toMatchObject({ rpo_seconds: NaN, 'verdict failed': 1 });
});

test('metrics are grouped by protection, and replace only those of the same name', async () => {
  await pushed();
  const id = Buffer.from('safeops/develop/orders').toString('base64url');
  expect(seen.map(({ line }) => line)).toEqual([
    `POST /metrics/job/restorable_drill/protection@base64/${id}`,
  ]);
  expect(seen[0]?.type).toBe('text/plain; version=0.0.4; charset=utf-8');
});

test('a gateway that is away for a moment is asked again', async () => {
  statuses = ['reset'];
  await pushed();
  expect(seen).toHaveLength(2);
});

test('a gateway that refuses is told', async () => {
  statuses = [400, 400];
  await expect(pushMetrics(gateway(), RESULT, signal)).rejects.toThrow(
    new PushError('the Pushgateway answers 400'),
  );
  await expect(pushMetrics('http://127.0.0.1:1', RESULT, signal)).rejects.toThrow(PushError);
});
