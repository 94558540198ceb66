import { canonicalJson } from './canonical-json';
import { envelopeBytes, signEnvelope } from './envelope';
import { recordDigest, type EvidenceRecord } from './evidence-record';
import { recordName } from './record-name';
import {
  restoreDrillStatement,
  type ChainLink,
  type RestoreDrillInput,
  type RestoreDrillStatement,
} from './restore-drill-statement';
import type { SigningKey } from './signing-key';
import type { TestResultStatement } from './test-result-statement';

/** A record that was just signed. */
export interface SignedRecord extends EvidenceRecord {
  /** Digest of its file, by which the next record names it. */
  readonly digest: string;
  readonly statement: RestoreDrillStatement;
}

/** Signed outside the chain: what it follows is not known. */
const UNLINKED: ChainLink = { sequence: 0, previous: undefined };

/** Signs what a drill found, for a place in the chain. @throws RestorableError `RST819`, `RST820` */
export function signRecord(
  input: RestoreDrillInput,
  link: ChainLink,
  key: SigningKey,
  recordedAt: Date,
): SignedRecord {
  const statement = restoreDrillStatement(input, link, recordedAt);
  const content = signStatement(statement, key);
  return {
    name: recordName(statement.subject[0].name, link.sequence),
    content,
    digest: recordDigest(content),
    statement,
  };
}

/** Signs what a drill found before it is known which record it follows, to be kept until it is appended. @throws RestorableError `RST819`, `RST820` */
export function signUnlinked(input: RestoreDrillInput, key: SigningKey, recordedAt: Date): SignedRecord {
  return signRecord(input, UNLINKED, key, recordedAt);
}

/** The file of a signed statement: a DSSE envelope as JSON. @throws RestorableError `RST820` */
export function signStatement(
  statement: RestoreDrillStatement | TestResultStatement,
  key: SigningKey,
): Buffer {
  return envelopeBytes(signEnvelope(Buffer.from(canonicalJson(statement)), [key]));
}
