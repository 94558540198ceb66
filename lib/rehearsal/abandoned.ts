import { readdirSync, readFileSync, readlinkSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning, startOf } from './processes';

/** How the folders of sandboxes are called, before what makes each name unique. */
export const SANDBOX_PREFIX = 'restorable-';

const OWNER = 'owner.json';

/**
 * What the folder of a sandbox is called at its end while it is removed: whoever finds it so may go on, also where the file
 * with its owner is gone already.
 */
const GONE = '.gone';

/** Renames the folder of a sandbox to be removed, and returns its new path. */
export function abandon(folder: string): string {
  const gone = goneOf(folder);
  renameSync(folder, gone);
  return gone;
}

/** Path of the folder of a sandbox while it is removed. */
export function goneOf(folder: string): string {
  return folder + GONE;
}

/** The process that made a sandbox. */
interface Owner {
  readonly pid: number;
  /** When it started, as the system writes it: ids of processes are given again. */
  readonly started: string;
  /** Where its id means something: containers may share a folder and not their processes. */
  readonly processes: string;
}

/** Writes into the folder of a sandbox that it is this process's. */
export function claim(folder: string): void {
  const owner: Owner = { pid: process.pid, started: startOf(process.pid) ?? '', processes: processesHere() };
  writeFileSync(join(folder, OWNER), JSON.stringify(owner), { mode: 0o600 });
}

/**
 * Folders of sandboxes whose process is gone, and that its guardian did not remove, since somebody ended that too; and those
 * that are being removed. What
 * cannot be read, or belongs to processes that cannot be seen from here, is left alone.
 */
export function abandonedIn(parent: string): readonly string[] {
  return readdirSync(parent)
    .filter((name) => name.startsWith(SANDBOX_PREFIX))
    .map((name) => join(parent, name))
    .filter((folder) => {
      if (folder.endsWith(GONE)) return true;
      const owner = tryReadOwner(folder);
      return owner !== undefined && owner.processes === processesHere() && !isThere(owner);
    });
}

function isThere({ pid, started }: Owner): boolean {
  return isRunning(pid) && (startOf(pid) ?? started) === started;
}

function tryReadOwner(folder: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, OWNER), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/** The machine, and on Linux the namespace of process ids (pid_namespaces(7)). */
function processesHere(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
