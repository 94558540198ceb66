import { evidenceProblems, fail } from './problems';
import type { DrillResult, TargetResult } from '../plan';
import { STATEMENT_TYPE, type Statement } from './statement';

/** Type of the predicate of our records. A change that old readers would misread gets another version. */
export const RESTORE_DRILL_PREDICATE = 'https://restorable.dev/attestations/restore-drill/v1';

/** A statement of what a drill, or a rehearsal, found. */
export type RestoreDrillStatement = Statement<typeof RESTORE_DRILL_PREDICATE, RestoreDrillPredicate>;

/** What is recorded of a drill. Durations are seconds unless their own description says otherwise. */
export interface RestoreDrillPredicate {
  /** Place in the chain of the protection, from 1. 0: signed where the chain could not be read, not yet part of it. */
  readonly sequence: number;
  /** Digest of the file of the record before; null for the first. */
  readonly previous: { readonly sha256: string } | null;
  /** When it was signed, RFC 3339, UTC. Never earlier than that of the record before. */
  readonly recordedAt: string;
  /** Git revision that was applied, as Flux says it (`status.lastAppliedRevision`): `main@sha1:…`. */
  readonly revision?: string;
  /** What started the drill: `schedule`, or who, as its Job says it; `manual` where nobody said who. */
  readonly trigger?: string;
  /** The worst of all targets; a measure that a target lacks is absent, since the worst is then unknown. */
  readonly measured: { readonly rpo?: number; readonly rto?: number };
  /**
   * Whether, once everything was removed, it was looked for what is left of the drill, and nothing was found; and when that
   * look began (RFC 3339). Not verified, and without a time: the drill ended before anything was made, or nobody looked.
   */
  readonly cleanup: { readonly verified: boolean; readonly at?: string };
  /** Everything the drill found: verdict, objectives, phases, checks, versions, whether all was cleaned up. */
  readonly result: DrillResult;
}

/** What a record says besides its place in the chain. */
export interface RestoreDrillInput {
  readonly result: DrillResult;
  /** SHA-256 of the protection's configuration, lower-case hex: `canonicalDigest` of its part of the recovery plan. */
  readonly configuration: string;
  /** @default - unknown: the drill ran where nothing was applied by Flux */
  readonly revision?: string;
  /** @default - unknown */
  readonly trigger?: string;
}

/** Place of a record in its chain. */
export interface ChainLink {
  readonly sequence: number;
  /** Digest of the file of the record before, lower-case hex; undefined for the first. */
  readonly previous: string | undefined;
}

/** Makes the statement of a drill. @throws RestorableError `RST820` if the configuration is no SHA-256 */
export function restoreDrillStatement(
  input: RestoreDrillInput,
  link: ChainLink,
  recordedAt: Date,
): RestoreDrillStatement {
  const { result, configuration, revision, trigger } = input;
  if (!/^[0-9a-f]{64}$/.test(configuration)) {
    fail(evidenceProblems.invalidRecord, {
      property: 'configuration',
      value: configuration,
      reason: 'it is no SHA-256 in lower-case hex',
    });
  }
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: result.protection, digest: { sha256: configuration } }],
    predicateType: RESTORE_DRILL_PREDICATE,
    predicate: {
      sequence: link.sequence,
      previous: link.previous === undefined ? null : { sha256: link.previous },
      recordedAt: recordedAt.toISOString(),
      ...(revision !== undefined && { revision }),
      ...(trigger !== undefined && { trigger }),
      measured: measured(result.targets),
      cleanup: cleanup(result),
      result,
    },
  };
}

/** What a statement says besides its place in the chain. */
export function inputOf({ subject, predicate }: RestoreDrillStatement): RestoreDrillInput {
  const { result, revision, trigger } = predicate;
  return {
    result,
    configuration: subject[0].digest.sha256,
    ...(revision !== undefined && { revision }),
    ...(trigger !== undefined && { trigger }),
  };
}

function measured(targets: readonly TargetResult[]): RestoreDrillPredicate['measured'] {
  const rpo = worst(targets.map(({ measuredRpo }) => measuredRpo));
  const rto = worst(targets.map(({ measuredRto }) => measuredRto));
  return { ...(rpo !== undefined && { rpo }), ...(rto !== undefined && { rto }) };
}

function cleanup({ phases, cleanedUp }: DrillResult): RestoreDrillPredicate['cleanup'] {
  const look = phases.findLast(({ name }) => name === 'verify-clean');
  return look === undefined ? { verified: false } : { verified: cleanedUp, at: look.startedAt };
}

function worst(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length && known.length > 0 ? Math.max(...known) : undefined;
}
