import type { DrillReason } from '../../../lib/drill/verdict-reasons';
import { StoreError, type StoreFault } from '../../s3';
import { Incident } from '../../drill/incident';

const REASONS: Readonly<Record<StoreFault, DrillReason>> = {
  unreachable: 'archive-unreachable',
  certificate: 'archive-certificate-refused',
  busy: 'archive-busy',
  'key-refused': 'archive-key-refused',
  'access-denied': 'archive-access-denied',
  'clock-skew': 'clock-skew',
  'bucket-missing': 'bucket-missing',
  'object-missing': 'archive-unreachable',
  unreadable: 'archive-unreachable',
};

/** What a fault of the store of an archive means for a drill; anything else as it is. */
export function archiveIncident(error: unknown): unknown {
  return StoreError.is(error) ? new Incident(REASONS[error.fault], `the archive: ${error.message}`) : error;
}
