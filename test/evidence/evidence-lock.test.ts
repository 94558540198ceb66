import { EvidenceLock } from '../../lib/evidence';
import { refusal } from '../core/refusal';

test('a lock by the bucket asks for nothing with a record', () => {
  expect(EvidenceLock.byBucket().asked).toBeUndefined();
});

test('a lock that is asked for has a mode and a time', () => {
  expect(EvidenceLock.compliance('365d').asked).toEqual({ mode: 'COMPLIANCE', retention: 365 * 86_400 });
  expect(EvidenceLock.governance('1d').asked).toEqual({ mode: 'GOVERNANCE', retention: 86_400 });
});

test('a lock of less than a day is refused (RST824), and so is a time that is none (RST101)', () => {
  expect(refusal(() => EvidenceLock.compliance('23h'))).toMatchObject({
    code: 'RST824',
    property: 'retention',
    value: "'23h'",
    reason: '23h is less than a day',
  });
  expect(refusal(() => EvidenceLock.governance('soon'))).toMatchObject({ code: 'RST101' });
});

test('locks are told from other things', () => {
  expect([EvidenceLock.is(EvidenceLock.byBucket()), EvidenceLock.is({}), EvidenceLock.is(undefined)]).toEqual(
    [true, false, false],
  );
});
