import { evidenceProblems, problem, type Problem } from './problems';
import { nextLink } from './chain-end';
import { readRecord, type EvidenceStore } from './evidence-store';
import { recordFolder } from './record-name';
import type { RestoreDrillInput } from './restore-drill-statement';
import { signRecord, signUnlinked, type SignedRecord } from './signed-record';
import type { SigningKey } from './signing-key';
import { storeRefusal } from './store-refusal';
import type { VerificationKey } from './verification-key';

/** Options of `appendRecord`. */
export interface AppendOptions {
  readonly key: SigningKey;
  /** Asked anew for every signature: a record must not be dated before the one it follows. */
  readonly now: () => Date;
  /** Older keys that signed the chain until now. @default - the records of older keys are found by their numbers alone */
  readonly olderKeys?: readonly VerificationKey[];
  /** How often another writer may be first. @default 8 */
  readonly attempts?: number;
}

/** A record in its chain, or one that could not be stored: then its verdict is in it, and nowhere else. */
export type AppendResult =
  | { readonly stored: true; readonly record: SignedRecord }
  | { readonly stored: false; readonly record: SignedRecord; readonly problem: Problem };

/**
 * Signs what a drill found and appends it to the chain of its protection. Where another writer is first it follows that one's
 * record. Where the store refuses, the signed record is returned, to be kept and appended later (`retryPending`).
 *
 * @throws RestorableError `RST819`, `RST820` for a result that cannot be recorded at all
 */
export async function appendRecord(
  store: EvidenceStore,
  input: RestoreDrillInput,
  options: AppendOptions,
): Promise<AppendResult> {
  const { key, now, olderKeys = [], attempts = 8 } = options;
  const { protection } = input.result;
  let record = signUnlinked(input, key, now());
  try {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const link = await nextLink(store, protection, [key.publicKey, ...olderKeys]);
      record = signRecord(input, link, key, now());
      const outcome = await store.putIfAbsent(record.name, record.content);
      // An answer that was lost is followed by a put that finds what the first one wrote.
      if (outcome === 'stored' || (await isThere(store, record))) return { stored: true, record };
    }
    return { stored: false, record, problem: tooManyWriters(record.name, attempts) };
  } catch (error) {
    return { stored: false, record, problem: storeRefusal(error, record.name) };
  }
}

async function isThere(store: EvidenceStore, { name, content, statement }: SignedRecord): Promise<boolean> {
  const entries = await store.list(recordFolder(statement.subject[0].name));
  const entry = entries.find((other) => other.name === name);
  if (entry === undefined) return false;
  return Buffer.compare((await readRecord(store, entry)).content, content) === 0;
}

function tooManyWriters(name: string, attempts: number): Problem {
  return problem(evidenceProblems.storeRefused, {
    path: name,
    reason: `other writers were first ${attempts} times`,
    fix: 'Let one drill of a protection run at a time.',
  });
}
