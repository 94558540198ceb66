import { configurationDigest, STATEMENT_TYPE, type Proof, type SigningKey } from '../../lib/evidence';
import { canonicalJson, sha256 } from '../../lib/evidence/canonical-json';
import { envelopeBytes, signEnvelope } from '../../lib/evidence/envelope';
import type { Statement } from '../../lib/evidence/statement';
import type { ProtectionPlan } from '../../lib/plan';

/** Type of the predicate of decisions. A change that old readers would misread gets another version. */
export const RECOVERY_DECISION_PREDICATE = 'https://restorable.dev/attestations/recovery-decision/v1';

/** What was decided on a recovery. */
export interface RecoveryDecision {
  /** RFC 3339, UTC. */
  readonly decidedAt: string;
  readonly decidedBy: string;
  /** @default - the end of the archive */
  readonly target?: string;
  readonly into: { readonly namespace: string; readonly name: string };
  /** On what it stands. */
  readonly basis: RecoveryBasis;
  /** The files to apply. */
  readonly manifests: readonly { readonly name: string; readonly sha256: string }[];
}

/** A passed drill, or the reason for doing without one. */
export type RecoveryBasis =
  | {
      readonly proof: {
        readonly record: string;
        readonly sha256: string;
        readonly finishedAt: string;
        readonly measured: { readonly rpo?: number; readonly rto?: number };
        /** Whether the declaration was the same then. */
        readonly sameConfiguration: boolean;
      };
    }
  | { readonly withoutProof: { readonly reason: string; readonly missing: string } };

/** The basis that a proof is. */
export function basisOf(protection: ProtectionPlan, { record }: Proof): RecoveryBasis {
  const { statement, name, digest, predicate } = record;
  return {
    proof: {
      record: name,
      sha256: digest,
      finishedAt: predicate.result.finishedAt,
      measured: predicate.measured,
      sameConfiguration: statement.subject[0].digest.sha256 === configurationDigest(protection),
    },
  };
}

/** Annotations of a recovered object that lead to the decision. */
export function annotationsOf(
  protection: ProtectionPlan,
  basis: RecoveryBasis,
): Readonly<Record<string, string>> {
  return {
    'restorable/recovered-from': protection.id,
    ...('proof' in basis
      ? { 'restorable/recovery-proof': `${basis.proof.record} sha256:${basis.proof.sha256}` }
      : { 'restorable/recovery-without-proof': basis.withoutProof.reason }),
  };
}

/** The file of a decision: an in-toto statement, in a signed DSSE envelope where there is a key. */
export function decisionFile(
  protection: ProtectionPlan,
  decision: RecoveryDecision,
  key?: SigningKey,
): string {
  const statement: Statement<typeof RECOVERY_DECISION_PREDICATE, RecoveryDecision> = {
    _type: STATEMENT_TYPE,
    subject: [{ name: protection.id, digest: { sha256: configurationDigest(protection) } }],
    predicateType: RECOVERY_DECISION_PREDICATE,
    predicate: decision,
  };
  if (key === undefined) return `${JSON.stringify(statement, undefined, 2)}\n`;
  return envelopeBytes(signEnvelope(Buffer.from(canonicalJson(statement)), [key])).toString('utf8');
}

/** A file as a decision names it. */
export function fileDigest(name: string, content: string): RecoveryDecision['manifests'][number] {
  return { name, sha256: sha256(content) };
}
