import type { Pod } from '../../../runner/drill/objects';
import { recoveryCause } from '../../../runner/postgres/recovery-causes';
import { readTime, RecoveryLog } from '../../../runner/postgres/recovery-log';
import { failedRecovery, hasBegun, recoveryContainer } from '../../../runner/postgres/recovery-pods';

describe('the cause of a failed recovery', () => {
  test.each([
    ['no target backup found', 'no-backup'],
    ['botocore … (SignatureDoesNotMatch) when calling the ListObjectsV2 operation', 'archive-key-refused'],
    ['(InvalidAccessKeyId)', 'archive-key-refused'],
    ['An error occurred (AccessDenied) when calling the ListObjectsV2 operation', 'archive-access-denied'],
    ['(NoSuchBucket)', 'bucket-missing'],
    ['Could not connect to the endpoint URL: "http://10.0.0.1:9/"', 'archive-unreachable'],
    ['(SlowDown) when calling', 'archive-unreachable'],
    ['secrets "archive-reader" not found', 'credentials-missing'],
    ['barman object configuration not found, requeuing', 'object-store-missing'],
    ['FATAL: recovery ended before configured recovery target was reached', 'archived-data-lost'],
    ['FATAL: WAL ends before consistent recovery point', 'archived-data-lost'],
    ['PANIC: could not locate a valid checkpoint record', 'archived-data-lost'],
    ['could not extend file: No space left on device', 'out-of-space'],
    ['FATAL: recovery aborted because of insufficient parameter settings', 'server-will-not-start'],
    ['FATAL: database files are incompatible with server', 'wrong-major-version'],
    ['tarfile.ReadError: unexpected end of data', 'base-backup-corrupt'],
    ['invalid page in block 3 of relation base/5/16384', 'base-backup-corrupt'],
  ])('%s', (text, reason) => {
    expect(recoveryCause(`first line\n{"msg":"${text}"}\nlast line`)).toMatchObject({ reason });
  });

  test('is unknown where nothing is recognised', () => {
    expect(recoveryCause('exit status 4')).toBeUndefined();
  });

  test('quotes only what was recognised', () => {
    expect(recoveryCause('AccessDenied for key marked-8812')?.message).not.toContain('marked-8812');
  });

  test('that explains another is named: a refused key before a backup that is not found', () => {
    expect(recoveryCause('no target backup found\nSignatureDoesNotMatch')?.reason).toBe(
      'archive-key-refused',
    );
  });
});

describe('the log of a recovery', () => {
  test('tells when the newest replayed commit was made, also as JSON of the instance manager', () => {
    const log = new RecoveryLog();
    log.add('{"msg":"record","record":{"message":"redo starts at 0/2000028"}}');
    expect(log.lastCommitAt).toBeUndefined();
    log.add(
      '{"msg":"record","record":{"message":"last completed transaction was at log time 2027-01-03 04:00:00.123456+00"}}',
    );
    expect(log.lastCommitAt?.toISOString()).toBe('2027-01-03T04:00:00.123Z');
  });

  test.each([
    ['2027-01-03 04:00:00+00', '2027-01-03T04:00:00.000Z'],
    ['2027-01-03 04:00:00.5-03:30', '2027-01-03T07:30:00.500Z'],
    ['2027-01-03 04:00:00.25 UTC', '2027-01-03T04:00:00.250Z'],
  ])('reads %s', (text, expected) => {
    expect(readTime(text)?.toISOString()).toBe(expected);
  });

  test.each(['', 'yesterday', '2027-01-03', '2027-13-03 04:00:00+00', '2027-01-03 04:00:00 CET'])(
    'does not guess at %j',
    (text) => {
      expect(readTime(text)).toBeUndefined();
    },
  );
});

describe('a recovery pod', () => {
  const job: Pod = {
    metadata: { name: 'orders-1-full-recovery-x' },
    spec: { initContainers: [{ name: 'plugin-barman-cloud' }], containers: [{ name: 'full-recovery' }] },
  };
  const instance: Pod = {
    metadata: { name: 'orders-1' },
    spec: { initContainers: [{ name: 'full-recovery' }], containers: [{ name: 'postgres' }] },
  };

  test('is known by its container, in a Job or in the instance', () => {
    expect(recoveryContainer(job)).toBe('full-recovery');
    expect(recoveryContainer(instance)).toBe('full-recovery');
    expect(
      recoveryContainer({ metadata: { name: 'a' }, spec: { containers: [{ name: 'postgres' }] } }),
    ).toBeUndefined();
  });

  test('that runs or succeeded has not failed', () => {
    const running = { name: 'full-recovery', restartCount: 0, state: { running: {} } };
    const done = { name: 'full-recovery', restartCount: 0, state: { terminated: { exitCode: 0 } } };
    for (const status of [running, done]) {
      const pod = { ...job, status: { containerStatuses: [status] } };
      expect(failedRecovery(pod)).toBeUndefined();
      expect(hasBegun(pod, 'full-recovery')).toBe(true);
    }
    expect(hasBegun(job, 'full-recovery')).toBe(false);
  });

  test('of a Job has failed with its container', () => {
    const status = {
      name: 'full-recovery',
      restartCount: 0,
      state: { terminated: { exitCode: 1, reason: 'Error' } },
    };
    expect(failedRecovery({ ...job, status: { phase: 'Failed', containerStatuses: [status] } })).toEqual({
      pod: 'orders-1-full-recovery-x',
      container: 'full-recovery',
      previous: false,
      attempts: 1,
      reason: 'Error',
    });
  });

  test('of an instance has failed with the attempt before the present one', () => {
    const status = {
      name: 'full-recovery',
      restartCount: 2,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 1 } },
    };
    expect(
      failedRecovery({ ...instance, status: { phase: 'Pending', initContainerStatuses: [status] } }),
    ).toMatchObject({
      previous: true,
      attempts: 3,
    });
  });

  test('that Kubernetes ended has failed for that reason', () => {
    expect(failedRecovery({ ...job, status: { phase: 'Failed', reason: 'Evicted' } })).toMatchObject({
      reason: 'Evicted',
    });
  });
});
