import { StoreError, type StoreFault } from '../../../lib/evidence/store-error';
import { lastSpoken, spoken, storeIncident } from '../../../lib/rehearsal/s3/store-finding';
import type { VERDICT_REASONS } from '../../../lib/rehearsal';

const FAULTS: readonly (readonly [StoreFault, keyof typeof VERDICT_REASONS])[] = [
  ['unreachable', 'archive-unreachable'],
  ['certificate', 'archive-unreachable'],
  ['busy', 'archive-busy'],
  ['key-refused', 'archive-key-refused'],
  ['access-denied', 'archive-access-denied'],
  ['clock-skew', 'clock-skew'],
  ['bucket-missing', 'bucket-missing'],
  ['object-missing', 'archive-unreachable'],
  ['unreadable', 'archive-unreachable'],
];

test.each(FAULTS)('%s means %s, also where a command said it in the log of a server', (fault, reason) => {
  const error = new StoreError(fault, 'why');
  expect(storeIncident(error)).toMatchObject({ reason, message: 'why' });
  expect(lastSpoken(`00000 LOG:  before\n${spoken(error)}\n00000 LOG:  after\n`)).toEqual({
    reason,
    message: 'why',
  });
});

test('of several words the last one counts', () => {
  const log = ['busy', 'key-refused'].map((fault) => spoken(new StoreError(fault as StoreFault, fault)));
  expect(lastSpoken(log.join('\n'))).toMatchObject({ reason: 'archive-key-refused' });
});

test.each(['', '00000 LOG:  restorable', 'restorable-archive something-else: why'])(
  'a log without such a word says nothing: %j',
  (log) => {
    expect(lastSpoken(log)).toBeUndefined();
  },
);

test('what is no fault of the store stays what it is', () => {
  const error = new Error('of the system');
  expect(storeIncident(error)).toBe(error);
});
