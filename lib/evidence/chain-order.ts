import { evidenceProblems } from './problems';
import { finding, type EvidenceFinding } from './evidence-finding';
import { grouped } from './grouped';
import { recordName, tryReadRecordName } from './record-name';
import type { VerifiedRecord } from './verified-record';

/** A file of a protection's chain, whether or not it could be verified: others may follow it. */
export interface ChainFile {
  readonly name: string;
  readonly digest: string;
  readonly verified?: VerifiedRecord;
}

/** How many of the records that follow the same one are named for each of them. */
const NAMED_AT_MOST = 3;

/** Records of one protection in the order of the chain. */
export function chainOrder(records: readonly VerifiedRecord[]): readonly VerifiedRecord[] {
  return [...records].sort((a, b) => a.sequence - b.sequence || (a.name < b.name ? -1 : 1));
}

/** Whether a record was signed for a place in the chain. One that was not is found, and spoils no other one. */
export function isLinked({ sequence }: VerifiedRecord): boolean {
  return sequence > 0;
}

/** Finds broken links, wrong counts and forks among the records of one protection. */
export function linkFindings(
  records: readonly VerifiedRecord[],
  files: readonly ChainFile[],
): EvidenceFinding[] {
  const byDigest = grouped(files, ({ digest }) => digest);
  const names = new Set(files.map(({ name }) => name));
  return [
    ...records.flatMap((record) => linkOf(record, byDigest, names)),
    ...forks(records.filter(isLinked)),
  ];
}

function linkOf(
  record: VerifiedRecord,
  byDigest: ReadonlyMap<string, readonly ChainFile[]>,
  names: ReadonlySet<string>,
): EvidenceFinding[] {
  const { name, sequence, previous, protection } = record;
  const wrong = (reason: string) => [finding(evidenceProblems.wrongSequence, name, reason, 'sequence')];
  if (!isLinked(record))
    return wrong('it was signed without knowledge of the chain, and put into it as it was');
  if (previous === undefined)
    return sequence === 1 ? [] : wrong(`it is number ${sequence}, and names no record before it`);
  if (sequence === 1) return wrong('it is number 1, and names a record before it');
  const before = byDigest.get(previous);
  if (before === undefined) {
    const expected = recordName(protection, sequence - 1);
    const reason = names.has(expected)
      ? `${expected} is not the record it was signed after: its digest is not ${previous}`
      : `there is no record with the digest ${previous}; its name would be ${expected}`;
    return [finding(evidenceProblems.missingLink, name, reason, 'previous')];
  }
  // Several files may have the same content, forged ones for example; one of them in the right place is enough.
  const numbers = before.map((file) => file.verified?.sequence ?? tryReadRecordName(file.name)?.sequence);
  return numbers.includes(sequence - 1)
    ? []
    : wrong(`it is number ${sequence}, and follows number ${numbers.join(' or ')}`);
}

function forks(records: readonly VerifiedRecord[]): EvidenceFinding[] {
  const followers = grouped(records, ({ previous }) => previous);
  return [...followers.entries()].flatMap(([previous, group]) =>
    group.length < 2
      ? []
      : group.map(({ name }) => {
          const others = group
            .slice(0, NAMED_AT_MOST + 1)
            .map((other) => other.name)
            .filter((other) => other !== name);
          const what = previous === undefined ? 'the first record' : `the record after ${previous}`;
          return finding(
            evidenceProblems.forkedChain,
            name,
            `it is ${what}, and so is ${others.join(', ')}`,
            'previous',
          );
        }),
  );
}
