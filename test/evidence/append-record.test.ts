import {
  appendRecord,
  recordName,
  readRecords,
  type EvidenceStore,
  type VerifyChainOptions,
} from '../../lib/evidence';
import { refusal } from '../core/refusal';
import { KEY, OTHER_KEY } from './keys';
import { MemoryStore } from './memory-store';
import { at, chain, chainOf, codes, drillInput, nth, PROTECTION } from './records';

const NAME = (sequence: number) => recordName(PROTECTION, sequence);

/** A clock that goes on by a second whenever it is looked at, from so many minutes after the first drill. */
function clock(minutes: number): () => Date {
  let seconds = 0;
  return () => new Date(at(minutes).getTime() + 1000 * (seconds += 1));
}

/** Appends a drill that began so many minutes after the first one. */
function append(store: EvidenceStore, minutes: number, key = KEY) {
  return appendRecord(store, drillInput(minutes), { key, now: clock(minutes + 1) });
}

async function found(store: EvidenceStore, options: Partial<VerifyChainOptions> = {}) {
  return codes(await readRecords(store), options);
}

test('records are appended one after the other, and the chain verifies', async () => {
  const store = new MemoryStore();
  const first = await append(store, 0);
  const second = await append(store, 10);
  expect(first).toMatchObject({ stored: true, record: { name: NAME(1) } });
  expect(second).toMatchObject({
    stored: true,
    record: { name: NAME(2), statement: { predicate: { previous: { sha256: first.record.digest } } } },
  });
  await expect(found(store)).resolves.toEqual([]);
});

test('chains of several protections in one store do not touch each other', async () => {
  const store = new MemoryStore();
  await append(store, 0);
  // An id that begins like another one.
  const nested = {
    ...drillInput(10),
    result: { ...drillInput(10).result, protection: `${PROTECTION}/copy` },
  };
  const appended = await appendRecord(store, nested, { key: KEY, now: clock(12) });
  expect(appended.record.name).toBe(recordName(`${PROTECTION}/copy`, 1));
  expect((await append(store, 20)).record.name).toBe(NAME(2));
  await expect(found(store)).resolves.toEqual([]);
});

test('writers at the same time follow each other: nothing is lost, nothing forks, no clock runs backwards', async () => {
  const store = new MemoryStore();
  const now = clock(60);
  const results = await Promise.all(
    Array.from({ length: 6 }, (_, index) => appendRecord(store, drillInput(index), { key: KEY, now })),
  );
  expect(results.map(({ stored }) => stored)).toEqual(Array(6).fill(true));
  expect([...new Set(results.map(({ record }) => record.name))]).toHaveLength(6);
  await expect(found(store)).resolves.toEqual([]);
});

test('a writer that is never first gives up after a bounded number of attempts, with its signed record', async () => {
  const store = new MemoryStore();
  store.beforePut = async () => {
    const fellow = new MemoryStore(store.files);
    await append(fellow, 0);
  };
  const result = await appendRecord(store, drillInput(10), { key: KEY, now: clock(12), attempts: 3 });
  expect(result).toMatchObject({
    stored: false,
    problem: { code: 'RST817', reason: 'other writers were first 3 times' },
  });
  expect(store.puts).toBe(3);
});

test('an answer that was lost is no conflict: the record is there, and is not appended twice', async () => {
  const store = new MemoryStore();
  store.answer = () => 'exists';
  await expect(append(store, 0)).resolves.toMatchObject({ stored: true, record: { name: NAME(1) } });
  expect([...store.files.keys()]).toEqual([NAME(1)]);
});

test.each<[string, (store: MemoryStore) => void, number]>([
  ['listing', (store) => (store.refuses.list = true), 0],
  ['reading', (store) => (store.refuses.get = true), 0],
  ['writing', (store) => (store.refuses.put = true), 3],
])(
  'where the store refuses %s the verdict is not lost: it is returned, signed',
  async (_, refuse, sequence) => {
    const store = new MemoryStore(chain(2));
    refuse(store);
    const result = await append(store, 30);
    expect(result).toMatchObject({ stored: false, problem: { code: 'RST817' } });
    expect(result.record.statement.predicate).toMatchObject({ sequence, result: drillInput(30).result });
    const name = sequence === 0 ? NAME(0) : NAME(3);
    expect(result.record.name).toBe(name);
    expect(await codes([...chain(2), result.record])).toEqual(sequence === 0 ? [[NAME(0), 'RST812']] : []);
  },
);

test('an error that is not ours is told by its name alone', async () => {
  const store = new MemoryStore();
  store.answer = () => {
    throw new TypeError('password=secret');
  };
  const result = await append(store, 0);
  expect(result).toMatchObject({
    stored: false,
    problem: { code: 'RST817', reason: 'it ended in TypeError' },
  });
});

test('a result that cannot be recorded is RST820, and nothing is written', async () => {
  const store = new MemoryStore();
  const input = drillInput(0, { objectives: { rpo: Number.NaN, rto: 1 } });
  await expect(appendRecord(store, input, { key: KEY, now: clock(1) })).rejects.toThrow('RST820');
  await expect(
    appendRecord(store, drillInput(0, { protection: '../x' }), { key: KEY, now: clock(1) }),
  ).rejects.toThrow('RST819');
  expect(store.files.size).toBe(0);
  expect(refusal(() => recordName('../x', 1)).code).toBe('RST819');
});

describe('a chain goes on', () => {
  test('after the records of an older key, whether or not it is known', async () => {
    for (const olderKeys of [[], [OTHER_KEY.publicKey]]) {
      const store = new MemoryStore(chainOf({ key: OTHER_KEY }, { key: OTHER_KEY }));
      const result = await appendRecord(store, drillInput(20), { key: KEY, now: clock(22), olderKeys });
      expect(result.record.name).toBe(NAME(3));
      await expect(found(store, { publicKeys: [KEY.publicKey, OTHER_KEY.publicKey] })).resolves.toEqual([]);
    }
  });

  test('over a forged record that took the next number: only the forged one is found', async () => {
    const store = new MemoryStore([...chain(2), { name: NAME(3), content: Buffer.from('{}') }]);
    const result = await append(store, 30);
    expect(result.record.name).toBe(NAME(4));
    await expect(found(store)).resolves.toEqual([[NAME(3), 'RST803']]);
  });

  test('past a forged record that is numbered far ahead', async () => {
    const store = new MemoryStore([...chain(2), { name: NAME(10 ** 12 - 1), content: Buffer.from('{}') }]);
    await expect(append(store, 30)).resolves.toMatchObject({ stored: true, record: { name: NAME(3) } });
    await expect(append(store, 40)).resolves.toMatchObject({ stored: true, record: { name: NAME(4) } });
    await expect(found(store)).resolves.toEqual([[NAME(10 ** 12 - 1), 'RST803']]);
  });

  test('past an old record of its own that is copied far ahead', async () => {
    const records = chain(2);
    const copy = { name: NAME(900), content: nth(records, 0).content };
    const store = new MemoryStore([...records, copy]);
    await expect(append(store, 30)).resolves.toMatchObject({ stored: true, record: { name: NAME(3) } });
    await expect(found(store)).resolves.toEqual([[NAME(900), 'RST809']]);
  });

  test('after a gap, and the gap is still found', async () => {
    const store = new MemoryStore(chain(3).filter((_, index) => index !== 1));
    await expect(append(store, 40)).resolves.toMatchObject({ stored: true, record: { name: NAME(4) } });
    await expect(found(store)).resolves.toEqual([[NAME(3), 'RST808']]);
  });
});

test('a chain whose numbers are used up says so, and the verdict is returned', async () => {
  const store = new MemoryStore(chainOf({ sequence: 10 ** 12 - 1 }));
  await expect(append(store, 30)).resolves.toMatchObject({ stored: false, problem: { code: 'RST819' } });
});
