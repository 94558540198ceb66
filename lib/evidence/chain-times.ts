import { evidenceProblems } from './problems';
import { finding, type EvidenceFinding } from './evidence-finding';
import type { VerifiedRecord } from './verified-record';

/** How far the clocks of the machine that drilled and of this one may be apart, milliseconds. */
export const CLOCK_TOLERANCE = 5 * 60_000;

/**
 * Finds clocks that run backwards, and records from the future, among the records of one protection in their order.
 *
 * @param now undefined: nothing is too late
 */
export function timeFindings(
  records: readonly VerifiedRecord[],
  now: Date | undefined,
): readonly EvidenceFinding[] {
  return records.flatMap((record, index) => [
    ...clockFinding(record, records[index - 1]),
    ...(now === undefined ? [] : futureFinding(record, now)),
  ]);
}

function clockFinding(record: VerifiedRecord, before: VerifiedRecord | undefined): EvidenceFinding[] {
  const { recordedAt, result } = record.predicate;
  const { startedAt, finishedAt } = result;
  const followed = before?.predicate.recordedAt;
  const reasons = [
    ...(before !== undefined && followed !== undefined && isEarlier(recordedAt, followed)
      ? [`it was recorded at ${recordedAt}, and ${before.name} before it at ${followed}`]
      : []),
    ...(isEarlier(finishedAt, startedAt)
      ? [`its drill began at ${startedAt}, and ended at ${finishedAt}`]
      : []),
    ...(isEarlier(recordedAt, finishedAt)
      ? [`its drill ended at ${finishedAt}, and was recorded at ${recordedAt}`]
      : []),
  ];
  return reasons.length === 0
    ? []
    : [finding(evidenceProblems.clockBackwards, record.name, reasons.join('; '), 'recordedAt')];
}

function isEarlier(time: string, other: string): boolean {
  return Date.parse(time) < Date.parse(other);
}

function futureFinding(record: VerifiedRecord, now: Date): EvidenceFinding[] {
  const { recordedAt } = record.predicate;
  if (Date.parse(recordedAt) <= now.getTime() + CLOCK_TOLERANCE) return [];
  const reason = `it was recorded at ${recordedAt}, and now it is ${now.toISOString()}`;
  return [finding(evidenceProblems.recordFromFuture, record.name, reason, 'recordedAt')];
}
