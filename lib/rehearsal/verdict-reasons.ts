import { SHARED_REASONS, type VerdictReason } from '../drill/verdict-reasons';

export type { VerdictReason };

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
  ...SHARED_REASONS,

  'base-backup-incomplete': {
    verdict: 'failed',
    meaning: 'A file of the base backup is missing or has another size than its manifest says.',
    advice: 'Make a new base backup at once, then look for what cut or removed files in the store.',
  },
  'data-corrupt': {
    verdict: 'failed',
    meaning: 'The restored server found damaged pages in its files while it was checked.',
    advice:
      'Make a new base backup, and check the source with amcheck: the damage may be older than the backup.',
  },

  'bucket-missing': {
    verdict: 'failed',
    meaning: 'The bucket of the archive does not exist.',
    advice: 'Compare its name with that of the store. If it was deleted, so were the backups.',
  },
  'no-check-ran': {
    verdict: 'inconclusive',
    meaning: 'No check of the drill can run here, so nobody looked at the restored data.',
    advice: 'Add a check that runs on an embedded PostgreSQL, for example Check.query or Check.rowCounts.',
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
  'archive-key-refused': {
    verdict: 'inconclusive',
    meaning: 'The store does not know the key, or its secret is another one.',
    advice: 'Rehearse with a valid key.',
  },
  'archive-access-denied': {
    verdict: 'inconclusive',
    meaning: 'The key may not put, get or list where the rehearsal keeps its archive, or has expired.',
    advice: 'Let the key put and get objects below the prefix, and list the bucket.',
  },
  'archive-busy': {
    verdict: 'inconclusive',
    meaning: 'The store was asked several times, and was too busy or too slow each time.',
    advice: 'Rehearse at another time, or look at the health of the store.',
  },
  'clock-skew': {
    verdict: 'inconclusive',
    meaning:
      'The clock of this machine and that of the store differ, so the store refuses what is signed here.',
    advice: 'Synchronise both clocks.',
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
