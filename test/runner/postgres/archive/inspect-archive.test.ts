import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveChanges } from '../../../../lib/plan';
import { inspectArchive, type ArchiveInspection } from '../../../../runner/postgres/archive';
import { Incident } from '../../../../runner/drill/incident';
import { FakeArchive, READER, type StoreFault } from '../../s3/fake-archive';
import { BarmanArchive, FOLDER, protectionIn } from './barman-archive';

const NOW = new Date('2027-01-03T04:00:00Z');

const secrets = mkdtempSync(join(tmpdir(), 'restorable-archive-'));
mkdirSync(join(secrets, 'archive'));
writeFileSync(join(secrets, 'archive', 'ID'), `${READER.accessKeyId}\n`);
writeFileSync(join(secrets, 'archive', 'KEY'), READER.secretAccessKey);
writeFileSync(join(secrets, 'archive', 'BUCKET'), 'other-backups');

let store: FakeArchive;
let archive: BarmanArchive;

beforeEach(async () => {
  store = await FakeArchive.start();
  store.now = () => NOW;
  archive = new BarmanArchive(store);
});
afterEach(() => store.stop());

/** An archive of three daily backups and WAL of an hour ago. */
function fill(): void {
  archive.backUp({ id: '20261201T020000', begin: 1 });
  archive.backUp({ id: '20270102T020000', begin: 5 });
  archive.backUp({ id: '20270103T020000', begin: 9 });
  for (let number = 1; number <= 40; number += 1) archive.archive(number);
}

function inspect(
  protection = protectionIn(store),
  signal = new AbortController().signal,
): Promise<ArchiveInspection> {
  const options = { now: () => NOW, pause: 1, timeout: 200 };
  return inspectArchive({ protection, secrets, env: {}, options }, signal);
}

function reasonOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'none',
    (error: unknown) => (error instanceof Incident ? error.reason : error),
  );
}

describe('before a drill', () => {
  test('a good archive tells its newest backup and how far recovery gets', async () => {
    fill();
    const { seen, findings, clock } = await inspect();
    expect(findings).toEqual([]);
    expect(seen).toMatchObject({
      objects: 46,
      newestBackup: { id: '20270103T020000', endedAt: '2027-01-03T02:00:30.500Z', age: 7170 },
      newestWal: { name: '000000010000000000000028', archivedAt: '2027-01-03T03:00:00.000Z' },
    });
    expect(seen.changes).toBeUndefined();
    expect(clock?.shown).toBe(NOW.toUTCString());
  });

  test('the newest backup that is complete counts, and one under way or failed does not', async () => {
    fill();
    archive.backUp({ id: '20270103T030000', begin: 12, status: 'FAILED' });
    archive.backUp({ id: '20270103T035900', begin: 20, status: 'STARTED', hasData: false });
    expect((await inspect()).seen.newestBackup.id).toBe('20270103T020000');
  });

  test('an archive without a complete backup cannot be restored', async () => {
    archive.backUp({ id: '20270103T030000', begin: 12, status: 'FAILED' });
    archive.archive(12);
    await expect(inspect()).rejects.toMatchObject({
      reason: 'no-backup',
      message: 'the only base backup in backups/develop/orders/ is not complete',
    });
    archive.backUp({ id: '20270103T035900', begin: 20, status: 'STARTED' });
    await expect(inspect()).rejects.toMatchObject({
      message: 'none of 2 base backups in backups/develop/orders/ is complete',
    });
  });

  test('WAL alone is no backup, and nothing is none either', async () => {
    await expect(inspect()).rejects.toMatchObject({
      reason: 'no-backup',
      message: 'there is nothing in backups/develop/orders/',
    });
    archive.archive(12);
    await expect(inspect()).rejects.toMatchObject({
      reason: 'no-backup',
      message: 'there is WAL in backups/develop/orders/, but no base backup',
    });
  });

  test('a server name that nothing was archived under is told with those beside it', async () => {
    fill();
    await expect(inspect(protectionIn(store, { serverName: 'odrers' }))).rejects.toMatchObject({
      reason: 'server-name-unknown',
      message: 'there is nothing in backups/develop/odrers/; servers that archive beside it: orders',
    });
  });

  test('a key that may not look beside its place does not hide that there is nothing', async () => {
    fill();
    store.fault = ({ searchParams }) =>
      searchParams.get('prefix') === 'develop/' ? { status: 403, code: 'AccessDenied' } : undefined;
    expect(await reasonOf(inspect(protectionIn(store, { serverName: 'odrers' })))).toBe('no-backup');
  });

  test.each([
    ['missing', () => undefined],
    ['empty', () => store.put(`${FOLDER}base/20270103T020000/data.tar.gz`, '', '2027-01-03T02:00:29.000Z')],
  ])('a complete backup whose data is %s is corrupt', async (_what, damage) => {
    archive.backUp({ id: '20270103T020000', begin: 1, hasData: false });
    damage();
    await expect(inspect()).rejects.toMatchObject({ reason: 'base-backup-corrupt' });
  });

  test('a WAL segment that is missing in the middle speaks against the backup, and recovery ends before it', async () => {
    fill();
    store.delete(archive.segmentKey(20));
    const { findings, seen } = await inspect();
    expect(findings).toEqual([
      {
        reason: 'archived-data-lost',
        message:
          'the archive has nothing between the WAL segments 000000010000000000000013 and 000000010000000000000015: recovery ends there',
      },
    ]);
    expect(seen.newestWal?.name).toBe('000000010000000000000013');
  });

  test('a hole that may still be filled is none: several segments are sent at once', async () => {
    fill();
    archive.archive(42, { at: '2027-01-03T03:59:00.000Z' });
    expect((await inspect()).findings).toEqual([]);
  });

  test('a hole before the newest backup does not keep it from being restored', async () => {
    fill();
    store.delete(archive.segmentKey(6));
    expect((await inspect()).findings).toEqual([]);
  });

  test.each<[StoreFault, string]>([
    [{ status: 403, code: 'SignatureDoesNotMatch' }, 'archive-key-refused'],
    [{ status: 403, code: 'AccessDenied' }, 'archive-access-denied'],
    [{ status: 404, code: 'NoSuchBucket' }, 'bucket-missing'],
    [{ status: 503, code: 'SlowDown' }, 'archive-busy'],
    [{ status: 403, code: 'RequestTimeTooSkewed' }, 'clock-skew'],
    ['hangs', 'archive-busy'],
    ['reset', 'archive-unreachable'],
    ['html', 'archive-unreachable'],
  ])('a store that answers %j gives the reason %s', async (fault, reason) => {
    fill();
    store.fault = () => fault;
    const error: unknown = await inspect().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ reason });
    expect(String(error)).not.toContain(READER.secretAccessKey);
  });

  test('a Secret without a key, and none at all, are told', async () => {
    const protection = protectionIn(store);
    const { credentials, ...drill } = protection.drill;
    const keys = { accessKeyId: 'ID', secretAccessKey: 'NONE' };
    await expect(
      inspect({ ...protection, drill: { ...drill, credentials: { secret: 'reader', keys } } }),
    ).rejects.toMatchObject({
      reason: 'credentials-missing',
      message: 'the Secret restore-test/reader is missing, or its key NONE is missing or empty',
    });
    expect(credentials).toBeDefined();
    expect(await reasonOf(inspect({ ...protection, drill }))).toBe('credentials-missing');
  });

  test('a Secret that names another bucket is not used', async () => {
    const protection = protectionIn(store);
    const keys = { accessKeyId: 'ID', secretAccessKey: 'KEY', bucket: 'BUCKET' };
    const other = { ...protection, drill: { ...protection.drill, credentials: { secret: 'reader', keys } } };
    await expect(inspect(other)).rejects.toMatchObject({
      reason: 'credentials-of-other-store',
      message:
        'the Secret restore-test/reader is for the bucket other-backups, and the archive is in backups',
    });
    expect(store.requests).toEqual([]);
  });

  test('being told to end ends it with that reason', async () => {
    fill();
    const stop = new AbortController();
    store.fault = () => {
      stop.abort(new Incident('interrupted', 'told to end'));
      return 'hangs';
    };
    expect(await reasonOf(inspect(protectionIn(store), stop.signal))).toBe('interrupted');
  });
});

describe('after a drill', () => {
  beforeEach(fill);

  /** What is told after something has happened; the source is on this timeline. */
  async function changes(happens: () => void, timeline: number | undefined = 1): Promise<ArchiveChanges> {
    const inspection = await inspect();
    happens();
    return inspection.compare(() => Promise.resolve(timeline), new AbortController().signal);
  }

  test('an archive that is as it was is untouched, and nobody asks the source', async () => {
    const inspection = await inspect();
    const asked = jest.fn();
    expect(await inspection.compare(asked, new AbortController().signal)).toEqual({
      added: 0,
      removed: 0,
      rewritten: 0,
      unexplained: [],
    });
    expect(asked).not.toHaveBeenCalled();
    expect(store.requests.every((request) => request.startsWith('GET '))).toBe(true);
  });

  test('a source that goes on archiving and backing up is no reason for alarm', async () => {
    const found = await changes(() => {
      archive.archive(41);
      archive.backUp({ id: '20270103T040000', begin: 41 });
    });
    expect(found).toEqual({ added: 3, removed: 0, rewritten: 0, unexplained: [] });
  });

  test('a backup that was under way may be completed, and a complete one may not be changed', async () => {
    archive.backUp({ id: '20270103T035900', begin: 20, status: 'STARTED', hasData: false });
    expect(await changes(() => archive.backUp({ id: '20270103T035900', begin: 20 }))).toEqual({
      added: 1,
      removed: 0,
      rewritten: 1,
      unexplained: [],
    });
    const found = await changes(() => archive.backUp({ id: '20270103T020000', begin: 8 }));
    expect(found.unexplained).toEqual(['written again: base/20270103T020000/backup.info']);
  });

  test('the newest segments may be sent again by a server that was restarted, older ones may not', async () => {
    expect(await changes(() => archive.archive(40, { content: 'again' }))).toMatchObject({
      rewritten: 1,
      unexplained: [],
    });
    const found = await changes(() => archive.archive(20, { content: 'other' }));
    expect(found.unexplained).toEqual(['written again: wals/0000000100000000/000000010000000000000014.gz']);
  });

  test('what retention prunes is told and is no violation', async () => {
    archive.backUp({ id: '20261101T020000', begin: 0 });
    const found = await changes(() => {
      for (const file of ['backup.info', 'data.tar.gz'])
        store.delete(`${FOLDER}base/20261101T020000/${file}`);
    });
    // 1 December is the newest backup that covers the thirty days.
    expect(found).toEqual({ added: 0, removed: 2, rewritten: 0, unexplained: [] });
  });

  test('WAL that the oldest kept backup needs must stay', async () => {
    const found = await changes(() => store.delete(archive.segmentKey(1)));
    expect(found.unexplained).toEqual(['deleted: wals/0000000100000000/000000010000000000000001.gz']);
  });

  test('a backup within the retention must stay', async () => {
    const found = await changes(() => {
      for (const file of ['backup.info', 'data.tar.gz'])
        store.delete(`${FOLDER}base/20270102T020000/${file}`);
    });
    expect(found.unexplained).toEqual([
      'deleted: base/20270102T020000/backup.info',
      'deleted: base/20270102T020000/data.tar.gz',
    ]);
  });

  test('an older version that is still there is told where it can be seen', async () => {
    store.versions = true;
    const found = await changes(() => store.delete(archive.segmentKey(30)));
    expect(found.unexplained).toEqual([
      'deleted: wals/0000000100000000/00000001000000000000001E.gz',
      'the store still keeps older versions of what was deleted',
    ]);
  });

  test('an archive that is gone is told without naming all of it', async () => {
    const found = await changes(() => {
      for (let number = 1; number <= 40; number += 1) store.delete(archive.segmentKey(number));
    });
    expect(found.removed).toBe(40);
    expect(found.unexplained).toHaveLength(11);
    expect(found.unexplained.at(-1)).toBe('and 30 more');
  });

  test('the history of a timeline the source is not on is a violation', async () => {
    const found = await changes(() => {
      store.put(`${FOLDER}wals/00000002.history.gz`, 'history', '2027-01-03T04:00:30.000Z');
      archive.archive(41, { timeline: 2 });
    });
    expect(found.unexplained).toEqual([
      'of timeline 2, which the source is not on: wals/00000002.history.gz',
    ]);
  });

  test('a source that was promoted meanwhile is no violation', async () => {
    const found = await changes(() => archive.archive(41, { timeline: 2 }), 2);
    expect(found).toEqual({ added: 1, removed: 0, rewritten: 0, unexplained: [] });
  });

  test('a new timeline of a source that nobody can ask is not proven', async () => {
    const inspection = await inspect();
    archive.archive(41, { timeline: 2 });
    const compared = inspection.compare(() => Promise.resolve(undefined), new AbortController().signal);
    expect(await reasonOf(compared)).toBe('archive-not-proven');
  });

  test('a store that cannot be reached any more proves nothing', async () => {
    const inspection = await inspect();
    store.fault = () => 'reset';
    const compared = inspection.compare(() => Promise.resolve(1), new AbortController().signal);
    await expect(compared).rejects.toMatchObject({
      reason: 'archive-not-proven',
      message: expect.stringContaining('the store cannot be reached') as unknown,
    });
  });
});
