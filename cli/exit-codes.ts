import type { Problem } from '../lib/core/problems';

/** What the process says when it ends. The same numbers as the verdicts of drills. */
export const ExitCode = {
  /** Everything is as it should be. */
  clean: 0,
  /** Something was found: drift, a failed verdict, evidence that does not stand. */
  findings: 1,
  /** The command line or the composition is not valid. */
  invalid: 2,
  /** The command could not be carried out, so that nothing is known: a folder, a program or restorable itself failed. */
  inconclusive: 3,
  /** The terminal was closed. As shells say it: 128 and the number of the signal (SIGHUP, 1). */
  hungUp: 129,
  /** Ctrl-C (SIGINT, 2). */
  interrupted: 130,
  /** It was asked to end (SIGTERM, 15). */
  terminated: 143,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * Codes of problems that lie in the machine, not in what the user composed or asked for: RST405 unwritable output folder,
 * RST713 and RST714 sops, RST721 files, RST734, RST817 and RST818 evidence, RST740 to
 * RST744, RST747, RST748, RST750, RST751 and RST755 the cluster, RST799 restorable itself, RST851 to RST854 the
 * embedded PostgreSQL.
 */
const COULD_NOT_RUN: readonly string[] = [
  ...['RST405', 'RST713', 'RST714', 'RST721', 'RST734', 'RST799', 'RST817', 'RST818'],
  ...['RST740', 'RST741', 'RST742', 'RST743', 'RST744', 'RST747', 'RST748', 'RST750', 'RST751', 'RST755'],
  ...['RST851', 'RST852', 'RST853', 'RST854'],
];

/** The exit code for problems, of which at least one is an error. */
export function exitCodeOf(problems: readonly Problem[]): ExitCode {
  const errors = problems.filter((p) => p.severity === 'error');
  return errors.every((p) => COULD_NOT_RUN.includes(p.code)) ? ExitCode.inconclusive : ExitCode.invalid;
}
