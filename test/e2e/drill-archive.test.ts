import { join } from 'node:path';
import { Check, RestoreTo, Witness } from 'restorable';
import type { DrillDocument, DrillResult } from '../../lib/plan';
import { listArchive } from './archive-listing';
import { deleteObject, readObject, writeObject } from './archive-objects';
import {
  applyEnvironment,
  applyFolder,
  applyReaderSecret,
  applySecret,
  archiveNow,
  ARCHIVE_PREFIX,
  awaitDrill,
  backUp,
  changePlan,
  drill,
  DRILLS,
  ensureNamespace,
  leftOfDrill,
  podOf,
  REGION,
  removeEnvironment,
  SOURCE,
  sql,
  startDrill,
  synthesise,
  type EndedDrill,
} from './drill-environment';
import { eventually, kubectl } from './kubectl';
import { findSetting } from './settings';

const tree = synthesise(
  [
    Check.query('SELECT count(*) FROM orders', { atLeast: 1 }),
    Check.rowCounts({ within: '0%' }),
    Check.freshness({ by: 'witness', within: '14m' }),
    Check.freshness({ by: 'archive', within: '14m' }),
  ],
  [RestoreTo.latest()],
  undefined,
  { witness: Witness.every('1m', { counts: ['orders'] }) },
);
const drillFolder = join(tree, 'infrastructure', 'drills', DRILLS);

beforeAll(async () => {
  ensureNamespace(SOURCE);
  applyWitnessSecret();
  await applyEnvironment(tree);
  // Only the tests say when it writes.
  kubectl([
    'patch',
    'cronjob',
    'orders-witness',
    '--namespace',
    SOURCE,
    '--patch',
    '{"spec":{"suspend":true}}',
  ]);
  sql('CREATE TABLE orders (id bigserial PRIMARY KEY)');
  sql('ALTER TABLE orders OWNER TO orders');
  sql('INSERT INTO orders DEFAULT VALUES');
  await backUp('first');
  await beat();
  await archiveNow();
});

afterAll(() => {
  removeEnvironment();
});

beforeEach(() => {
  applyFolder(drillFolder);
  applyReaderSecret();
});

afterEach(() => {
  expect(leftOfDrill()).toEqual([]);
});

test('a good archive passes, measured by its witness, and is proven untouched', async () => {
  sql('INSERT INTO orders DEFAULT VALUES');
  const heartbeat = await beat();
  await archiveNow();
  const before = await listArchive(ARCHIVE_PREFIX);
  const ended = await drill('witnessed');
  const { result, exitCode } = ended;
  expect(result).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked', cleanedUp: true });
  expect(exitCode).toBe(0);
  expect(result.targets[0]?.checks.map(({ status }) => status)).toEqual(Array(4).fill('passed'));
  const { measuredRpo } = result.targets[0] ?? {};
  // The heartbeat was the newest commit, up to the time between its statement and its commit.
  expect(measuredRpo).toBeGreaterThan(0);
  expect(Math.abs((Date.parse(result.startedAt) - heartbeat) / 1000 - (measuredRpo ?? 0))).toBeLessThan(5);
  expect(result.archive).toMatchObject({
    objects: before.size,
    changes: { removed: 0, rewritten: 0, unexplained: [] },
  });
  const { archivedAt = '' } = result.archive?.newestWal ?? {};
  expect(Date.parse(archivedAt)).toBeGreaterThan(heartbeat - 1000);
  const after = await listArchive(ARCHIVE_PREFIX);
  expect([...before].filter(([key, tag]) => after.get(key) !== tag)).toEqual([]);
  expect(
    [...after.keys()].filter((key) => /0000000[2-9]/.test(key.slice(ARCHIVE_PREFIX.length, -20))),
  ).toEqual([]);
  console.log(measured(ended));
});

test('a witness that stopped is told apart from lost data: others were heard', async () => {
  await beat();
  await new Promise((resolve) => setTimeout(resolve, 130_000));
  sql('INSERT INTO orders DEFAULT VALUES');
  await archiveNow();
  changePlan((document) => withRpo(document, 120));
  const { result } = await drill('witness-stopped');
  expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'witness-stopped' });
  expect(result.targets[0]?.measuredRpo).toBeLessThan(120);
});

test('a WAL segment that is missing in the middle fails the drill: what comes behind it is gone', async () => {
  await beat();
  await archiveNow();
  const known = new Set((await listArchive(ARCHIVE_PREFIX)).keys());
  sql('INSERT INTO orders DEFAULT VALUES');
  await archiveNow();
  const [missing = ''] = [...(await listArchive(ARCHIVE_PREFIX)).keys()].filter((key) => !known.has(key));
  sql('INSERT INTO orders DEFAULT VALUES');
  await beat();
  await archiveNow();
  const content = await readObject(missing);
  await deleteObject(missing);
  try {
    // A hole that is younger could still be filled.
    await new Promise((resolve) => setTimeout(resolve, 125_000));
    changePlan((document) => withRpo(document, 60));
    const { result, exitCode } = await drill('wal-missing');
    expect(result).toMatchObject({ verdict: 'failed', reason: 'archived-data-lost' });
    expect(result.message).toContain('the archive has nothing between the WAL segments');
    expect(exitCode).toBe(1);
    // Recovery ended before the gap without a word: only the age of the data shows it.
    expect(result.targets[0]?.measuredRpo).toBeGreaterThan(120);
  } finally {
    await writeObject(missing, content);
  }
});

test('a base backup that is cut short fails the drill', async () => {
  const [key = ''] = [...(await listArchive(ARCHIVE_PREFIX)).keys()].filter((name) =>
    name.endsWith('data.tar.gz'),
  );
  const content = await readObject(key);
  await writeObject(key, content.subarray(0, content.length / 2));
  try {
    const { result, seconds } = await drill('truncated');
    expect(result).toMatchObject({ verdict: 'failed', reason: 'base-backup-corrupt' });
    expect(seconds).toBeLessThan(120);
  } finally {
    await writeObject(key, content);
  }
});

test('an object that somebody deletes during the drill fails it, and is named', async () => {
  await beat();
  await archiveNow();
  const [first = ''] = [...(await listArchive(ARCHIVE_PREFIX)).keys()].filter((name) =>
    name.includes('/wals/'),
  );
  const content = await readObject(first);
  startDrill('deleted');
  await eventually(
    'a Cluster under way',
    120,
    () => leftOfDrill().join(),
    (left) => left.includes('cluster.postgresql.cnpg.io'),
  );
  await deleteObject(first);
  try {
    const { result } = await awaitDrill('deleted');
    expect(result).toMatchObject({ verdict: 'failed', reason: 'archive-changed', cleanedUp: true });
    expect(result.message).toContain(`deleted: ${first.slice(ARCHIVE_PREFIX.length)}`);
  } finally {
    await writeObject(first, content);
  }
});

test('a bucket that is another one leaves the drill inconclusive before anything is made', async () => {
  changePlan((document) => withArchive(document, { bucket: findSetting('E2E_S3_EVIDENCE_BUCKET') }));
  const { result, seconds } = await drill('other-bucket');
  expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'archive-access-denied', targets: [] });
  expect(seconds).toBeLessThan(60);
});

test('a key without rights leaves the drill inconclusive before anything is made, and is not in its log', async () => {
  const secret = findSetting('E2E_S3_EVIDENCE_SECRET_ACCESS_KEY');
  applySecret(DRILLS, 'archive-reader', {
    ACCESS_KEY_ID: findSetting('E2E_S3_EVIDENCE_ACCESS_KEY_ID'),
    ACCESS_SECRET_KEY: secret,
    REGION,
  });
  const { result, seconds, log } = await drill('no-rights');
  expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'archive-access-denied', targets: [] });
  expect(seconds).toBeLessThan(60);
  expect(log).not.toContain(secret);
});

test('a runner that is killed while it checks is cleaned up after, and the next drill passes', async () => {
  await beat();
  await archiveNow();
  const slow = { name: 'slow', kind: 'sql.query', timeout: 300, runsIn: ['cluster'] } as const;
  changePlan((document) => {
    const query = { ...slow, sql: 'SELECT pg_sleep(240)::text', expect: { kind: 'equals', value: '' } };
    const { protection } = document;
    return { ...document, protection: { ...protection, drill: { ...protection.drill, checks: [query] } } };
  });
  startDrill('killed-checking');
  const pod = await eventually(
    'a drill that checks',
    240,
    () => podOf('killed-checking')?.metadata.name ?? '',
    (name) => name !== '' && logOf(name).includes('"phase":"check"'),
  );
  kubectl(['delete', 'pod', pod, '--namespace', DRILLS, '--force', '--grace-period=0']);
  expect(leftOfDrill().length).toBeGreaterThan(0);
  applyFolder(drillFolder);
  // Its lock ends by itself.
  await new Promise((resolve) => setTimeout(resolve, 65_000));
  const { result } = await drill('after-killed-checking');
  expect(result).toMatchObject({ verdict: 'passed', cleanedUp: true });
});

/** Lets the witness write, and returns the time it wrote, milliseconds. */
async function beat(): Promise<number> {
  await eventually(
    'a heartbeat',
    180,
    () => beatOnce(Date.now()),
    (succeeded) => succeeded,
  );
  return Number(sql('SELECT (extract(epoch FROM at) * 1000)::bigint FROM restorable.heartbeat'));
}

/** A first one fails where the operator has not made its role and schema yet. */
function beatOnce(number: number): boolean {
  const job = `job/beat-${number}`;
  kubectl(['create', 'job', `beat-${number}`, '--from=cronjob/orders-witness', '--namespace', SOURCE]);
  const ended = '--for=jsonpath={.status.conditions[0].status}=True';
  kubectl(['wait', job, '--namespace', SOURCE, ended, '--timeout=60s']);
  return kubectl(['get', job, '--namespace', SOURCE, '--output', 'jsonpath={.status.succeeded}']) === '1';
}

function applyWitnessSecret(): void {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/basic-auth',
    metadata: { name: 'orders-witness', namespace: SOURCE },
    stringData: { username: 'restorable_witness', password: 'witness' },
  };
  kubectl(['apply', '--server-side', '--force-conflicts', '--filename', '-'], JSON.stringify(secret));
}

function logOf(pod: string): string {
  return kubectl(['logs', '--namespace', DRILLS, pod, '--ignore-errors']);
}

function withRpo(document: DrillDocument, rpo: number): unknown {
  const { protection } = document;
  return { ...document, protection: { ...protection, objectives: { ...protection.objectives, rpo } } };
}

function withArchive(document: DrillDocument, archive: object): unknown {
  const { protection } = document;
  const { backup } = protection;
  return {
    ...document,
    protection: { ...protection, backup: { ...backup, archive: { ...backup.archive, ...archive } } },
  };
}

/** What a drill took, for people. */
function measured({ result, log, seconds }: EndedDrill): string {
  const phases = (names: readonly DrillResult['phases'][number]['name'][]) =>
    result.phases
      .filter(({ name }) => names.includes(name))
      .reduce((sum, { duration }) => sum + duration / 1000, 0);
  const work = phases(['restore', 'wait', 'check']);
  const memory = /"memoryMiB":(\d+)/.exec(log)?.[1];
  return `${seconds} s, restore and checks ${work.toFixed(1)} s, removal ${phases(['clean-up']).toFixed(1)} s, ${memory ?? '?'} MiB`;
}
