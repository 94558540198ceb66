import { bytes, elapsed } from '../../cli/text-of-amounts';

test.each([
  [0, '0s'],
  [-5, '0s'],
  [45.4, '45s'],
  [60, '1m'],
  [3723, '1h2m'],
  [3605, '1h'],
  [2 * 86_400 + 4 * 3600 + 59, '2d4h'],
])('%d seconds are %s', (seconds, text) => {
  expect(elapsed(seconds)).toBe(text);
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KiB'],
  [31_032_872, '30 MiB'],
  [5 * 1024 ** 4, '5.0 TiB'],
])('%d bytes are %s', (count, text) => {
  expect(bytes(count)).toBe(text);
});
