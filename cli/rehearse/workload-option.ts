import { resolve } from 'node:path';
import { cliProblems, fail } from '../../lib/core/problems';
import type { Workload } from '../../lib/rehearsal';

/**
 * The workload that options name: files that end in `.sql`, loaded in order, or one command of the shell. Undefined where
 * there is none. Throws RST701 for both at once.
 *
 * @param cwd folder that paths of files are relative to
 */
export function workloadOf(given: readonly string[], cwd: string): Workload | undefined {
  const commands = given.filter((text) => !/\.sql$/i.test(text));
  const [command] = commands;
  if (command === undefined)
    return given.length === 0 ? undefined : { kind: 'files', files: given.map((path) => resolve(cwd, path)) };
  if (given.length > 1) {
    fail(cliProblems.misused, {
      value: command,
      reason: '--workload takes files that end in .sql, or one command',
    });
  }
  return { kind: 'command', command };
}
