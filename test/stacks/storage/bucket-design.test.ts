import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { designBucket, type BucketUse } from '../../../stacks/storage/bucket-design';
import type { BucketSettings } from '../../../stacks/storage/bucket-settings';
import { lifecycleRules } from '../../../stacks/storage/lifecycle';
import { codesAndPlaces } from '../problem-codes';

const DAY = 86_400;
const archives: BucketUse = {
  bucket: 'backups',
  region: 'eu-west-1',
  holdsArchives: true,
  holdsEvidence: false,
  holdsEtcdSnapshots: false,
  archiveRetention: 30 * DAY,
  evidenceRetention: 0,
};
const evidence = { ...archives, holdsArchives: false, holdsEvidence: true, archiveRetention: 0 };
const etcd = { ...archives, holdsArchives: false, holdsEtcdSnapshots: true, archiveRetention: 0 };

function codes(use: BucketUse, settings: BucketSettings) {
  return codesAndPlaces(designBucket(use, settings).problems);
}

describe('the design of a bucket', () => {
  it('locks backups as long as the composition keeps them, and keeps old versions a day longer', () => {
    expect(designBucket(archives, {})).toEqual({
      design: {
        bucket: 'backups',
        region: 'eu-west-1',
        encryption: 'kms',
        lock: { mode: 'GOVERNANCE', days: 30 },
        oldVersions: 31,
      },
      problems: [],
    });
    expect(designBucket({ ...archives, archiveRetention: DAY / 2 }, {}).design.lock?.days).toBe(1);
  });

  it('locks evidence so that nobody can remove it, for as long as is asked, or a year', () => {
    expect(designBucket(evidence, {}).design.lock).toEqual({ mode: 'COMPLIANCE', days: 365 });
    expect(designBucket({ ...evidence, evidenceRetention: 400 * DAY }, {}).design.lock?.days).toBe(400);
  });

  it('does not lock a bucket that k3s writes to, but its copy', () => {
    const { design, problems } = designBucket(etcd, { replica: { region: 'eu-central-1' } });
    expect(problems).toEqual([]);
    expect(design).not.toHaveProperty('lock');
    expect(design.oldVersions).toBe(30);
    expect(design.replica).toMatchObject({
      bucket: 'backups-replica',
      region: 'eu-central-1',
      lock: { mode: 'GOVERNANCE', days: 30 },
      oldVersions: 31,
    });
  });

  it('locks a copy like its source where nothing else is said', () => {
    const replica = { region: 'eu-central-1' };
    expect(designBucket(archives, { replica }).design.replica?.lock).toEqual({
      mode: 'GOVERNANCE',
      days: 30,
    });
    expect(
      designBucket(archives, { replica: { ...replica, lock: 'none' } }).design.replica,
    ).not.toHaveProperty('lock');
    expect(designBucket(archives, { replica: { ...replica, bucket: 'copy' } }).design.replica?.bucket).toBe(
      'copy',
    );
  });

  it('RST937: a lock where k3s writes', () => {
    expect(codes(etcd, { lock: { mode: 'GOVERNANCE', days: 7 } })).toEqual([
      'RST937 buckets["backups"].lock',
    ]);
    expect(codes(etcd, { lock: 'none' })).toEqual([]);
  });

  it('RST938: old versions that would go before their lock ends, in the bucket and in its copy', () => {
    expect(codes(archives, { oldVersions: 30, replica: { region: 'eu-central-1' } })).toEqual([
      'RST938 buckets["backups"].oldVersions',
      'RST938 buckets["backups"].replica.oldVersions',
    ]);
    expect(codes(archives, { oldVersions: 31 })).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN])('RST939: %d is no number of days', (days) => {
    expect(codes(archives, { lock: { mode: 'GOVERNANCE', days }, oldVersions: 400 })).toEqual([
      'RST939 buckets["backups"].lock.days',
    ]);
  });

  it('RST939: a copy in the region of its source', () => {
    expect(codes(archives, { replica: { region: 'eu-west-1' } })).toEqual([
      'RST939 buckets["backups"].replica.region',
    ]);
  });

  it('RST941: evidence beside backups is warned about, and the bucket gets the lock of the backups', () => {
    const both = { ...archives, holdsEvidence: true };
    expect(codes(both, {})).toEqual(['RST941 buckets["backups"]']);
    expect(designBucket(both, {}).design.lock?.mode).toBe('GOVERNANCE');
  });

  it('never has versions that go before their lock ends, whatever the plan keeps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 * DAY }), fc.boolean(), (retention, isEvidence) => {
        const use = isEvidence
          ? { ...evidence, evidenceRetention: retention }
          : { ...archives, archiveRetention: retention };
        const { design, problems } = designBucket(use, { replica: { region: 'eu-central-1' } });
        expect(problems).toEqual([]);
        expect((design.lock?.days ?? 0) * DAY).toBeGreaterThanOrEqual(retention);
        expect(design.oldVersions).toBeGreaterThan(design.lock?.days ?? 0);
      }),
    );
  });
});

describe('the lifecycle of a bucket', () => {
  it('removes old versions, markers and unfinished uploads, and never a current object', () => {
    const rules = lifecycleRules(31);
    expect(rules.map(({ status, filter }) => ({ status, filter }))).toEqual([
      { status: 'Enabled', filter: { prefix: '' } },
      { status: 'Enabled', filter: { prefix: '' } },
    ]);
    expect(rules[0]?.noncurrentVersionExpiration).toEqual({ noncurrentDays: 31 });
    expect(rules.map(({ expiration }) => expiration)).toEqual([
      { expiredObjectDeleteMarker: true },
      undefined,
    ]);
    expect(rules[1]?.abortIncompleteMultipartUpload).toEqual({ daysAfterInitiation: 7 });
  });
});
