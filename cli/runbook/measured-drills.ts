import { fail, runbookProblems } from '../../lib/core/problems';
import { latestProof, verifyChain, type EvidenceFinding } from '../../lib/evidence';
import type { RecoveryPlan } from '../../lib/plan';
import type { MeasuredDrill } from '../../lib/report';
import { readPlace, type RecordsRequest } from '../evidence/find-records';
import { readPublicKeys } from '../evidence/key-files';
import type { Host } from '../host';

/** Where evidence is, and what verifies it. */
export interface MeasuredRequest {
  readonly evidence: Omit<RecordsRequest, 'protection'>;
  /** Files of the public keys whose signatures count. */
  readonly keys: readonly string[];
}

/** What evidence says of drills. */
export interface MeasuredDrills {
  /** By the id of their protection. */
  readonly drills: ReadonlyMap<string, MeasuredDrill>;
  /** Everything that is wrong with the evidence. What it says of the protections concerned is left out. */
  readonly findings: readonly EvidenceFinding[];
}

/**
 * The newest passed drill of every protection, in verified evidence alone. Ages are left out, so that the same evidence gives
 * the same runbook on any day. Throws RST721, RST802, RST880, and as `readPlace`.
 */
export async function measuredDrills(
  { protections }: RecoveryPlan,
  { evidence, keys }: MeasuredRequest,
  host: Host,
  now: Date,
): Promise<MeasuredDrills> {
  if (keys.length === 0)
    fail(runbookProblems.unverifiedEvidence, { value: evidence.place, reason: 'there is no --key' });
  const publicKeys = readPublicKeys(keys, host.cwd);
  const drills = new Map<string, MeasuredDrill>();
  const findings: EvidenceFinding[] = [];
  for (const { id } of protections) {
    const files = await readPlace({ ...evidence, protection: id }, host);
    const verification = await verifyChain(files, { publicKeys, now });
    findings.push(...verification.findings);
    if (verification.findings.length > 0) {
      drills.set(id, { unproven: 'the evidence does not verify' });
      continue;
    }
    const proof = latestProof(verification.records, id, now);
    if (proof === undefined) {
      drills.set(id, { unproven: 'no drill has passed' });
      continue;
    }
    const { result } = proof.failedSince?.predicate ?? {};
    const { rto, rpo } = proof.record.predicate.measured;
    drills.set(id, {
      finishedAt: proof.record.predicate.result.finishedAt,
      ...(rto !== undefined && { rto }),
      ...(rpo !== undefined && { rpo }),
      ...(result !== undefined && {
        failedSince: { finishedAt: result.finishedAt, reason: result.reason },
      }),
    });
  }
  return { drills, findings };
}
