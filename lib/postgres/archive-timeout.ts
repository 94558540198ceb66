import { Duration } from '../core';

/** The operator's default for `archive_timeout` (CloudNativePG 1.30): an idle server closes a WAL segment this often. */
export const DEFAULT_ARCHIVE_TIMEOUT = '5min';

/** What closing, compressing and uploading one segment may take. 0.7 to 1.9 s were seen; a minute is safe under load. */
export const UPLOAD_ALLOWANCE = Duration.minutes(1);

/** PostgreSQL takes no more seconds (`archive_timeout` in `guc_tables.c`, INT_MAX / 2). */
const LONGEST = 1_073_741_823;

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 };

/** Reads a time as PostgreSQL does for `archive_timeout`: a number of seconds, or one with a unit. */
export function tryReadArchiveTimeout(text: string): Duration | undefined {
  const match = /^\s*(\d+)\s*(ms|s|min|h|d)?\s*$/.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[1]) * (UNITS[match[2] ?? 's'] ?? 1);
  return Number.isInteger(seconds) && seconds <= LONGEST ? Duration.seconds(seconds) : undefined;
}
