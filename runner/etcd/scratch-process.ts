import { readdirSync, readlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A process of the container beside the runner. */
export interface ScratchProcess {
  readonly pid: number;
  /** Folder of its program, as the runner reaches it through the process. */
  readonly programs: string;
}

/**
 * The running etcd of the pod, whose containers share their processes. The files of its container are reached through it
 * (Kubernetes documentation, "Share Process Namespace between Containers in a Pod"). Undefined: there is none, or it belongs
 * to another user.
 */
export function tryScratchProcess(proc = '/proc'): ScratchProcess | undefined {
  for (const entry of readdirSync(proc)) {
    if (!/^\d+$/.test(entry)) continue;
    const program = tryLink(join(proc, entry, 'exe'));
    if (program === undefined || basename(program) !== 'etcd') continue;
    return { pid: Number(entry), programs: join(proc, entry, 'root', dirname(program)) };
  }
  return undefined;
}

function tryLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
