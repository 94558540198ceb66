import { evidenceProblems } from './problems';
import { setCopiesAside } from './chain-copies';
import { chainOrder, isLinked, linkFindings, type ChainFile } from './chain-order';
import { timeFindings } from './chain-times';
import { finding, inOrder, type EvidenceFinding } from './evidence-finding';
import { recordDigest, type EvidenceRecord } from './evidence-record';
import { grouped } from './grouped';
import { isRecordPlace, recordName, tryReadRecordName } from './record-name';
import type { VerificationKey } from './verification-key';
import { VerifiedRecord } from './verified-record';

/** The newest record of a chain. Whoever keeps it elsewhere can tell later whether the chain's end was removed. */
export interface ChainHead {
  readonly sequence: number;
  /** Digest of the record's file, lower-case hex. */
  readonly digest: string;
}

/** Options of `verifyChain`. */
export interface VerifyChainOptions {
  /** Keys whose signatures count. */
  readonly publicKeys: readonly VerificationKey[];
  /** @default - nothing is taken for too late */
  readonly now?: Date;
  /** Heads that are known to have been written, by `id` of the protection. @default - none: a removed end is not found */
  readonly heads?: Readonly<Record<string, ChainHead>>;
}

/** What verifying found. */
export interface ChainVerification {
  /** Everything that is wrong, in the order of the records. Empty: the evidence stands. */
  readonly findings: readonly EvidenceFinding[];
  /** Every record that a trusted key signed, copies left out, by protection and in the order of its chain. */
  readonly records: readonly ChainRecord[];
  /** Newest record of each protection, by its `id`. */
  readonly heads: Readonly<Record<string, ChainHead>>;
}

/** A verified record in its chain. */
export interface ChainRecord {
  readonly record: VerifiedRecord;
  /** Codes of what is wrong with it or its place. A record with any proves nothing today. */
  readonly doubts: readonly string[];
}

/** How many records are verified at once. */
const AT_ONCE = 64;

/** The oldest version counts, so this leaves what the record says as it was. */
const HARMLESS: readonly string[] = [evidenceProblems.alteredRecord.code];

/**
 * Verifies records of any number of protections offline: signatures, names, links, counts, clocks. Finds everything at once
 * and throws nothing for whatever the records hold.
 */
export async function verifyChain(
  records: readonly EvidenceRecord[],
  options: VerifyChainOptions,
): Promise<ChainVerification> {
  const opened = await openAll(records, options.publicKeys);
  const verified = opened.filter((found) => found instanceof VerifiedRecord);
  const { originals, replays } = setCopiesAside(verified);
  const chains = grouped(originals, ({ protection }) => protection);
  const files = filesByProtection(records, opened);
  const findings: EvidenceFinding[] = [
    ...opened.flatMap((found) => (found instanceof VerifiedRecord ? [] : found)),
    ...alterations(records),
    ...replays,
    ...[...chains].flatMap(([protection, chain]) =>
      chainFindings(chain, files.get(protection) ?? [], options.now),
    ),
    ...truncations(chains, options.heads ?? {}),
  ];
  const ordered = [...chains.values()].flatMap(chainOrder);
  const byRecord = grouped(findings, ({ path }) => path);
  return {
    findings: inOrder(findings),
    records: ordered.map((record) => ({ record, doubts: doubtsIn(byRecord.get(record.name) ?? []) })),
    heads: Object.fromEntries(
      ordered.filter(isLinked).map(({ protection, sequence, digest }) => [protection, { sequence, digest }]),
    ),
  };
}

/** Opens records, so many at once as keep all processors busy; more would only fill the memory. */
async function openAll(
  records: readonly EvidenceRecord[],
  keys: readonly VerificationKey[],
): Promise<readonly (VerifiedRecord | readonly EvidenceFinding[])[]> {
  const opened: (VerifiedRecord | readonly EvidenceFinding[])[] = [];
  for (let first = 0; first < records.length; first += AT_ONCE) {
    const some = records.slice(first, first + AT_ONCE);
    opened.push(...(await Promise.all(some.map((record) => VerifiedRecord.open(record, keys)))));
  }
  return opened;
}

function chainFindings(
  chain: readonly VerifiedRecord[],
  files: readonly ChainFile[],
  now: Date | undefined,
): EvidenceFinding[] {
  const ordered = chainOrder(chain);
  return [
    ...linkFindings(ordered, files),
    ...timeFindings(ordered.filter(isLinked), now),
    ...rehearsals(ordered),
  ];
}

/** All files a record of a protection may follow: its verified ones, and what stands under its names. */
function filesByProtection(
  records: readonly EvidenceRecord[],
  opened: readonly (VerifiedRecord | readonly EvidenceFinding[])[],
): ReadonlyMap<string | undefined, readonly ChainFile[]> {
  const files = records.map(({ name, content }, index): ChainFile => {
    const found = opened[index];
    return found instanceof VerifiedRecord
      ? { name, digest: found.digest, verified: found }
      : { name, digest: recordDigest(content) };
  });
  return grouped(files, ({ name, verified }) => verified?.protection ?? tryReadRecordName(name)?.protection);
}

function alterations(records: readonly EvidenceRecord[]): EvidenceFinding[] {
  return records.flatMap(({ name, altered }) =>
    altered === undefined
      ? []
      : [finding(evidenceProblems.alteredRecord, name, `it was ${altered}; the oldest version is read`)],
  );
}

function rehearsals(chain: readonly VerifiedRecord[]): EvidenceFinding[] {
  if (chain.every(({ isRehearsal }) => isRehearsal)) return [];
  return chain
    .filter(({ isRehearsal }) => isRehearsal)
    .map(({ name, protection }) =>
      finding(
        evidenceProblems.rehearsalAmongDrills,
        name,
        `${protection} has drills beside it`,
        'result.mode',
      ),
    );
}

function truncations(
  chains: ReadonlyMap<string, readonly VerifiedRecord[]>,
  heads: Readonly<Record<string, ChainHead>>,
): EvidenceFinding[] {
  return Object.entries(heads).flatMap(([protection, { sequence, digest }]) => {
    if (chains.get(protection)?.some((record) => record.digest === digest) === true) return [];
    const name = isRecordPlace({ protection, sequence }) ? recordName(protection, sequence) : protection;
    const reason = `number ${sequence} with the digest ${digest} was written once, and is not there`;
    return [finding(evidenceProblems.truncatedChain, name, reason)];
  });
}

function doubtsIn(findings: readonly EvidenceFinding[]): readonly string[] {
  const codes = findings
    .filter(({ severity, code }) => severity === 'error' && !HARMLESS.includes(code))
    .map(({ code }) => code);
  return [...new Set(codes)].sort();
}
