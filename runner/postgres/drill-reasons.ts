import type { Verdict } from '../../lib/drill/verdict';

/**
 * Every reason a drill of a PostgresCluster can end with, and the verdict it means. The codes are stable: alerts and
 * evidence refer to them, and a rehearsal that sees the same says the same.
 *
 * `failed` says something about the backup; `inconclusive`, that the drill could not find out.
 */
export const DRILL_REASONS = {
  'restored-and-checked': 'passed',

  'no-backup': 'failed',
  'bucket-missing': 'failed',
  'base-backup-corrupt': 'failed',
  'archived-data-lost': 'failed',
  'restored-past-target': 'failed',
  'recovery-failed': 'failed',
  'server-will-not-start': 'failed',
  'wrong-major-version': 'failed',
  'database-missing': 'failed',
  'check-failed': 'failed',
  'data-older-than-rpo': 'failed',
  'restore-slower-than-rto': 'failed',

  'no-check-ran': 'inconclusive',
  'check-error': 'inconclusive',
  'data-age-unknown': 'inconclusive',
  'witness-stopped': 'inconclusive',
  'clocks-differ': 'inconclusive',
  'newest-commit-unknown': 'inconclusive',
  'target-before-first-backup': 'inconclusive',
  'plan-invalid': 'inconclusive',
  'credentials-missing': 'inconclusive',
  'archive-key-refused': 'inconclusive',
  'archive-access-denied': 'inconclusive',
  'archive-unreachable': 'inconclusive',
  'object-store-missing': 'inconclusive',
  'plugin-missing': 'inconclusive',
  'operator-missing': 'inconclusive',
  'operator-silent': 'inconclusive',
  'cluster-refused': 'inconclusive',
  'cluster-name-taken': 'inconclusive',
  'cluster-removed': 'inconclusive',
  'image-unavailable': 'inconclusive',
  'pod-not-started': 'inconclusive',
  'out-of-memory': 'inconclusive',
  'out-of-space': 'inconclusive',
  evicted: 'inconclusive',
  'database-unreachable': 'inconclusive',
  'drill-running': 'inconclusive',
  'lock-lost': 'inconclusive',
  'leftover-not-removed': 'inconclusive',
  'not-cleaned-up': 'inconclusive',
  'deadline-exceeded': 'inconclusive',
  interrupted: 'inconclusive',
  'api-unavailable': 'inconclusive',
  'api-refused': 'inconclusive',
  'runner-error': 'inconclusive',
} as const satisfies Readonly<Record<string, Verdict>>;

/** Code of a reason, for example `data-older-than-rpo`. */
export type DrillReason = keyof typeof DRILL_REASONS;
