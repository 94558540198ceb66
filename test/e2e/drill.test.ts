import { join } from 'node:path';
import type { DrillDocument } from '../../lib/plan';
import { listArchive } from './archive-listing';
import {
  applyEnvironment,
  applyFolder,
  applyReaderSecret,
  archiveNow,
  ARCHIVE_PREFIX,
  awaitDrill,
  backUp,
  changePlan,
  drill,
  DRILL,
  DRILLS,
  leftOfDrill,
  podOf,
  readStatus,
  removeEnvironment,
  sql,
  startDrill,
  synthesise,
} from './drill-environment';
import { eventually, kubectl, tryKubectl } from './kubectl';

const tree = synthesise();
const drillFolder = join(tree, 'infrastructure', 'drills', DRILLS);

beforeAll(async () => {
  await applyEnvironment(tree);
  sql('CREATE TABLE orders (id bigint PRIMARY KEY, placed timestamptz NOT NULL DEFAULT now())');
  sql('ALTER TABLE orders OWNER TO orders');
  sql('INSERT INTO orders (id) VALUES (1)');
  await backUp('first');
  sql('INSERT INTO orders (id) VALUES (2)');
  // The point in time lies 15 s before the newest commit: between these two.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  sql('INSERT INTO orders (id) VALUES (3)');
  await archiveNow();
});

afterAll(() => {
  removeEnvironment();
});

describe('a good archive', () => {
  test('passes to its end and to a point in time, is left as it was, and nothing stays behind', async () => {
    const before = await listArchive(ARCHIVE_PREFIX);
    expect(before.size).toBeGreaterThan(3);
    const { result, exitCode, seconds } = await drill('green');
    expect(result).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked', cleanedUp: true });
    expect(exitCode).toBe(0);
    expect(result.targets.map(({ target }) => target)).toEqual([
      { kind: 'latest' },
      { kind: 'pointInTime', before: 15 },
    ]);
    // The last row was written after the point in time.
    expect(
      result.targets.map(({ checks }) => checks.map(({ status, actual }) => `${status} ${actual ?? ''}`)),
    ).toEqual([
      ['passed 1 of 1 there', 'passed 3', 'passed all of it'],
      ['passed 1 of 1 there', 'passed 2', 'passed all of it'],
    ]);
    for (const { measuredRpo, measuredRto } of result.targets) {
      expect(measuredRpo).toBeGreaterThanOrEqual(0);
      expect(measuredRto).toBeLessThan(result.objectives.rto);
    }
    expect(Object.keys(result.versions).toSorted()).toEqual([
      'cloudnative-pg',
      'plugin-barman-cloud',
      'postgres',
      'runner',
    ]);
    console.log(
      `drill: ${seconds} s; ${JSON.stringify(result.phases.map(({ name, duration }) => [name, duration]))}`,
    );
    expect(readStatus()).toEqual(result);
    expect(eventReasons()).toContain('DrillPassed');
    expect(leftOfDrill()).toEqual([]);
    const after = await listArchive(ARCHIVE_PREFIX);
    expect([...before].filter(([key, tag]) => after.get(key) !== tag)).toEqual([]);
    // The source may archive meanwhile, on its own timeline; what was restored is on the second.
    const added = [...after.keys()].filter((key) => !before.has(key));
    expect(added.filter((key) => !key.includes('/wals/00000001'))).toEqual([]);
  });

  test('a second runner at once ends inconclusive, and the first one goes on', async () => {
    startDrill('first-runner');
    await eventually('a held lock', 60, leaseHolder, (holder) => holder !== '');
    const second = await drill('second-runner');
    expect(second.result).toMatchObject({ verdict: 'inconclusive', reason: 'drill-running' });
    expect(second.exitCode).toBe(3);
    const first = await awaitDrill('first-runner');
    expect(first.result).toMatchObject({ verdict: 'passed', cleanedUp: true });
  });

  test('a runner that is told to end in the middle leaves nothing behind', async () => {
    startDrill('interrupted');
    await eventually(
      'a Cluster under way',
      60,
      () => leftOfDrill().join(),
      (left) => left.includes('cluster.postgresql.cnpg.io'),
    );
    kubectl(['delete', 'pod', podOf('interrupted')?.metadata.name ?? '', '--namespace', DRILLS]);
    expect(leftOfDrill()).toEqual([]);
    expect(readStatus()).toMatchObject({ verdict: 'inconclusive', reason: 'interrupted', cleanedUp: true });
  });

  test('a killed predecessor is cleaned up after, and the next drill passes', async () => {
    startDrill('killed');
    await eventually(
      'a Cluster under way',
      60,
      () => leftOfDrill().join(),
      (left) => left.includes('cluster.postgresql.cnpg.io'),
    );
    const pod = podOf('killed')?.metadata.name ?? '';
    kubectl(['delete', 'pod', pod, '--namespace', DRILLS, '--force', '--grace-period=0']);
    // Its lock ends by itself.
    await new Promise((resolve) => setTimeout(resolve, 65_000));
    const next = await drill('after-killed');
    expect(next.result).toMatchObject({ verdict: 'passed', cleanedUp: true });
  });
});

describe('a fault', () => {
  beforeEach(() => {
    applyFolder(drillFolder);
    applyReaderSecret();
  });

  afterEach(() => {
    expect(leftOfDrill()).toEqual([]);
  });

  test('a table that is missing fails the drill', async () => {
    changePlan((document) => {
      const checks = document.protection.drill.checks.map((check) =>
        check.kind === 'sql.tables' ? { ...check, tables: [{ name: 'customers' }] } : check,
      );
      return withDrill(document, { checks });
    });
    const { result, exitCode } = await drill('table-missing');
    expect(result).toMatchObject({ verdict: 'failed', reason: 'check-failed' });
    expect(result.message).toContain('customers');
    expect(exitCode).toBe(1);
  });

  test('a server name that nothing was archived under fails the drill within a minute', async () => {
    changePlan((document) =>
      JSON.parse(JSON.stringify(document).replaceAll('"serverName":"orders"', '"serverName":"odrers"')),
    );
    const { result, exitCode, seconds } = await drill('server-name');
    expect(result).toMatchObject({ verdict: 'failed', reason: 'server-name-unknown', targets: [] });
    expect(result.message).toContain('orders');
    expect(exitCode).toBe(1);
    expect(seconds).toBeLessThan(75);
  });

  test('a wrong key leaves the drill inconclusive within a minute, and is not in its log', async () => {
    applyReaderSecret('wrong-secret-marked-7391');
    const { result, exitCode, seconds, log } = await drill('wrong-key');
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'archive-key-refused' });
    expect(exitCode).toBe(3);
    expect(seconds).toBeLessThan(75);
    expect(log).not.toContain('7391');
  });

  test('a Secret that is missing is found before anything is made', async () => {
    kubectl(['delete', 'secret', 'archive-reader', '--namespace', DRILLS]);
    const { result, seconds } = await drill('secret-missing');
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'credentials-missing' });
    expect(seconds).toBeLessThan(20);
  });

  test('an ObjectStore that is missing is found before anything is made', async () => {
    kubectl(['delete', 'objectstore.barmancloud.cnpg.io', DRILL, '--namespace', DRILLS]);
    const { result, seconds } = await drill('store-missing');
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'object-store-missing' });
    expect(seconds).toBeLessThan(20);
  });

  test('a bucket that does not exist is no proof and no green', async () => {
    patchStore({ destinationPath: 's3://backups-that-are-not-there/e2e' });
    const { result } = await drill('bucket');
    expect(result.verdict).not.toBe('passed');
    expect(['archive-access-denied', 'bucket-missing']).toContain(result.reason);
  });

  test('a store that nobody reaches leaves the drill inconclusive', async () => {
    patchStore({ endpointURL: 'http://127.0.0.1:9' });
    const { result } = await drill('unreachable');
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'archive-unreachable' });
  });

  test('a point in time before the first base backup leaves the drill inconclusive', async () => {
    changePlan((document) => withDrill(document, { targets: [{ kind: 'pointInTime', before: 864_000 }] }));
    const { result } = await drill('too-early');
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'target-before-first-backup' });
  });

  test('a Cluster of the same name that no drill made is left alone', async () => {
    const foreign = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: DRILL, namespace: DRILLS, annotations: { 'cnpg.io/hibernation': 'on' } },
      spec: { instances: 1, storage: { size: '1Gi' }, imageName: 'ghcr.io/cloudnative-pg/postgresql:17' },
    };
    kubectl(['apply', '--server-side', '--filename', '-'], JSON.stringify(foreign));
    try {
      const { result } = await drill('name-taken');
      expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'cluster-name-taken' });
      expect(leftOfDrill()).toContain(`cluster.postgresql.cnpg.io/${DRILL}`);
    } finally {
      kubectl(['delete', 'cluster.postgresql.cnpg.io', DRILL, '--namespace', DRILLS, '--cascade=foreground']);
    }
  });
});

function withDrill(document: DrillDocument, drillChanges: object): unknown {
  const { protection } = document;
  return { ...document, protection: { ...protection, drill: { ...protection.drill, ...drillChanges } } };
}

function patchStore(configuration: object): void {
  const args = ['patch', 'objectstore.barmancloud.cnpg.io', DRILL, '--namespace', DRILLS, '--type', 'merge'];
  kubectl([...args, '--patch', JSON.stringify({ spec: { configuration } })]);
}

function leaseHolder(): string {
  return tryKubectl([
    'get',
    'lease',
    DRILL,
    '--namespace',
    DRILLS,
    '--output',
    'jsonpath={.spec.holderIdentity}',
  ]).stdout;
}

function eventReasons(): readonly string[] {
  return kubectl(['get', 'events', '--namespace', DRILLS, '--output', 'jsonpath={.items[*].reason}']).split(
    ' ',
  );
}
