import fc from 'fast-check';
import { tryReadArchiveTimeout } from '../../lib/postgres/archive-timeout';

const SECONDS = { '': 1, s: 1, min: 60, h: 3600, d: 86_400 };

test.each([
  ['300', 300],
  ['5min', 300],
  [' 5 min ', 300],
  ['90s', 90],
  ['1h', 3600],
  ['1d', 86_400],
  ['2000ms', 2],
  ['0', 0],
])("'%s' is %d seconds", (text, seconds) => {
  expect(tryReadArchiveTimeout(text)?.seconds).toBe(seconds);
});

test.each(['', 'off', '5 minutes', '5m', '-1', '1.5min', '1min30s', '500ms', '0x10', '5 MIN'])(
  "'%s' is not read",
  (text) => {
    expect(tryReadArchiveTimeout(text)).toBeUndefined();
  },
);

test('every number with a unit is read as PostgreSQL does, up to its longest', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31), fc.constantFrom('', 's', 'min', 'h', 'd' as const), (n, unit) => {
      const seconds = n * SECONDS[unit];
      const expected = seconds <= 1_073_741_823 ? seconds : undefined;
      expect(tryReadArchiveTimeout(`${n}${unit}`)?.seconds).toBe(expected);
    }),
  );
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,40}(ms|s|min|h|d)?$/)), (text) => {
      const seconds = tryReadArchiveTimeout(text)?.seconds ?? 0;
      expect(Number.isSafeInteger(seconds)).toBe(true);
    }),
  );
});
