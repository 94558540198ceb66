import fc from 'fast-check';
import { recordFolder, recordName, tryReadRecordName } from '../../lib/evidence';
import { refusal } from '../core/refusal';

const part = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/);
const id = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const sequence = fc.integer({ min: 0, max: 10 ** 12 - 1 });

test('a name is read back as the place it was made of', () => {
  fc.assert(
    fc.property(id, sequence, (protection, number) => {
      const name = recordName(protection, number);
      expect(tryReadRecordName(name)).toEqual({ protection, sequence: number });
      expect(name.startsWith(recordFolder(protection))).toBe(true);
    }),
  );
});

test('names in the order of the alphabet are in the order of the chain', () => {
  fc.assert(
    fc.property(sequence, sequence, (a, b) => {
      expect(recordName('a/b/c', a) < recordName('a/b/c', b)).toBe(a < b);
    }),
  );
});

test.each(['', '/', 'a//b', '../b', 'a/..', 'a/.b', 'a b', 'a\\b', 'a/b/', 'ä', 'a\u0000', '%2e%2e'])(
  'the id %j is refused as RST819',
  (protection) => {
    expect(refusal(() => recordName(protection, 1)).code).toBe('RST819');
    expect(refusal(() => recordFolder(protection)).code).toBe('RST819');
  },
);

test('a number that has no name is refused as RST819', () => {
  expect(refusal(() => recordName('a/b/c', 10 ** 12))).toMatchObject({
    code: 'RST819',
    property: 'sequence',
  });
});

test.each([
  'a/1.json',
  'a/000000000001',
  '000000000001.json',
  '../000000000001.json',
  'a/000000000001.json.bak',
])('%s is no name of a record', (name) => {
  expect(tryReadRecordName(name)).toBeUndefined();
});
