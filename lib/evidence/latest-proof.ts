import { CLOCK_TOLERANCE } from './chain-times';
import type { ChainRecord } from './verify-chain';
import type { VerifiedRecord } from './verified-record';

/** The newest drill that proves a backup. */
export interface Proof {
  readonly record: VerifiedRecord;
  /** Time since the drill ended, seconds. */
  readonly age: number;
  /** A drill that failed after it: the backup is no longer as it was proven. @default - none failed since */
  readonly failedSince?: VerifiedRecord;
}

/**
 * The newest passed drill of a protection, for whoever decides on a recovery. Undefined where there is none. Neither
 * rehearsals nor records with doubts nor such from the future count; a failure counts also with doubts.
 */
export function latestProof(
  records: readonly ChainRecord[],
  protection: string,
  now: Date,
): Proof | undefined {
  const drills = records
    .filter(({ record }) => record.protection === protection && !record.isRehearsal)
    .sort((a, b) => endOf(a.record) - endOf(b.record));
  const isProof = ({ record, doubts }: ChainRecord) =>
    record.predicate.result.verdict === 'passed' &&
    doubts.length === 0 &&
    endOf(record) <= now.getTime() + CLOCK_TOLERANCE;
  const index = drills.findLastIndex(isProof);
  const proof = drills[index]?.record;
  if (proof === undefined) return undefined;
  const failure = drills
    .slice(index + 1)
    .findLast(({ record }) => record.predicate.result.verdict === 'failed')?.record;
  return {
    record: proof,
    age: Math.max(0, (now.getTime() - endOf(proof)) / 1000),
    ...(failure !== undefined && { failedSince: failure }),
  };
}

function endOf(record: VerifiedRecord): number {
  return Date.parse(record.predicate.result.finishedAt);
}
