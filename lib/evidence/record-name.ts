import { evidenceProblems, fail } from './problems';

/** Digits of a sequence number, so that names in the order of the alphabet are in the order of the chain. */
const DIGITS = 12;

const LAST = 10 ** DIGITS - 1;

/** One part of a protection's id. No dot at its begin: neither `..` nor a hidden file. */
const PART = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

const NAME = new RegExp(`^(?<protection>.+)/(?<digits>\\d{${DIGITS}})\\.json$`);

/** Place of a record in its chain, as its name says it. */
export interface RecordPlace {
  readonly protection: string;
  readonly sequence: number;
}

/**
 * Name of a record: `<id of the protection>/<sequence>.json`. Nothing else is in it, since a name is what a store can refuse
 * to write twice: two writers that both follow the same record then collide, and one of them follows the other.
 *
 * @throws RestorableError `RST819`
 */
export function recordName(protection: string, sequence: number): string {
  if (sequence > LAST) {
    fail(evidenceProblems.invalidRecordName, {
      property: 'sequence',
      value: sequence,
      reason: `it has more than ${DIGITS} digits`,
    });
  }
  return `${recordFolder(protection)}${String(sequence).padStart(DIGITS, '0')}.json`;
}

/** What the names of a protection's records begin with. @throws RestorableError `RST819` */
export function recordFolder(protection: string): string {
  if (!isProtection(protection)) {
    fail(evidenceProblems.invalidRecordName, {
      property: 'protection',
      value: protection,
      reason: 'a part of it is empty, or has other characters',
    });
  }
  return `${protection}/`;
}

/** The place a name says; undefined where it is no name of a record. */
export function tryReadRecordName(name: string): RecordPlace | undefined {
  const { protection = '', digits = '' } = NAME.exec(name)?.groups ?? {};
  return isProtection(protection) ? { protection, sequence: Number(digits) } : undefined;
}

/** Whether a record of this protection and count has a name. */
export function isRecordPlace({ protection, sequence }: RecordPlace): boolean {
  return isProtection(protection) && Number.isSafeInteger(sequence) && sequence >= 0 && sequence <= LAST;
}

function isProtection(id: string): boolean {
  return id.split('/').every((part) => PART.test(part));
}
