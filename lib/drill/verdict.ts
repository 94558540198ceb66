/**
 * What a drill found. `passed`: the backup was restored and everything held. `failed`: the backup is not usable as
 * promised. `inconclusive`: the drill could not be run, so nothing is known of the backup.
 */
export type Verdict = 'passed' | 'failed' | 'inconclusive';

/** Exit code of the runner and of the command line for a verdict. 2 is left for wrong usage. */
export const VERDICT_EXIT_CODES: Readonly<Record<Verdict, number>> = {
  passed: 0,
  failed: 1,
  inconclusive: 3,
};
