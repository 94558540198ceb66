import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { fail, rehearsalProblems } from '../core/problems';
import type { PostgresBinaries } from './binaries';
import { runProgram, type RunResult } from './run-program';
import type { Sandbox } from './sandbox';
import { codeOf, messageOf } from './thrown';

/** Programs of PostgreSQL that were seen to run as the user of the servers. */
export interface RunnableBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Version of the server, for example `18.4`. */
  readonly version: string;
  /** Its major version, for example 18. */
  readonly major: number;
}

/** First line of `postgres --version` (PostgreSQL 18): `postgres (PostgreSQL) 18.4`. */
const VERSION = /^postgres \(PostgreSQL\) ((\d+)\S*)/m;

/**
 * Makes sure that the programs run as the user of the servers. Where that user cannot reach them, as in a project below
 * the home of root, they are copied into the sandbox. Throws RST853, RST854.
 */
export async function runnableBinaries(
  { folder }: PostgresBinaries,
  sandbox: Sandbox,
): Promise<RunnableBinaries> {
  const asInstalled = await probe(folder, sandbox);
  if (asInstalled !== undefined) return asInstalled;
  const copy = join(sandbox.folder, 'postgres');
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  const copied = await probe(copy, sandbox);
  return (
    copied ??
    fail(rehearsalProblems.postgresCannotRun, {
      value: folder,
      reason: 'the user that servers run as may not run it, nor a copy of it: is the folder mounted noexec?',
    })
  );
}

/** Undefined where the user may not run the programs of the folder. */
async function probe(folder: string, { user }: Sandbox): Promise<RunnableBinaries | undefined> {
  const [initdb, postgres] = [join(folder, 'bin', 'initdb'), join(folder, 'bin', 'postgres')];
  let result: RunResult;
  try {
    result = await runProgram(postgres, ['--version'], { cwd: '/', user });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EACCES') return undefined;
    if (code === 'EPERM') {
      fail(rehearsalProblems.noServerUser, {
        ...(user !== undefined && { value: user }),
        reason: 'this process may not run programs as that user',
      });
    }
    return fail(rehearsalProblems.postgresCannotRun, { value: postgres, reason: messageOf(error) }, error);
  }
  const [, version, major] = VERSION.exec(result.output) ?? [];
  if (result.code !== 0 || version === undefined) {
    fail(rehearsalProblems.postgresCannotRun, {
      value: postgres,
      reason: result.output.split('\n', 1)[0] ?? 'it ended without a word',
    });
  }
  return { initdb, postgres, version, major: Number(major) };
}
