import type { VerdictReason } from './verdict-reason';

/**
 * Reasons that a drill and a rehearsal give for the same thing, by their codes. The codes are stable: alerts and evidence
 * refer to them.
 *
 * `failed` says something about the backup: restored as declared, it does not give back what was promised. `inconclusive`
 * says that nobody could find out.
 */
export const SHARED_REASONS = {
  'no-backup': {
    verdict: 'failed',
    meaning: 'There is no complete base backup in the archive, so there is nothing to restore.',
    advice: 'Find out why base backups are not made, or who removed them.',
  },
  'base-backup-corrupt': {
    verdict: 'failed',
    meaning:
      'A file of the base backup has other content than its manifest says, or PostgreSQL cannot read it.',
    advice: 'Make a new base backup at once, then look for the fault of the store or of the transfer.',
  },
  'archived-data-lost': {
    verdict: 'failed',
    meaning:
      'Commits that had been archived are not in the restored database: WAL is missing or damaged, and recovery ended before it.',
    advice:
      'Make a new base backup at once. Then look for the segment that the message names, and for what removed or damaged it.',
  },
  'restored-past-target': {
    verdict: 'failed',
    meaning:
      'Commits from after the point in time are in the restored database, so a mistake made then would be back.',
    advice: 'Look at the recovery target and at the clock of the source.',
  },
  'recovery-failed': {
    verdict: 'failed',
    meaning: 'The server stopped while it recovered.',
    advice: 'Read the cause in the message and the log of the server.',
  },
  'server-will-not-start': {
    verdict: 'failed',
    meaning:
      'The server refuses to recover with the parameters it is declared with; some must not be lower than those of the source.',
    advice:
      'Give the restored server at least the max_connections, max_worker_processes, max_wal_senders, max_prepared_transactions and max_locks_per_transaction of the source.',
  },
  'wrong-major-version': {
    verdict: 'failed',
    meaning: 'The backup was made by another major version of PostgreSQL than the one it is restored with.',
    advice: 'Restore with the major version of the source. After an upgrade, make a new base backup at once.',
  },
  'database-missing': {
    verdict: 'failed',
    meaning: 'The server was restored, but the protected database is not in it.',
    advice: 'Compare the name of the database in the composition with that of the source.',
  },
  'check-failed': {
    verdict: 'failed',
    meaning: 'A check of the drill does not hold in the restored database.',
    advice: 'Read what was expected and what was there.',
  },
  'data-older-than-rpo': {
    verdict: 'failed',
    meaning: 'The newest recovered commit is older than the RPO allows.',
    advice: 'Find out why WAL reaches the archive late, or agree on another RPO.',
  },
  'restore-slower-than-rto': {
    verdict: 'failed',
    meaning: 'Until the restored database answered, more time passed than the RTO allows.',
    advice: 'Make base backups more often, restore on faster storage, or agree on another RTO.',
  },
  'check-error': {
    verdict: 'inconclusive',
    meaning: 'A check could not be carried out, and nothing that was seen says that the data is at fault.',
    advice: 'Correct the check, or give it more time.',
  },
  'witness-stopped': {
    verdict: 'inconclusive',
    meaning:
      'The witness had stopped writing on the source, so checks against it say nothing about the backup.',
    advice: 'Look at the job of the witness, and at the role it writes as.',
  },
} as const satisfies Readonly<Record<string, VerdictReason>>;
