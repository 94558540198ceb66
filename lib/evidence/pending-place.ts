import type { EvidenceRecord } from './evidence-record';
import type { SignedRecord } from './signed-record';

/** A place where signed records wait until they can be stored. Nothing in it is believed before its signature is verified. */
export interface PendingPlace {
  /** Keeps a record; keeping it again changes nothing. */
  keep(record: SignedRecord): Promise<void>;
  /** What is kept, each under its name in the place. */
  all(): Promise<readonly EvidenceRecord[]>;
  /** Removes a record that is stored. */
  remove(name: string): Promise<void>;
}

/** Name of a kept record: the digest of its file. */
const NAME = /^[0-9a-f]{64}\.json$/;

/** The name a record is kept under. */
export function pendingName({ digest }: Pick<SignedRecord, 'digest'>): string {
  return `${digest}.json`;
}

/** Whether a name is one of a kept record. */
export function isPendingName(name: string): boolean {
  return NAME.test(name);
}
