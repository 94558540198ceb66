import type { DrillResult } from '../../../lib/plan';
import { PushError } from '../../../runner/metrics';
import { Incident } from '../../../runner/drill/incident';
import { FOLDER } from './archive/barman-archive';
import { CLUSTERS, DrillScene, STARTED } from './drill-scene';

const SOURCE = '/apis/postgresql.cnpg.io/v1/namespaces/develop/clusters';

let scene: DrillScene;
beforeEach(async () => {
  scene = await DrillScene.start();
});
afterEach(() => scene.end());

/** What happens in the archive while a Cluster is restored. */
function meanwhile(happens: () => void): void {
  scene.cluster.operator = (made) => {
    happens();
    scene.recovers(made);
  };
}

test('a passed drill tells what it saw of the archive, and that it is untouched', async () => {
  const { verdict, archive } = await scene.drill();
  expect(verdict).toBe('passed');
  expect(archive).toMatchObject({
    objects: 9,
    newestBackup: { id: '20270103T020000', age: 7170 },
    newestWal: { name: '000000010000000000000009', archivedAt: '2027-01-03T03:00:00.000Z' },
    changes: { added: 0, removed: 0, rewritten: 0, unexplained: [] },
  });
});

test('the archive is compared once nothing of the drill is there any more', async () => {
  const found: string[] = [];
  const requests = () => scene.store.requests.length;
  let before = 0;
  scene.cluster.operator = (made) => {
    before = requests();
    scene.recovers(made);
  };
  scene.store.fault = () => {
    if (before > 0) found.push(...scene.left().filter((name) => !name.endsWith('-drill')));
    return undefined;
  };
  await expect(scene.drill()).resolves.toMatchObject({ verdict: 'passed' });
  expect(requests()).toBeGreaterThan(before);
  expect(found).toEqual([]);
});

test('a source that goes on archiving while it is drilled is no reason for alarm', async () => {
  meanwhile(() => scene.archive.archive(10, { at: '2027-01-03T04:00:10.000Z' }));
  const { verdict, archive } = await scene.drill();
  expect([verdict, archive?.changes?.added]).toEqual(['passed', 1]);
});

test('an object that is lost during the drill fails it, whatever was restored', async () => {
  meanwhile(() => scene.store.delete(`${FOLDER}base/20270103T020000/data.tar.gz`));
  const result = await scene.drill();
  expect(result).toMatchObject({ verdict: 'failed', reason: 'archive-changed', cleanedUp: true });
  expect(result.message).toContain('deleted: base/20270103T020000/data.tar.gz');
});

test('the timeline of the drill in the archive fails it, unless the source is on it', async () => {
  const write = () => scene.store.put(`${FOLDER}wals/00000002.history.gz`, 'x', '2027-01-03T04:00:10.000Z');
  meanwhile(write);
  scene.cluster.put(SOURCE, { metadata: { name: 'orders' }, status: { timelineID: 2 } });
  await expect(scene.drill()).resolves.toMatchObject({ verdict: 'passed' });
  scene.store.delete(`${FOLDER}wals/00000002.history.gz`);
  scene.cluster.remove(`${SOURCE}/orders`);
  await expect(scene.drill()).resolves.toMatchObject({
    verdict: 'inconclusive',
    reason: 'archive-not-proven',
  });
});

test('WAL that is missing in the middle fails a drill that restored all before it', async () => {
  scene.store.delete(scene.archive.segmentKey(6));
  const result = await scene.drill();
  expect(result).toMatchObject({ verdict: 'failed', reason: 'archived-data-lost', targets: [{}, {}] });
  expect(result.message).toContain(
    'between the WAL segments 000000010000000000000005 and 000000010000000000000007',
  );
});

test('an archive without a backup fails the drill before anything is made', async () => {
  scene.store.delete(`${FOLDER}base/20270103T020000/backup.info`);
  await expect(scene.drill()).resolves.toMatchObject({ verdict: 'failed', reason: 'no-backup', targets: [] });
  expect(scene.cluster.requests.filter((request) => request.startsWith('POST clusters'))).toEqual([]);
});

test('an archive that cannot be compared afterwards is no proof', async () => {
  meanwhile(() => {
    scene.store.fault = () => ({ status: 503, code: 'SlowDown' });
  });
  const result = await scene.drill();
  expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'archive-not-proven', cleanedUp: true });
  expect(result.archive).not.toHaveProperty('changes');
});

test('a drill that is told to end does not take the time to compare', async () => {
  scene.cluster.operator = () =>
    setTimeout(() => scene.stop.abort(new Incident('interrupted', 'told to end')), 20);
  const { archive, reason } = await scene.drill();
  expect([reason, archive?.objects]).toEqual(['interrupted', 9]);
  expect(archive).not.toHaveProperty('changes');
});

test('checks learn when the newest segment that recovery reaches was archived', async () => {
  await scene.drill();
  expect(scene.checked.map(([, { archivedAt }]) => archivedAt)).toEqual([
    '2027-01-03T03:00:00.000Z',
    '2027-01-03T03:00:00.000Z',
  ]);
});

test('a store whose clock differs leaves the drill inconclusive, and nothing is made', async () => {
  scene.store.now = () => new Date(STARTED.getTime() + 60_000);
  const result = await scene.drill();
  expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'clock-skew' });
  expect(result.message).toMatch(
    /^the clock of the store of the archive is (59|60) s ahead of the runner's$/,
  );
  expect([...scene.cluster.objects.keys()].filter((path) => path.startsWith(CLUSTERS))).toEqual([]);
});

test('an API server whose clock differs does, too', async () => {
  scene.cluster.clock = () => new Date(Date.now() - 60_000);
  const { reason, message } = await scene.drill();
  expect(reason).toBe('clock-skew');
  expect(message).toMatch(/^the clock of the API server is (59|60) s behind the runner's$/);
});

describe('with a witness', () => {
  const document = () => {
    const { version, protection } = scene.document({ targets: [{ kind: 'latest' }] });
    const witness = { every: 300, schema: 'restorable', role: 'restorable_witness', counts: [] };
    return { version, protection: { ...protection, witness } };
  };
  const beating = (heartbeat: string) => ({
    database: {
      awaitConnection: () => Promise.resolve(),
      readServerFacts: () => Promise.resolve({ version: '17.5', heartbeat: new Date(heartbeat) }),
    },
  });

  test('the newest of its heartbeat and the commits that were replayed tells the RPO', async () => {
    const { verdict, targets } = await scene.drill(document(), beating('2027-01-03T03:57:00Z'));
    expect([verdict, targets[0]?.measuredRpo]).toEqual(['passed', 119.25]);
    scene.cluster.operator = (made) => {
      scene.recovers(made);
      scene.says(['archive recovery complete']);
    };
    const beat = await scene.drill(document(), beating('2027-01-03T03:57:00Z'));
    expect([beat.verdict, beat.targets[0]?.measuredRpo]).toEqual(['passed', 180]);
  });

  test('that stopped while others wrote leaves the drill inconclusive', async () => {
    await expect(scene.drill(document(), beating('2027-01-03T03:00:00Z'))).resolves.toMatchObject({
      verdict: 'inconclusive',
      reason: 'witness-stopped',
    });
  });

  test('whose data is as old as all other data fails it', async () => {
    scene.cluster.operator = (made) => {
      scene.recovers(made);
      scene.says([
        'last completed transaction was at log time 2027-01-03 03:00:20+00',
        'archive recovery complete',
      ]);
    };
    await expect(scene.drill(document(), beating('2027-01-03T03:00:00Z'))).resolves.toMatchObject({
      verdict: 'failed',
      reason: 'data-older-than-rpo',
    });
  });

  test('and a recovery that nobody heard the end of, lost data is not told from a witness that stopped', async () => {
    scene.cluster.operator = (made) => {
      scene.recovers(made);
      scene.cluster.logs.clear();
    };
    await expect(scene.drill(document(), beating('2027-01-03T03:00:00Z'))).resolves.toMatchObject({
      verdict: 'inconclusive',
      reason: 'data-age-unknown',
    });
  });
});

describe('metrics', () => {
  const document = () =>
    scene.document({ metrics: { pushgateway: 'http://pushgateway.monitoring.svc:9091' } });

  test('are pushed where a gateway is configured, and only there', async () => {
    const pushed: (readonly [string, DrillResult])[] = [];
    const pushMetrics = (gateway: string, result: DrillResult) => {
      pushed.push([gateway, result]);
      return Promise.resolve();
    };
    await scene.drill(scene.document(), { pushMetrics });
    expect(pushed).toEqual([]);
    const result = await scene.drill(document(), { pushMetrics });
    expect(pushed).toEqual([['http://pushgateway.monitoring.svc:9091', result]]);
  });

  test('that are not taken change no verdict, and that is logged', async () => {
    const pushMetrics = () => Promise.reject(new PushError('the Pushgateway answers 503'));
    await expect(scene.drill(document(), { pushMetrics })).resolves.toMatchObject({ verdict: 'passed' });
    expect(scene.errors).toEqual(['the metrics could not be written']);
  });
});
