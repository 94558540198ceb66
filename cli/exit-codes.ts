import type { Problem } from '../lib/core/problems';

/** What the process says when it ends. The same numbers as the verdicts of drills. */
export const ExitCode = {
  /** Everything is as it should be. */
  clean: 0,
  /** Something was found: drift. */
  findings: 1,
  /** The command line or the composition is not valid. */
  invalid: 2,
  /** The command could not be carried out, so that nothing is known: a folder, a program or restorable itself failed. */
  inconclusive: 3,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * Codes of problems that lie in the machine, not in what the user composed or asked for: RST405 unwritable output folder,
 * RST713 and RST714 sops, RST721 files, RST799 restorable itself.
 */
const COULD_NOT_RUN: readonly string[] = ['RST405', 'RST713', 'RST714', 'RST721', 'RST799'];

/** The exit code for problems, of which at least one is an error. */
export function exitCodeOf(problems: readonly Problem[]): ExitCode {
  const errors = problems.filter((p) => p.severity === 'error');
  return errors.every((p) => COULD_NOT_RUN.includes(p.code)) ? ExitCode.inconclusive : ExitCode.invalid;
}
