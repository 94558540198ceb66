import type { Verdict } from '../drill/verdict';

/** What one reason of a verdict means. */
export interface VerdictReason {
  readonly verdict: Verdict;
  /** What was seen, for people who read the code of the reason in an alert or a record. */
  readonly meaning: string;
  /** What to do about it. */
  readonly advice: string;
}

/**
 * Every reason a rehearsal can end with, by its code. The codes are stable: alerts and evidence refer to them.
 *
 * `failed` says something about the backup: restored as declared, it does not give back what was promised. `inconclusive`
 * says that the rehearsal could not find out.
 */
export const VERDICT_REASONS = {
  'restored-and-checked': {
    verdict: 'passed',
    meaning:
      'Every target was restored, the data is as fresh as the RPO asks, every check that can run here passed, and it took no longer than the RTO.',
    advice:
      'Nothing. A rehearsal proves the recovery, not the backup of the real cluster: that takes a drill.',
  },

  'no-backup': {
    verdict: 'failed',
    meaning: 'There is no complete base backup in the archive, so there is nothing to restore.',
    advice: 'Find out why base backups are not made, or who removed them.',
  },
  'base-backup-incomplete': {
    verdict: 'failed',
    meaning: 'A file of the base backup is missing or has another size than its manifest says.',
    advice: 'Make a new base backup at once, then look for what cut or removed files in the store.',
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
  'data-corrupt': {
    verdict: 'failed',
    meaning: 'The restored server found damaged pages in its files while it was checked.',
    advice:
      'Make a new base backup, and check the source with amcheck: the damage may be older than the backup.',
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

  'no-check-ran': {
    verdict: 'inconclusive',
    meaning: 'No check of the drill can run here, so nobody looked at the restored data.',
    advice: 'Add a check that runs on an embedded PostgreSQL, for example Check.query or Check.rowCounts.',
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
  'target-after-last-commit': {
    verdict: 'inconclusive',
    meaning: 'The point in time lies after the last archived commit, so that no archive could reach it.',
    advice: 'Choose a time before the last archived commit.',
  },
  'archive-unreachable': {
    verdict: 'inconclusive',
    meaning: 'The place where backups are kept could not be read or written.',
    advice: 'Make the place reachable and rehearse again.',
  },
  'out-of-space': {
    verdict: 'inconclusive',
    meaning: 'There was no space left for the rehearsal.',
    advice: 'Free some space, or rehearse in another folder.',
  },
  'source-failed': {
    verdict: 'inconclusive',
    meaning: 'The source server of the rehearsal could not be made, filled or backed up.',
    advice: 'Read the cause in the message.',
  },
  'place-unsuited': {
    verdict: 'inconclusive',
    meaning:
      'The restored server could not run in this place for a reason that has nothing to do with the backup.',
    advice:
      'Read the cause in the message, for example a library that the embedded PostgreSQL does not have.',
  },
  'deadline-exceeded': {
    verdict: 'inconclusive',
    meaning: 'The rehearsal was stopped at its deadline.',
    advice: 'Give it more time, or look at the phase in which it stopped.',
  },
  interrupted: {
    verdict: 'inconclusive',
    meaning: 'The rehearsal was interrupted.',
    advice: 'Run it again.',
  },
  'rehearsal-error': {
    verdict: 'inconclusive',
    meaning: 'The rehearsal stopped at something unforeseen, which is a fault of restorable.',
    advice: 'Report it with the message.',
  },
} as const satisfies Readonly<Record<string, VerdictReason>>;

/** Code of a reason, for example `data-older-than-rpo`. */
export type VerdictReasonCode = keyof typeof VERDICT_REASONS;
