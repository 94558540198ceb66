import { spawn } from 'node:child_process';
import type { ServerUser } from './server-user';

/** How a program is run. */
export interface RunOptions {
  readonly cwd: string;
  /** @default - the user of this process */
  readonly user?: ServerUser | undefined;
  /** Its whole environment, beside PATH. @default - the C locale, so that messages are in English */
  readonly env?: Readonly<Record<string, string>>;
  /** Told the id of the process, which is also that of its group. */
  readonly started?: (pid: number) => void;
  /** Ends the program where it is aborted. */
  readonly signal?: AbortSignal;
}

/** How a program ended. */
export interface RunResult {
  /** Exit code; undefined where a signal ended it. */
  readonly code: number | undefined;
  /** What it wrote, both streams, its last 64 KiB. */
  readonly output: string;
}

const LONGEST_OUTPUT = 64 * 1024;

/** Environment of every program of PostgreSQL: nothing of the caller's, whose `PG…` variables would mislead it. */
export const PROGRAM_ENV: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LC_ALL: 'C',
};

/** Runs a program to its end. Rejects with the error of the system where it cannot be started, or with the abort. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<RunResult> {
  const { cwd, user, signal } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      ...user,
      env: options.env ?? PROGRAM_ENV,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C on the terminal reaches this process only, which then ends what it started.
      detached: true,
    });
    if (child.pid !== undefined) options.started?.(child.pid);
    let output = '';
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-LONGEST_OUTPUT);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    const stop = () => {
      killGroup(child.pid);
    };
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted === true) stop();
    child.once('error', (error) => {
      signal?.removeEventListener('abort', stop);
      reject(error);
    });
    child.once('close', (code) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted === true) reject(signal.reason as Error);
      else resolve({ code: code ?? undefined, output: output.trim() });
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
