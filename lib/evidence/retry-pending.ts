import { evidenceProblems, type Problem } from './problems';
import { appendRecord, type AppendOptions } from './append-record';
import { canonicalDigest } from './canonical-json';
import { filesOf } from './chain-end';
import { readRecord, type EvidenceStore } from './evidence-store';
import { finding } from './evidence-finding';
import type { PendingPlace } from './pending-place';
import { inputOf } from './restore-drill-statement';
import { storeRefusal } from './store-refusal';
import type { VerificationKey } from './verification-key';
import { VerifiedRecord } from './verified-record';

/** What became of one kept record. */
export type RetriedRecord =
  /** Its verdict is in the chain, under this name. */
  | {
      readonly stored: true;
      readonly kept: string;
      readonly name: string;
      /** Why it is still kept although it is stored; the next retry removes it. @default - it is no longer kept */
      readonly notRemoved?: Problem;
    }
  /** It is still kept. */
  | { readonly stored: false; readonly kept: string; readonly problems: readonly Problem[] };

/** Options of `retryPending`. */
export interface RetryOptions extends AppendOptions {
  /**
   * Which of the records that a trusted key signed are expected in this place. Others are left there, and named.
   *
   * @default - all of them
   */
  readonly accepts?: (record: VerifiedRecord) => boolean;
}

/**
 * Appends kept records to their chains, in the order in which their drills ended. Each is signed anew, since others may have
 * been appended meanwhile; therefore only what this key, or an older one, signed is taken. A verdict that is in its chain
 * already, since only the answer of the store was lost, is not appended again. Once the store refuses nothing more is tried,
 * so that later verdicts stay behind earlier ones. Rejects where the place of the kept records cannot be read.
 */
export async function retryPending(
  pending: PendingPlace,
  store: EvidenceStore,
  options: RetryOptions,
): Promise<readonly RetriedRecord[]> {
  const keys = [options.key.publicKey, ...(options.olderKeys ?? [])];
  const { accepts = () => true } = options;
  const opened = await Promise.all(
    (await pending.all()).map(async (file) => ({ file, found: await VerifiedRecord.open(file, keys) })),
  );
  const results: RetriedRecord[] = [];
  const kept: VerifiedRecord[] = [];
  for (const { file, found } of opened) {
    if (!(found instanceof VerifiedRecord)) results.push({ stored: false, kept: file.name, problems: found });
    else if (accepts(found)) kept.push(found);
    else results.push({ stored: false, kept: file.name, problems: [foreign(found)] });
  }
  let refusal: Problem | undefined;
  for (const record of kept.sort((a, b) => endOf(a) - endOf(b))) {
    const result: RetriedRecord =
      refusal === undefined
        ? await retry(record, pending, store, options, keys)
        : { stored: false, kept: record.name, problems: [refusal] };
    if (!result.stored) refusal ??= result.problems[0];
    results.push(result);
  }
  return results;
}

async function retry(
  record: VerifiedRecord,
  pending: PendingPlace,
  store: EvidenceStore,
  options: AppendOptions,
  keys: readonly VerificationKey[],
): Promise<RetriedRecord> {
  const kept = record.name;
  let name: string | undefined;
  try {
    name = await tryFindStored(record, store, keys);
  } catch (error) {
    return { stored: false, kept, problems: [storeRefusal(error, kept)] };
  }
  if (name === undefined) {
    const appended = await appendRecord(store, inputOf(record.statement), options);
    if (!appended.stored) return { stored: false, kept, problems: [appended.problem] };
    name = appended.record.name;
  }
  try {
    await pending.remove(kept);
  } catch (error) {
    return { stored: true, kept, name, notRemoved: storeRefusal(error, kept) };
  }
  return { stored: true, kept, name };
}

/** Name of the record of the chain with the same verdict. It is not older than the one that was kept of it. */
async function tryFindStored(
  kept: VerifiedRecord,
  store: EvidenceStore,
  keys: readonly VerificationKey[],
): Promise<string | undefined> {
  const wanted = canonicalDigest(inputOf(kept.statement));
  for (const { entry } of [...(await filesOf(store, kept.protection))].reverse()) {
    const found = await VerifiedRecord.open(await readRecord(store, entry), keys);
    if (!(found instanceof VerifiedRecord)) continue;
    if (Date.parse(found.predicate.recordedAt) < Date.parse(kept.predicate.recordedAt)) return undefined;
    if (canonicalDigest(inputOf(found.statement)) === wanted) return entry.name;
  }
  return undefined;
}

function endOf(record: VerifiedRecord): number {
  return Date.parse(record.predicate.result.finishedAt);
}

function foreign({ name, protection, sequence }: VerifiedRecord): Problem {
  const what = sequence === 0 ? 'a verdict' : `record ${sequence}`;
  return finding(
    evidenceProblems.replayedRecord,
    name,
    `it is ${what} of ${protection}, which is not kept here`,
  );
}
