import { evidenceProblems } from './problems';
import { sha256 } from './canonical-json';
import { openEnvelope, PAYLOAD_TYPE, signerOf, type OpenEnvelope } from './envelope';
import { finding, type EvidenceFinding } from './evidence-finding';
import { recordDigest, type EvidenceRecord } from './evidence-record';
import { readStatement } from './read-statement';
import { tryReadRecordName } from './record-name';
import type { RestoreDrillPredicate, RestoreDrillStatement } from './restore-drill-statement';
import type { VerificationKey } from './verification-key';

/** A record that a trusted key signed and that states what a drill found. There is no other way to get one. */
export class VerifiedRecord {
  /** Verifies a record by itself; the findings say why it is none. */
  static async open(
    record: EvidenceRecord,
    keys: readonly VerificationKey[],
  ): Promise<VerifiedRecord | readonly EvidenceFinding[]> {
    const { name, content, unread } = record;
    const unreadable = (reason: string) => [finding(evidenceProblems.unreadableRecord, name, reason)];
    if (unread !== undefined) return unreadable(unread);
    const envelope = openEnvelope(content);
    if (typeof envelope === 'string') return unreadable(envelope);
    const signer = await signerOf(envelope, keys);
    const findings = [
      ...(signer === undefined ? [unsigned(name, envelope, keys)] : []),
      ...(envelope.payloadType === PAYLOAD_TYPE
        ? []
        : [
            finding(evidenceProblems.unknownPayloadType, name, `it is ${envelope.payloadType.slice(0, 120)}`),
          ]),
    ];
    // Bytes that nobody vouches for, or that mean something else, are not read (DSSE v1, protocol).
    if (signer === undefined || findings.length > 0) return findings;
    const read = readStatement(envelope.payload);
    if (read.kind === 'unreadable') return unreadable(read.reason);
    if (read.kind === 'other') return [finding(evidenceProblems.unknownStatement, name, read.reason)];
    return new VerifiedRecord(record, signer.id, sha256(envelope.payload), read.statement);
  }

  /** Name under which it was found. */
  readonly name: string;
  /** Digest of its file, by which the next record names it. */
  readonly digest: string;

  private constructor(
    record: EvidenceRecord,
    /** Name of the key that signed it. */
    readonly keyId: string,
    /** Digest of what was signed: the same for every copy, however its file is written. */
    readonly payloadDigest: string,
    readonly statement: RestoreDrillStatement,
  ) {
    this.name = record.name;
    this.digest = recordDigest(record.content);
  }

  /** `id` of the protection it is about. */
  get protection(): string {
    return this.statement.subject[0].name;
  }

  get predicate(): RestoreDrillPredicate {
    return this.statement.predicate;
  }

  get sequence(): number {
    return this.predicate.sequence;
  }

  /** Digest of the file of the record before; undefined for the first. */
  get previous(): string | undefined {
    return this.predicate.previous?.sha256;
  }

  get isRehearsal(): boolean {
    return this.predicate.result.mode === 'rehearsal';
  }

  /** Whether it stands under its own name. */
  get isInItsPlace(): boolean {
    const place = tryReadRecordName(this.name);
    return place?.protection === this.protection && place.sequence === this.sequence;
  }
}

function unsigned(
  name: string,
  { signatures }: OpenEnvelope,
  keys: readonly VerificationKey[],
): EvidenceFinding {
  if (signatures.length === 0)
    return finding(evidenceProblems.wrongKey, name, 'nobody signed it', 'signatures');
  const named = signatures.map(({ keyid }) => keyid);
  const trusted = keys.find(({ id }) => named.includes(id));
  if (trusted !== undefined) {
    const reason = `the signature of key ${trusted.id.slice(0, 16)} does not fit its content`;
    return finding(evidenceProblems.tamperedRecord, name, reason, 'signatures');
  }
  const signers = named.map((id) => (id === undefined ? 'an unnamed key' : `key ${id.slice(0, 16)}`));
  return finding(evidenceProblems.wrongKey, name, `it is signed by ${signers.join(', ')}`, 'signatures');
}
