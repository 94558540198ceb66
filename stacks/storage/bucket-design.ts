import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import type { BucketLock, BucketSettings } from './bucket-settings';

/** What a bucket is for. */
export interface BucketUse {
  readonly bucket: string;
  readonly region: string;
  readonly holdsArchives: boolean;
  readonly holdsEvidence: boolean;
  /** Whether k3s writes etcd snapshots into it. */
  readonly holdsEtcdSnapshots: boolean;
  /** Longest retention of backups in it, seconds. */
  readonly archiveRetention: number;
  /** Longest lock that is asked for with evidence in it, seconds. */
  readonly evidenceRetention: number;
}

/** A bucket as it is made. Times are days. */
export interface BucketDesign {
  readonly bucket: string;
  readonly region: string;
  readonly encryption: 'kms' | 'aes256';
  readonly lock?: BucketLock;
  readonly oldVersions: number;
  readonly replica?: Omit<BucketDesign, 'replica'>;
}

/** Days that old versions are kept in a bucket without a lock, and that copies of it are locked. */
const DAYS_WITHOUT_LOCK = 30;

/** Days that evidence is locked where the composition does not say: one year of drills can be shown. */
const EVIDENCE_DAYS = 365;

/**
 * How a bucket is made for its use, and what is wrong with its settings: `RST937` for a lock that k3s cannot write under,
 * `RST938` for versions that expire before their lock ends, `RST939` for a value that is none, `RST941` for evidence beside
 * backups.
 */
export function designBucket(
  use: BucketUse,
  settings: BucketSettings,
): { readonly design: BucketDesign; readonly problems: readonly Problem[] } {
  const design = designOf(use, settings);
  return { design, problems: [...useProblems(use, settings), ...designProblems(use, design)] };
}

function designOf(use: BucketUse, settings: BucketSettings): BucketDesign {
  const { encryption = 'kms', replica } = settings;
  const lock = settings.lock === undefined ? defaultLock(use) : given(settings.lock);
  const one = (bucket: string, region: string, its: BucketLock | undefined) => ({
    bucket,
    region,
    encryption,
    ...(its !== undefined && { lock: its }),
    oldVersions: settings.oldVersions ?? (its === undefined ? DAYS_WITHOUT_LOCK : its.days + 1),
  });
  if (replica === undefined) return one(use.bucket, use.region, lock);
  const copied = lock ?? { mode: 'GOVERNANCE', days: DAYS_WITHOUT_LOCK };
  return {
    ...one(use.bucket, use.region, lock),
    replica: one(
      replica.bucket ?? `${use.bucket}-replica`,
      replica.region,
      replica.lock === undefined ? copied : given(replica.lock),
    ),
  };
}

function defaultLock(use: BucketUse): BucketLock | undefined {
  if (use.holdsEtcdSnapshots) return undefined;
  if (use.holdsArchives) return { mode: 'GOVERNANCE', days: Math.max(1, days(use.archiveRetention)) };
  const asked = days(use.evidenceRetention);
  return { mode: 'COMPLIANCE', days: asked === 0 ? EVIDENCE_DAYS : asked };
}

function given(lock: BucketLock | 'none'): BucketLock | undefined {
  return lock === 'none' ? undefined : lock;
}

function days(seconds: number): number {
  return Math.ceil(seconds / 86_400);
}

function* useProblems(use: BucketUse, { lock }: BucketSettings): Generator<Problem> {
  const path = pathOf(use);
  if (use.holdsEtcdSnapshots && lock !== undefined && lock !== 'none') {
    // k3s uploads with minio-go and asks it for no checksum; AWS refuses such uploads into a bucket with a default
    // retention (rancher issue 39986). MinIO and Ceph do not mind, so tests against them do not show it.
    yield problem(stacksPlatformProblems.lockBreaksWriter, {
      path,
      property: 'lock',
      value: lock,
      reason: 'k3s writes etcd snapshots into this bucket',
    });
  }
  if (use.holdsEvidence && (use.holdsArchives || use.holdsEtcdSnapshots)) {
    yield problem(stacksPlatformProblems.evidenceBesideBackups, {
      path,
      reason: 'the plan puts evidence and backups into it',
    });
  }
}

function* designProblems(use: BucketUse, design: BucketDesign): Generator<Problem> {
  const path = pathOf(use);
  const { replica } = design;
  if (replica?.region === design.region) {
    yield problem(stacksPlatformProblems.invalidStackSetting, {
      path,
      property: 'replica.region',
      value: replica.region,
      reason: 'the copy would be in the region of its source, and be lost with it',
      fix: 'Name another region.',
    });
  }
  for (const [at, { lock, oldVersions }] of [
    ['', design],
    ...(replica === undefined ? [] : [['replica.', replica] as const]),
  ] as const) {
    const numbers = [
      ['oldVersions', oldVersions] as const,
      ...(lock ? [['lock.days', lock.days] as const] : []),
    ];
    for (const [property, value] of numbers) {
      if (Number.isInteger(value) && value >= 1) continue;
      yield problem(stacksPlatformProblems.invalidStackSetting, {
        path,
        property: `${at}${property}`,
        value,
        reason: 'it is no whole number of days, 1 or more',
        fix: 'Write a whole number of days.',
      });
    }
    if (lock !== undefined && oldVersions <= lock.days) {
      yield problem(stacksPlatformProblems.versionsEndBeforeLock, {
        path,
        property: `${at}oldVersions`,
        value: oldVersions,
        reason: `objects are locked for ${lock.days} days`,
      });
    }
  }
}

function pathOf({ bucket }: BucketUse): string {
  return `buckets["${bucket}"]`;
}
