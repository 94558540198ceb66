import { evidenceProblems } from './problems';
import { finding, type EvidenceFinding } from './evidence-finding';
import { grouped } from './grouped';
import type { VerifiedRecord } from './verified-record';

/** Of records with the same content one is the original: the first in its place, or the first. */
export function setCopiesAside(records: readonly VerifiedRecord[]): {
  readonly originals: readonly VerifiedRecord[];
  readonly replays: readonly EvidenceFinding[];
} {
  const originals: VerifiedRecord[] = [];
  const replays: EvidenceFinding[] = [];
  for (const same of grouped(records, ({ payloadDigest }) => payloadDigest).values()) {
    const original = same.find(({ isInItsPlace }) => isInItsPlace) ?? same[0];
    for (const record of same) {
      if (record !== original) replays.push(replay(record, `it is a copy of ${original?.name ?? ''}`));
      else originals.push(record);
    }
    if (original?.isInItsPlace === false)
      replays.push(
        replay(
          original,
          `it is number ${original.sequence} of ${original.protection}, and its name says otherwise`,
        ),
      );
  }
  return { originals, replays };
}

function replay({ name }: VerifiedRecord, reason: string): EvidenceFinding {
  return finding(evidenceProblems.replayedRecord, name, reason);
}
