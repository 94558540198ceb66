import { readRecord, type EvidenceEntry, type EvidenceStore } from './evidence-store';
import { recordDigest } from './evidence-record';
import { recordFolder, tryReadRecordName } from './record-name';
import type { ChainLink } from './restore-drill-statement';
import type { VerificationKey } from './verification-key';
import { VerifiedRecord } from './verified-record';

/** A file under a name of the chain. */
interface NamedFile {
  readonly entry: EvidenceEntry;
  readonly sequence: number;
}

/** How many of the newest files are looked at for one that a trusted key signed. */
const CANDIDATES = 20;

/**
 * Where the next record of a protection goes: after the newest one that a trusted key signed, and after whatever stands
 * without a gap behind it. So neither a record of an older key nor a forged file is passed over, which would fork the chain;
 * and a forged file that is numbered far ahead does not lead the chain there. Verifying names the forged ones.
 *
 * @throws RestorableError `RST819` for an id that records cannot be named after; what the store refuses
 */
export async function nextLink(
  store: EvidenceStore,
  protection: string,
  keys: readonly VerificationKey[],
): Promise<ChainLink> {
  const files = await filesOf(store, protection);
  const trusted = await newestTrusted(store, files, keys);
  let last = trusted ?? files.length - 1;
  let file = files[last];
  if (file === undefined) return { sequence: 1, previous: undefined };
  for (let next = files[last + 1]; next?.sequence === file.sequence + 1; next = files[last + 1]) {
    file = next;
    last += 1;
  }
  const { content } = await readRecord(store, file.entry);
  return { sequence: file.sequence + 1, previous: recordDigest(content) };
}

/** Files under names of a protection's chain, in its order. */
export async function filesOf(store: EvidenceStore, protection: string): Promise<readonly NamedFile[]> {
  const entries = await store.list(recordFolder(protection));
  return entries
    .flatMap((entry) => {
      const place = tryReadRecordName(entry.name);
      return place?.protection === protection && place.sequence > 0
        ? [{ entry, sequence: place.sequence }]
        : [];
    })
    .sort((a, b) => a.sequence - b.sequence);
}

/** Position of the newest file that a trusted key signed; undefined where none of the newest is. */
async function newestTrusted(
  store: EvidenceStore,
  files: readonly NamedFile[],
  keys: readonly VerificationKey[],
): Promise<number | undefined> {
  for (let index = files.length - 1; index >= Math.max(0, files.length - CANDIDATES); index -= 1) {
    const file = files[index];
    if (file === undefined) continue;
    const opened = await VerifiedRecord.open(await readRecord(store, file.entry), keys);
    if (opened instanceof VerifiedRecord && opened.isInItsPlace) return index;
  }
  return undefined;
}
