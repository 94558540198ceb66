import fc from 'fast-check';
import { RecoveryTarget } from '../../../lib';
import { codesThrownBy } from '../../storage/problem-codes';

const BACKUP = { backup: '20260217T020000' };
const two = (n: number) => String(n).padStart(2, '0');

describe('RecoveryTarget.latest', () => {
  test('names no target: recovery runs to the end of the archive', () => {
    const target = RecoveryTarget.latest();
    expect(target.spec).toBeUndefined();
    expect(target.describe()).toBe('the end of the archive');
  });
});

describe('RecoveryTarget.time', () => {
  test('keeps the time as written', () => {
    const target = RecoveryTarget.time('2026-02-17T12:00:00Z');
    expect(target.spec).toEqual({ targetTime: '2026-02-17T12:00:00Z' });
    expect(target.describe()).toBe('the time 2026-02-17T12:00:00Z');
  });

  test('takes every RFC 3339 time with a zone, to the microsecond', () => {
    const time = fc
      .tuple(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        fc.option(fc.stringMatching(/^\d{1,6}$/)),
        fc.oneof(
          fc.constant('Z'),
          fc
            .tuple(
              fc.constantFrom('+', '-'),
              fc.integer({ min: 0, max: 14 }),
              fc.integer({ min: 0, max: 59 }),
            )
            .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`),
        ),
      )
      .map(([date, fraction, zone]) => {
        const second = date.toISOString().slice(0, 19);
        return `${second}${fraction === null ? '' : `.${fraction}`}${zone}`;
      });
    fc.assert(fc.property(time, (text) => expect(RecoveryTarget.time(text).spec?.targetTime).toBe(text)));
  });

  test.each([
    ['without a zone, which PostgreSQL takes for UTC', '2026-02-17T12:00:00'],
    ['with a blank', '2026-02-17 12:00:00Z'],
    ['of a day alone', '2026-02-17'],
    ['in a month that is none', '2026-13-01T00:00:00Z'],
    ['on a day that is none', '2026-02-30T00:00:00Z'],
    ['at an hour that is none', '2026-02-17T25:00:00Z'],
    ['finer than a microsecond', '2026-02-17T12:00:00.1234567Z'],
    ['in words', 'yesterday'],
    ['that is empty', ''],
  ])('refuses a time %s (RST511)', (_, time) => {
    expect(codesThrownBy(() => RecoveryTarget.time(time))).toEqual(['RST511']);
  });
});

describe('RecoveryTarget.lsn', () => {
  test('takes every place in the WAL', () => {
    const half = fc.stringMatching(/^[0-9A-Fa-f]{1,8}$/);
    fc.assert(
      fc.property(half, half, (high, low) => {
        expect(RecoveryTarget.lsn(`${high}/${low}`).spec).toEqual({ targetLSN: `${high}/${low}` });
      }),
    );
  });

  test.each(['', '16', '16/', '/16', '16/B374D848/0', 'XYZ/1', '123456789/0', '16-B374D848', ' 16/0'])(
    "refuses '%s' (RST511)",
    (lsn) => {
      expect(codesThrownBy(() => RecoveryTarget.lsn(lsn))).toEqual(['RST511']);
    },
  );
});

describe('RecoveryTarget.transaction', () => {
  test('takes every 32-bit number, with the backup it starts from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffffffff }), (id) => {
        expect(RecoveryTarget.transaction(id, BACKUP).spec).toEqual({
          targetXID: String(id),
          backupID: '20260217T020000',
        });
      }),
    );
  });

  test.each([0, -1, 1.5, 2 ** 32, NaN])('refuses the transaction %d (RST511)', (id) => {
    expect(codesThrownBy(() => RecoveryTarget.transaction(id, BACKUP))).toEqual(['RST511']);
  });
});

describe('RecoveryTarget.name', () => {
  test('takes every name of 1 to 63 bytes, with the backup it starts from', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }), (name) => {
        const fits = Buffer.byteLength(name) < 64;
        const target = () => RecoveryTarget.name(name, BACKUP);
        if (fits) expect(target().spec).toEqual({ targetName: name, backupID: '20260217T020000' });
        else expect(codesThrownBy(target)).toEqual(['RST511']);
      }),
    );
  });

  test('refuses an empty name (RST511)', () => {
    expect(codesThrownBy(() => RecoveryTarget.name('', BACKUP))).toEqual(['RST511']);
  });
});

describe('RecoveryTarget.exactly', () => {
  test('stops as soon as the backup is consistent: its ID alone would replay all WAL', () => {
    expect(RecoveryTarget.exactly('20260217T020000').spec).toEqual({
      targetImmediate: true,
      backupID: '20260217T020000',
    });
  });
});

test.each(['orders-base-20260217020000', '2026-02-17T02:00:00', '20260217T0200', 'latest', ''])(
  "the backup '%s' is no ID of Barman (RST511)",
  (backup) => {
    expect(codesThrownBy(() => RecoveryTarget.exactly(backup))).toEqual(['RST511']);
    expect(codesThrownBy(() => RecoveryTarget.name('before-migration', { backup }))).toEqual(['RST511']);
    expect(codesThrownBy(() => RecoveryTarget.transaction(7, { backup }))).toEqual(['RST511']);
  },
);

test('the webhook takes at most one target: no value has two', () => {
  const targets = [
    RecoveryTarget.time('2026-02-17T12:00:00Z'),
    RecoveryTarget.lsn('16/0'),
    RecoveryTarget.transaction(7, BACKUP),
    RecoveryTarget.name('before', BACKUP),
    RecoveryTarget.exactly('20260217T020000'),
  ];
  for (const { spec = {} } of targets) {
    expect(Object.keys(spec).filter((key) => key.startsWith('target'))).toHaveLength(1);
  }
});
