import {
  signRecord,
  verifyChain,
  type ChainVerification,
  type EvidenceRecord,
  type RestoreDrillInput,
  type SignedRecord,
  type SigningKey,
  type VerifyChainOptions,
} from '../../lib/evidence';
import type { DrillResult } from '../../lib/plan';
import { KEY } from './keys';

export const PROTECTION = 'safeops/production/app-postgres';

/** SHA-256 of some configuration. */
export const CONFIGURATION = 'c0'.repeat(32);

/** A moment, so many minutes after the first drill began. */
export function at(minutes: number): Date {
  return new Date(Date.UTC(2027, 0, 3, 4, 0) + minutes * 60_000);
}

/** A passed drill that began so many minutes after the first one and took one. */
export function drillResult(minutes = 0, changes: Partial<DrillResult> = {}): DrillResult {
  return {
    protection: PROTECTION,
    kind: 'PostgresCluster',
    mode: 'drill',
    verdict: 'passed',
    reason: 'passed',
    message: 'Every check held.',
    startedAt: at(minutes).toISOString(),
    finishedAt: at(minutes + 1).toISOString(),
    objectives: { rpo: 900, rto: 1800 },
    phases: [{ name: 'restore', startedAt: at(minutes).toISOString(), duration: 41_000 }],
    targets: [
      {
        target: { kind: 'latest' },
        measuredRpo: 120,
        measuredRto: 43,
        checks: [
          {
            name: 'rows of orders',
            kind: 'sql.rowCounts',
            status: 'passed',
            expected: 'at least 1',
            actual: '100000',
            duration: 12,
          },
        ],
      },
    ],
    versions: { postgres: '17.5', 'cloudnative-pg': '1.30.0' },
    cleanedUp: true,
    ...changes,
  };
}

/** What is recorded of it. */
export function drillInput(minutes = 0, changes: Partial<DrillResult> = {}): RestoreDrillInput {
  return {
    result: drillResult(minutes, changes),
    configuration: CONFIGURATION,
    revision: `main@sha1:${'ab'.repeat(20)}`,
  };
}

/** What makes a record of a chain other than the next passed drill. */
export interface RecordChanges {
  readonly result?: Partial<DrillResult>;
  readonly sequence?: number;
  readonly previous?: string | undefined;
  readonly recordedAt?: Date;
  readonly key?: SigningKey;
}

/** A chain of signed records, one drill every ten minutes, each with its changes. */
export function chainOf(...changes: readonly RecordChanges[]): SignedRecord[] {
  const records: SignedRecord[] = [];
  for (const [index, change] of changes.entries()) {
    const link = { sequence: index + 1, previous: records.at(-1)?.digest, ...change };
    records.push(
      signRecord(
        drillInput(index * 10, change.result),
        link,
        change.key ?? KEY,
        change.recordedAt ?? at(index * 10 + 2),
      ),
    );
  }
  return records;
}

/** A chain of so many passed drills. */
export function chain(length: number): SignedRecord[] {
  return chainOf(...Array.from({ length }, () => ({})));
}

/** Verifies with the key of tests. */
export function verify(
  records: readonly EvidenceRecord[],
  options: Partial<VerifyChainOptions> = {},
): Promise<ChainVerification> {
  return verifyChain(records, { publicKeys: [KEY.publicKey], ...options });
}

/** Codes of the findings by the name of their record. */
export async function codes(
  records: readonly EvidenceRecord[],
  options: Partial<VerifyChainOptions> = {},
): Promise<readonly (readonly [record: string, code: string])[]> {
  const { findings } = await verify(records, options);
  return findings.map(({ path, code }) => [path, code] as const);
}

/** The item of a list that is known to be there. */
export function nth<T>(items: readonly T[], index: number): T {
  const item = items.at(index);
  if (item === undefined) throw new Error(`there is no item ${index} of ${items.length}`);
  return item;
}
