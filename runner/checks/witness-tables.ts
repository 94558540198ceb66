import type { WITNESS_TABLES } from '../../lib/postgres/witness/witness-sql';

/**
 * Tables of the witness in its schema. Written out again, and held to the others by their type: with the values the whole
 * composition would come into the bundle of the runner.
 */
export const HEARTBEAT: (typeof WITNESS_TABLES)['heartbeat'] = 'heartbeat';
export const ROW_COUNTS: (typeof WITNESS_TABLES)['rowCounts'] = 'row_counts';
