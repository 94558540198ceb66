import type { ProtectionPlan } from '../plan';
import { canonicalDigest } from './canonical-json';

/**
 * Digest of everything that was declared of a protection: SHA-256 of the canonical JSON of its part of the recovery plan.
 * The `protections` of a `recovery-plan.json`, as the recorded git revision has it, give the same, so that it can be
 * recomputed offline.
 */
export function configurationDigest(protection: ProtectionPlan): string {
  return canonicalDigest(protection);
}
