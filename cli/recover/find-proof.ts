import { latestProof, verifyChain, type Proof } from '../../lib/evidence';
import { latestEnd } from '../../lib/drill/site/drill-job';
import type { ProtectionPlan } from '../../lib/plan';
import { counted, isWaived } from '../../lib/report/words';
import { readPlace, type RecordsRequest } from '../evidence/find-records';
import { readPublicKeys } from '../evidence/key-files';
import type { Host } from '../host';
import { elapsed } from '../text-of-amounts';

/** Where evidence is, and what verifies it. */
export interface ProofRequest {
  /** @default - there is none */
  readonly evidence?: Omit<RecordsRequest, 'protection'>;
  /** Files of the public keys whose signatures count. */
  readonly keys: readonly string[];
}

/** A fresh passed drill, or why there is none. `stale`: one that does not count any more. */
export type ProofFound = { readonly proof: Proof } | { readonly unproven: string; readonly stale?: Proof };

/**
 * Looks for a passed drill of a protection in verified evidence, not older than the next one would be due, and without a
 * failed one after it. Rehearsals never count. Throws RST721, RST733, RST734, RST802, RST817.
 */
export async function findProof(
  protection: ProtectionPlan,
  { evidence, keys }: ProofRequest,
  host: Host,
  now: Date,
): Promise<ProofFound> {
  const { id, drill } = protection;
  if (isWaived(drill)) return { unproven: `the drill is waived: ${drill.waived.reason}` };
  if (evidence === undefined) return { unproven: 'no evidence was given (--evidence)' };
  if (keys.length === 0) return { unproven: 'no public key was given that verifies the evidence (--key)' };
  const publicKeys = readPublicKeys(keys, host.cwd);
  const files = await readPlace({ ...evidence, protection: id }, host);
  const { records, findings } = await verifyChain(files, { publicKeys, now });
  const proof = latestProof(records, id, now);
  if (proof === undefined) {
    const doubts = findings.length === 0 ? '' : `; ${counted(findings.length, 'finding')} when verifying`;
    return { unproven: `no passed drill among ${counted(records.length, 'verified record')}${doubts}` };
  }
  const { failedSince, age } = proof;
  if (failedSince !== undefined) {
    const { reason, finishedAt } = failedSince.predicate.result;
    return {
      unproven: `the drill of ${finishedAt} failed after the last that passed: ${reason}`,
      stale: proof,
    };
  }
  const limit = drill.longestGap + latestEnd(drill);
  if (age > limit) {
    return {
      unproven: `the last passed drill is ${elapsed(age)} old, and counts for ${elapsed(limit)}`,
      stale: proof,
    };
  }
  return { proof };
}
