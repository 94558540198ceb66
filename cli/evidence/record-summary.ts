import type { RestoreDrillStatement } from '../../lib/evidence';
import type { DrillResult } from '../../lib/plan';
import { measuredText } from '../measured-text';

/** What a record says, shortly. Times are RFC 3339, durations seconds. */
export interface RecordSummary {
  /** Name of its file below the place. */
  readonly name: string;
  readonly protection: string;
  readonly sequence: number;
  readonly recordedAt: string;
  readonly mode: DrillResult['mode'];
  readonly verdict: DrillResult['verdict'];
  readonly reason: string;
  readonly objectives: DrillResult['objectives'];
  /** The worst of all targets. */
  readonly measured: { readonly rpo?: number; readonly rto?: number };
  /** Git revision that was applied. */
  readonly revision?: string;
}

/** Sums up what a record says. */
export function summaryOf(name: string, { subject, predicate }: RestoreDrillStatement): RecordSummary {
  const { sequence, recordedAt, result, revision } = predicate;
  const measured = predicate.measured as unknown;
  const [rpo, rto] = [amountIn(measured, 'rpo'), amountIn(measured, 'rto')];
  return {
    name,
    protection: subject[0].name,
    sequence,
    recordedAt,
    mode: result.mode,
    verdict: result.verdict,
    reason: result.reason,
    objectives: result.objectives,
    measured: { ...(rpo !== undefined && { rpo }), ...(rto !== undefined && { rto }) },
    ...(revision !== undefined && { revision }),
  };
}

/** Measures are no part of what makes a statement readable, so they may be anything. */
function amountIn(measured: unknown, name: 'rpo' | 'rto'): number | undefined {
  if (typeof measured !== 'object' || measured === null) return undefined;
  const value = (measured as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'number' ? value : undefined;
}

/** Headings of the columns of records. */
export const RECORD_HEADINGS: readonly string[] = [
  ...['NUMBER', 'RECORDED AT', 'PROTECTION', 'MODE', 'VERDICT', 'REASON', 'RPO', 'RTO', 'REVISION'],
];

/** The columns of one record. */
export function recordRow(summary: RecordSummary): readonly string[] {
  const { sequence, recordedAt, protection, mode, verdict, reason, measured, objectives, revision } = summary;
  return [
    String(sequence),
    recordedAt.replace(/\.\d+Z$/, 'Z'),
    protection,
    mode,
    verdict,
    reason,
    measuredText(measured.rpo, objectives.rpo),
    measuredText(measured.rto, objectives.rto),
    shortRevision(revision),
  ];
}

/** `main@sha1:0123456789ab…` of Flux with the beginning of the hash alone. */
function shortRevision(revision: string | undefined): string {
  return revision === undefined ? '–' : revision.replace(/([0-9a-f]{12})[0-9a-f]{28,}$/, '$1');
}
