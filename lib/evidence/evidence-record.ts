import { sha256 } from './canonical-json';

/** Longest file that is read as a record, bytes: far above what a drill finds, far below what exhausts the memory. */
export const LONGEST_RECORD = 4 * 1024 * 1024;

/** A file of a place of evidence, as it was found. Nothing in it is believed. */
export interface EvidenceRecord {
  /** Name below the root of the place, with slashes. */
  readonly name: string;
  /** Bytes of the file; of its oldest version where the place keeps versions. */
  readonly content: Uint8Array;
  /** Why its content could not be read, for people. @default - it was read */
  readonly unread?: string;
  /** What somebody did to it that left the oldest version as it was. @default - nothing that is known */
  readonly altered?: RecordAlteration;
}

/** What can be done to an object that keeps its versions. */
export type RecordAlteration = 'overwritten' | 'deleted';

/** Digest of a record by which the next one names it: SHA-256 of the bytes of its file, lower-case hex. */
export function recordDigest(content: Uint8Array): string {
  return sha256(content);
}
