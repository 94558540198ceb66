import { StoreError, type StoreFault } from '../../evidence/store-error';
import { Incident, type Finding } from '../incident';
import type { VerdictReasonCode } from '../verdict-reasons';

const REASONS: Readonly<Record<StoreFault, VerdictReasonCode>> = {
  unreachable: 'archive-unreachable',
  certificate: 'archive-unreachable',
  busy: 'archive-busy',
  'key-refused': 'archive-key-refused',
  'access-denied': 'archive-access-denied',
  'clock-skew': 'clock-skew',
  'bucket-missing': 'bucket-missing',
  'object-missing': 'archive-unreachable',
  unreadable: 'archive-unreachable',
};

/** How the commands of a server say why the store was of no use: one line on its standard error. */
const SPOKEN = /^restorable-archive ([a-z-]+): (.*)$/gm;

/** What a command says of an error of the store before it ends. */
export function spoken(error: StoreError): string {
  return `restorable-archive ${error.fault}: ${error.message}`;
}

/** What the commands of a server said last; undefined where they said nothing. */
export function lastSpoken(log: string): Finding | undefined {
  const [, fault = '', message = ''] = [...log.matchAll(SPOKEN)].at(-1) ?? [];
  const reason = (REASONS as Readonly<Record<string, VerdictReasonCode | undefined>>)[fault];
  return reason === undefined ? undefined : { reason, message };
}

/** What an error of the store means for a rehearsal; anything else as it is. */
export function storeIncident(error: unknown): unknown {
  return StoreError.is(error) ? new Incident(REASONS[error.fault], error.message, { cause: error }) : error;
}
