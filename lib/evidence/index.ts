export { appendRecord, type AppendOptions, type AppendResult } from './append-record';
export { canonicalDigest, canonicalJson } from './canonical-json';
export { configurationDigest } from './configuration-digest';
export { type Envelope, type EnvelopeSignature, PAYLOAD_TYPE, preAuthenticationEncoding } from './envelope';
export { type EvidenceFinding } from './evidence-finding';
export { evidenceStoreOf } from './evidence-store-of';
export { EvidenceLock } from './evidence-lock';
export { type EvidenceRecord, type RecordAlteration, recordDigest } from './evidence-record';
export { type EvidenceEntry, type EvidenceStore, type PutOutcome, readRecords } from './evidence-store';
export { FolderEvidenceStore } from './folder-evidence-store';
export { latestProof, type Proof } from './latest-proof';
export { type PendingPlace } from './pending-place';
export { PendingRecords } from './pending-records';
export { recordFolder, recordName, type RecordPlace, tryReadRecordName } from './record-name';
export {
  type ChainLink,
  RESTORE_DRILL_PREDICATE,
  type RestoreDrillInput,
  type RestoreDrillPredicate,
  type RestoreDrillStatement,
} from './restore-drill-statement';
export { type RetriedRecord, retryPending, type RetryOptions } from './retry-pending';
export { type S3Bucket, type S3ClientOptions } from './s3-client';
export { type ObjectLock, S3EvidenceStore, type S3EvidenceStoreOptions } from './s3-evidence-store';
export { type S3Credentials } from './signature-v4';
export { type SignedRecord, signRecord, signStatement, signUnlinked } from './signed-record';
export { SigningKey } from './signing-key';
export {
  type DigestSet,
  type ResourceDescriptor,
  type Statement,
  STATEMENT_TYPE,
  type Subject,
} from './statement';
export {
  TEST_RESULT_PREDICATE,
  type TestResultPredicate,
  type TestResultStatement,
  testResultStatement,
} from './test-result-statement';
export { VerificationKey } from './verification-key';
export { VerifiedRecord } from './verified-record';
export {
  type ChainHead,
  type ChainRecord,
  type ChainVerification,
  verifyChain,
  type VerifyChainOptions,
} from './verify-chain';
