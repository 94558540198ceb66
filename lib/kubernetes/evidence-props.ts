import type { EvidenceLock } from '../evidence/evidence-lock';
import type { BackupStore, Credentials, S3Keys, SigningKeys } from '../storage';

/** Where the verdicts of drills are recorded, and what signs them. */
export interface EvidenceProps {
  /** Bucket of the records, best one that holds nothing else. */
  readonly store: BackupStore;
  /**
   * Folder of the records in the bucket, without slashes at the ends. Several clusters may share it.
   *
   * @default - the bucket itself
   */
  readonly prefix?: string;
  /**
   * Opens the store for putting, getting and listing, and nothing more. The Secret must exist in the drill namespace; its
   * keys reach the runner as files.
   */
  readonly credentials: Credentials<S3Keys>;
  /**
   * The private key that signs: Ed25519, PEM, as `restorable evidence keygen` makes it. The Secret must exist in the drill
   * namespace; the key reaches the runner as a file.
   */
  readonly signingKey: Credentials<SigningKeys>;
  /** What keeps records from being removed. @default - nothing that is known, which is warned about (RST823) */
  readonly lock?: EvidenceLock;
}
