import { spawnSync } from 'node:child_process';
import { findSetting } from './settings';

/** What a command of kubectl answered. */
export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs kubectl against the cluster of the settings, and tells what it answered. */
export function tryKubectl(args: readonly string[], input?: string): Answer {
  const result = spawnSync('kubectl', args, {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, KUBECONFIG: findSetting('KUBECONFIG') },
  });
  if (result.error !== undefined) throw result.error;
  return { status: result.status ?? -1, stdout: result.stdout, stderr: result.stderr };
}

/** Runs kubectl and returns its output. Throws with what it said where it fails. */
export function kubectl(args: readonly string[], input?: string): string {
  const { status, stdout, stderr } = tryKubectl(args, input);
  if (status !== 0) throw new Error(`kubectl ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Reads an object. */
export function getObject(kind: string, name: string, namespace: string): unknown {
  return JSON.parse(kubectl(['get', kind, name, '--namespace', namespace, '--output', 'json']));
}

/** Asks again and again until a condition holds. Throws with the last thing seen once the time is over. */
export async function eventually<T>(
  what: string,
  seconds: number,
  look: () => T,
  holds: (seen: T) => boolean,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const seen = look();
    if (holds(seen)) return seen;
    if (Date.now() > end)
      throw new Error(`${what} did not happen within ${seconds} s; last seen: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}
