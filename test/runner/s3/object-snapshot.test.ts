import fc from 'fast-check';
import type { ListedObject } from '../../../lib/evidence/s3-listing';
import { changesSince, compareKeys, ObjectSnapshot, type ObjectChange } from '../../../runner/s3';

function object(key: string, more: Partial<ListedObject> = {}): ListedObject {
  return {
    key,
    size: 1,
    etag: 'e',
    lastModified: '2027-01-03T04:00:00.000Z',
    kind: 'object',
    isLatest: false,
    ...more,
  };
}

function snapshotOf(objects: readonly ListedObject[]): ObjectSnapshot {
  const snapshot = new ObjectSnapshot();
  for (const one of objects) snapshot.add(one);
  return snapshot;
}

async function* listed(objects: readonly ListedObject[]): AsyncGenerator<ListedObject> {
  for (const one of objects) yield await Promise.resolve(one);
}

async function changes(
  before: readonly ListedObject[],
  after: readonly ListedObject[],
): Promise<readonly ObjectChange[]> {
  const found: ObjectChange[] = [];
  for await (const change of changesSince(snapshotOf(before), listed(after))) found.push(change);
  return found;
}

const keys = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), { maxLength: 40 });
const sorted = (names: readonly string[]) => [...names].sort(compareKeys);

test('a snapshot gives back every key in order, whatever the keys share', () => {
  fc.assert(
    fc.property(keys, (names) => {
      const inOrder = sorted(names);
      expect([...snapshotOf(inOrder.map((key) => object(key))).entries()].map(({ key }) => key)).toEqual(
        inOrder,
      );
    }),
  );
});

test('what came, went and was written again is told, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      keys,
      fc.infiniteStream(fc.constantFrom('same', 'gone', 'new', 'etag', 'size', 'time')),
      async (names, fates) => {
        const fate = new Map(sorted(names).map((key) => [key, fates.next().value as string]));
        const before = [...fate].flatMap(([key, what]) => (what === 'new' ? [] : [object(key)]));
        const after = [...fate].flatMap(([key, what]) => {
          if (what === 'gone') return [];
          const more = {
            etag: { etag: 'f' },
            size: { size: 2 },
            time: { lastModified: '2027-01-03T05:00:00.000Z' },
          }[what];
          return [object(key, more)];
        });
        const expected = [...fate].flatMap(([key, what]) =>
          what === 'same'
            ? []
            : [`${what === 'gone' ? 'removed' : what === 'new' ? 'added' : 'rewritten'} ${key}`],
        );
        const told = (await changes(before, after)).map((change) =>
          change.kind === 'removed' ? `removed ${change.key}` : `${change.kind} ${change.object.key}`,
        );
        expect(told).toEqual(expected);
      },
    ),
  );
});

test('two lists of the same objects have one digest, and another one where an object differs', () => {
  const digest = (...objects: readonly ListedObject[]) => snapshotOf(objects).digest;
  expect(digest(object('a'), object('b'))).toBe(digest(object('a'), object('b')));
  const digests = [
    digest(object('a'), object('b')),
    digest(object('a')),
    digest(object('ab')),
    digest(object('a'), object('b', { etag: 'f' })),
    digest(object('a'), object('b', { size: 2 })),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
});

test('a snapshot counts objects and bytes', () => {
  expect(snapshotOf([object('a', { size: 5 }), object('b', { size: 7 })])).toMatchObject({
    count: 2,
    bytes: 12,
  });
});

test('a hundred thousand segments take less than 4 MiB', () => {
  const name = (index: number) => index.toString(16).toUpperCase().padStart(8, '0');
  const snapshot = new ObjectSnapshot();
  for (let index = 0; index < 100_000; index += 1) {
    const log = `00000001${name(Math.floor(index / 256))}`;
    snapshot.add(
      object(`production/shop/orders/wals/${log}/${log}${name(index % 256)}.gz`, { etag: String(index) }),
    );
  }
  expect(snapshot.count).toBe(100_000);
  expect(snapshot.memory).toBeLessThan(4 * 1024 * 1024);
});

test('a key that no store would take is refused instead of cut', () => {
  expect(() => snapshotOf([object('x'.repeat(1025))])).toThrow(RangeError);
});
