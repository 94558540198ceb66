import fc from 'fast-check';
import { WalName } from '../../../../runner/postgres/archive/wal-name';

const MIB = 1024 * 1024;

test.each([
  ['000000010000000000000003', 'segment', '000000010000000000000003', 1],
  ['000000010000000000000003.gz', 'segment', '000000010000000000000003', 1],
  ['0000000A00000001000000FF.zst', 'segment', '0000000A00000001000000FF', 10],
  ['000000010000000000000003.partial.gz', 'partial', '000000010000000000000003.partial', 1],
  ['000000010000000000000003.00000028.backup.gz', 'label', '000000010000000000000003.00000028.backup', 1],
  ['00000002.history', 'history', '00000002.history', 2],
  ['00000002.history.bz2', 'history', '00000002.history', 2],
])('%s is a %s', (file, kind, name, timeline) => {
  expect(WalName.tryParse(file)).toMatchObject({ kind, name, timeline });
});

test.each([
  '',
  'backup.info',
  '00000001000000000000000',
  '00000001000000000000000g',
  '2.history',
  '000000010000000000000003.tmp.gz',
])('%j is none', (file) => {
  expect(WalName.tryParse(file)).toBeUndefined();
});

test('the number of a segment and its name are the same thing, for every size of segments', () => {
  const sizes = fc.constantFrom(1, 2, 16, 64, 1024).map((size) => size * MIB);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 32 - 1 }),
      fc.nat({ max: 2 ** 31 }),
      sizes,
      (timeline, number, size) => {
        const name = WalName.ofSegment(timeline, number, size);
        expect(name).toMatch(/^[0-9A-F]{24}$/);
        expect(WalName.tryParse(name)).toMatchObject({ timeline });
        expect(WalName.tryParse(name)?.number(size)).toBe(number);
      },
    ),
  );
});
