import { Duration, evidenceProblems, fail, type DurationInput } from '../core';
import type { EvidenceLockPlan } from '../plan';

const MARK = Symbol.for('restorable.EvidenceLock');

/** Shortest lock, seconds. */
const DAY = 86_400;

/** What keeps records from being removed, as it is declared. */
export class EvidenceLock {
  /** True for locks of any copy of this package. */
  static is(value: unknown): value is EvidenceLock {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  /**
   * The bucket locks whatever is put into it, by a rule that somebody has set: a default retention (Amazon S3, MinIO, Ceph)
   * or a lock rule (Cloudflare R2). Nothing is asked for with a record, so that the writer needs no right to lock.
   */
  static byBucket(): EvidenceLock {
    return new EvidenceLock(undefined);
  }

  /**
   * A lock that nobody can end, asked for with every record (Amazon S3 User Guide, Object Lock). The writer needs the right
   * `s3:PutObjectRetention`.
   *
   * @throws RestorableError `RST101`, `RST824`
   */
  static compliance(retention: DurationInput): EvidenceLock {
    return new EvidenceLock({ mode: 'COMPLIANCE', retention: seconds(retention) });
  }

  /**
   * A lock that whoever has a special right (`s3:BypassGovernanceRetention`) can end, asked for with every record. The writer
   * needs the right `s3:PutObjectRetention`.
   *
   * @throws RestorableError `RST101`, `RST824`
   */
  static governance(retention: DurationInput): EvidenceLock {
    return new EvidenceLock({ mode: 'GOVERNANCE', retention: seconds(retention) });
  }

  private constructor(
    /** What is asked for with every record; undefined: nothing, the bucket locks. */
    readonly asked: EvidenceLockPlan | undefined,
  ) {
    Object.defineProperty(this, MARK, { value: true });
  }
}

function seconds(retention: DurationInput): number {
  const duration = Duration.of(retention);
  if (duration.seconds < DAY) {
    fail(evidenceProblems.invalidEvidenceLock, {
      property: 'retention',
      value: retention,
      reason: `${duration.toShort()} is less than a day`,
    });
  }
  return duration.seconds;
}
