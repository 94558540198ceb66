import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  appendRecord,
  PendingRecords,
  readRecords,
  recordName,
  retryPending,
  type EvidenceStore,
} from '../../lib/evidence';
import { KEY, OTHER_KEY } from './keys';
import { MemoryStore } from './memory-store';
import { at, chainOf, codes, drillInput, nth, PROTECTION } from './records';

const NAME = (sequence: number) => recordName(PROTECTION, sequence);

let folder = '';
let pending: PendingRecords;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'restorable-pending-')), 'kept');
  pending = PendingRecords.in(folder);
});

afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

/** Appends a drill, and keeps it where the store refuses. */
async function drill(store: EvidenceStore, minutes: number, key = KEY): Promise<void> {
  const result = await appendRecord(store, drillInput(minutes), { key, now: () => at(minutes + 2) });
  if (!result.stored) await pending.keep(result.record);
}

function retry(store: EvidenceStore, minutes: number) {
  return retryPending(pending, store, { key: KEY, now: () => at(minutes) });
}

/** A store whose puts are refused. */
function refusing(store: MemoryStore): MemoryStore {
  const refusing = new MemoryStore(store.files);
  refusing.refuses.put = true;
  return refusing;
}

test('a kept verdict is appended later, behind what came meanwhile, and the chain verifies', async () => {
  const store = new MemoryStore();
  await drill(store, 0);
  await drill(refusing(store), 10);
  await drill(store, 20);
  expect(await readRecords(store)).toHaveLength(2);
  await expect(retry(store, 30)).resolves.toMatchObject([{ stored: true, name: NAME(3) }]);
  expect(readdirSync(folder)).toEqual([]);
  const records = await readRecords(store);
  expect(records.map(({ name }) => name)).toEqual([NAME(1), NAME(2), NAME(3)]);
  await expect(codes(records)).resolves.toEqual([]);
});

test('verdicts that were signed without knowledge of the chain find their place in it, oldest first', async () => {
  const store = new MemoryStore();
  const unreachable = new MemoryStore();
  unreachable.refuses.list = true;
  await drill(unreachable, 20);
  await drill(unreachable, 10);
  await drill(store, 0);
  const results = await retry(store, 30);
  expect(results.map((result) => result.stored && result.name)).toEqual([NAME(2), NAME(3)]);
  const { findings } = { findings: await codes(await readRecords(store)) };
  expect(findings).toEqual([]);
});

test('a verdict that is in its chain already is not appended again', async () => {
  const store = new MemoryStore();
  const result = await appendRecord(store, drillInput(0), { key: KEY, now: () => at(2) });
  await pending.keep(result.record);
  await drill(store, 10);
  await expect(retry(store, 30)).resolves.toMatchObject([{ stored: true, name: NAME(1) }]);
  expect(store.files.size).toBe(2);
  expect(readdirSync(folder)).toEqual([]);
});

test('a retry that was killed before it removed what it appended appends nothing twice', async () => {
  const store = new MemoryStore();
  await drill(refusing(store), 0);
  const [kept] = await pending.all();
  await retry(store, 30);
  writeFileSync(join(folder, kept?.name ?? ''), kept?.content ?? '');
  await expect(retry(store, 40)).resolves.toMatchObject([{ stored: true, name: NAME(1) }]);
  expect(store.files.size).toBe(1);
});

test('what cannot be stored yet is kept, with the reason', async () => {
  const store = new MemoryStore();
  await drill(refusing(store), 0);
  const before = readdirSync(folder);
  await expect(retry(refusing(store), 30)).resolves.toMatchObject([
    { stored: false, kept: before[0], problems: [{ code: 'RST817', reason: 'it refuses to put' }] },
  ]);
  const unreadable = new MemoryStore();
  unreadable.refuses.list = true;
  await expect(retry(unreadable, 30)).resolves.toMatchObject([
    { stored: false, problems: [{ reason: 'it refuses to list' }] },
  ]);
  expect(readdirSync(folder)).toEqual(before);
});

test('only what this key signed is signed anew: a forged verdict stays where it is, and is named', async () => {
  const store = new MemoryStore();
  await drill(refusing(store), 0, OTHER_KEY);
  writeFileSync(join(folder, `${'ab'.repeat(32)}.json`), '{"verdict":"passed"}');
  const results = await retry(store, 30);
  const found = results.flatMap((result) => (result.stored ? [] : result.problems.map(({ code }) => code)));
  expect([...found].sort()).toEqual(['RST803', 'RST806']);
  expect(store.files.size).toBe(0);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('once the store refuses nothing more is tried, so that later verdicts stay behind earlier ones', async () => {
  const store = new MemoryStore();
  await drill(refusing(store), 0);
  await drill(refusing(store), 10);
  store.refuses.put = true;
  const before = store.puts;
  const results = await retry(store, 30);
  expect(results.map((result) => result.stored || result.problems[0]?.reason)).toEqual([
    'it refuses to put',
    'it refuses to put',
  ]);
  expect(store.puts).toBe(before);
  store.refuses.put = false;
  await retry(store, 40);
  const { findings } = { findings: await codes(await readRecords(store)) };
  expect(findings).toEqual([]);
});

test('a record that is not expected in the place is left there, and named', async () => {
  const store = new MemoryStore();
  await drill(refusing(store), 0);
  const options = { key: KEY, now: () => at(30), accepts: () => false };
  await expect(retryPending(pending, store, options)).resolves.toMatchObject([
    { stored: false, problems: [{ code: 'RST809' }] },
  ]);
  expect(store.files.size).toBe(0);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a stored record that cannot be removed is stored all the same', async () => {
  const store = new MemoryStore();
  await drill(refusing(store), 0);
  const place = {
    keep: pending.keep.bind(pending),
    all: pending.all.bind(pending),
    remove: () => Promise.reject(new Error('the folder is read-only')),
  };
  await expect(retryPending(place, store, { key: KEY, now: () => at(30) })).resolves.toMatchObject([
    { stored: true, name: NAME(1), notRemoved: { code: 'RST817', reason: 'it ended in Error' } },
  ]);
});

test('keeping a record twice keeps it once, and other files in the folder are left alone', async () => {
  const record = nth(chainOf({}), 0);
  await pending.keep(record);
  await pending.keep(record);
  writeFileSync(join(folder, 'README.json'), '{}');
  expect((await pending.all()).map(({ name }) => name)).toEqual([`${record.digest}.json`]);
});

test('nothing kept is nothing to do', async () => {
  await expect(retry(new MemoryStore(), 0)).resolves.toEqual([]);
});
