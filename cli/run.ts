import type { CommanderError } from 'commander';
import type { Problem } from '../lib/core/problems';
import { ExitCode, exitCodeOf } from './exit-codes';
import type { Host } from './host';
import { createProgram } from './program';

/**
 * Runs one command line and returns the exit code. Everything that goes wrong is reported on the host's streams.
 *
 * @param args what follows the name of the program
 */
export async function run(args: readonly string[], host: Host): Promise<ExitCode> {
  let code: ExitCode = ExitCode.clean;
  try {
    const program = createProgram({ host, end: (ended) => (code = ended) });
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (isCommanderError(error)) {
      if (error.exitCode === 0) return ExitCode.clean;
      // Without a command there is nothing to say besides the help text, which stands there already.
      if (error.code === 'commander.help') return ExitCode.invalid;
    }
    const { reportProblems } = await import('./report-problems');
    const problems = await problemsOf(error);
    reportProblems(problems, host, args.includes('--json') ? 'json' : 'text');
    return exitCodeOf(problems);
  }
}

async function problemsOf(error: unknown): Promise<readonly Problem[]> {
  const { cliProblems, problem, RestorableError } = await import('../lib/core/problems');
  if (RestorableError.is(error)) return error.problems;
  if (isCommanderError(error)) {
    // The second line asks whether something similar was meant (commander 14, `showSuggestionAfterError`).
    const [reason = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
    const fix = [
      ...(suggestion === undefined ? [] : [suggestion.replace(/^\((.*)\)$/, '$1')]),
      cliProblems.misused.fix,
    ];
    return [problem(cliProblems.misused, { reason, fix: fix.join(' ') })];
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [problem(cliProblems.unexpectedFailure, { reason })];
}

function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'exitCode' in error && 'code' in error;
}
