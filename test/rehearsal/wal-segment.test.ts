import { WalSegment } from '../../lib/rehearsal/wal-segment';

const MEBIBYTE = 1024 ** 2;

function segment(name: string): WalSegment {
  const parsed = WalSegment.tryParse(name);
  if (parsed === undefined) throw new Error(`${name} is no segment`);
  return parsed;
}

test.each([
  '00000002.history',
  '000000010000000000000002.00000028.backup',
  '000000010000000000000002.part',
  '',
])('%j is no segment', (name) => {
  expect(WalSegment.tryParse(name)).toBeUndefined();
});

test.each([
  ['000000010000000000000002', '000000010000000000000003', 16 * MEBIBYTE],
  // A segment of 16 MiB has 256 of them in the second part of its number, one of 1 MiB 4096.
  ['0000000100000000000000FF', '000000010000000100000000', 16 * MEBIBYTE],
  ['000000010000000000000FFF', '000000010000000100000000', MEBIBYTE],
])('%s is followed by %s', (one, next, size) => {
  expect(segment(one).isFollowedBy(segment(next), size)).toBe(true);
});

test.each([
  ['000000010000000000000002', '000000010000000000000004', MEBIBYTE],
  ['000000010000000000000002', '000000010000000000000002', MEBIBYTE],
  ['000000010000000000000002', '000000020000000000000003', MEBIBYTE],
  ['0000000100000000000000FF', '000000010000000100000000', MEBIBYTE],
])('%s is not followed by %s', (one, next, size) => {
  expect(segment(one).isFollowedBy(segment(next), size)).toBe(false);
});
