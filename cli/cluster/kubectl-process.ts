import { spawn } from 'node:child_process';
import { operationProblems, problem, RestorableError } from '../../lib/core/problems';
import type { Host } from '../host';

/** What kubectl is given besides arguments. */
export interface KubectlInput {
  /** Standard input: objects go this way, since arguments could be read by others. @default - none */
  readonly input?: string;
  /** Aborted where kubectl must end. @default - it ends by itself */
  readonly signal?: AbortSignal;
}

/** A kubectl that runs. */
export interface KubectlProcess {
  /** Standard output, as it comes. */
  readonly output: AsyncIterable<string>;
  /** Rejects with RST740 where it cannot be started. */
  readonly ended: Promise<KubectlEnd>;
}

/** How kubectl ended. */
export interface KubectlEnd {
  /** Exit code; null where a signal ended it. */
  readonly status: number | null;
  readonly stderr: string;
}

/** Starts kubectl. Tests hand in another one. */
export type RunKubectl = (args: readonly string[], input?: KubectlInput) => KubectlProcess;

/** Runs the kubectl program of the PATH, in the folder and environment of the user. */
export function kubectlProcess({ env, cwd }: Pick<Host, 'env' | 'cwd'>): RunKubectl {
  return (args, { input, signal } = {}) => {
    const child = spawn('kubectl', args, { cwd, env: { ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    const stop = (): void => void child.kill();
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<KubectlEnd>((resolve, reject) => {
      child.on('error', (error: NodeJS.ErrnoException) => {
        const reason = `it cannot be started: ${error.code ?? 'unknown'}`;
        reject(
          new RestorableError([problem(operationProblems.kubectlNotFound, { reason })], { cause: error }),
        );
      });
      child.on('close', (status) => {
        signal?.removeEventListener('abort', stop);
        resolve({ status, stderr });
      });
    });
    // Whoever reads the output learns of the end only afterwards.
    ended.catch(() => undefined);
    child.stdin.on('error', () => undefined).end(input ?? '');
    return { output: child.stdout.setEncoding('utf8'), ended };
  };
}
