import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ETCD_ENDPOINT, ETCD_NAME, ETCD_PEER, SCRATCH_DATA } from '../../lib/etcd/drill/scratch-container';
import { pause } from '../kubernetes';
import type { ContainerView, LookAtContainer } from './container-watch';
import { Incident } from '../drill/incident';
import { gatewayRange, type ReadRange } from './key-value';
import { tryScratchProcess, type ScratchProcess } from './scratch-process';

/** An etcd that snapshots are restored into. */
export interface ScratchEtcd {
  /** Where the snapshot is put. */
  readonly snapshot: string;
  readonly range: ReadRange;
  /** Waits until it runs. Throws an Incident `etcd-missing`. */
  find(signal: AbortSignal): Promise<void>;
  /** Restores the snapshot beside what runs, and removes it. Throws an Incident `restore-failed` or `out-of-space`. */
  restore(signal: AbortSignal): Promise<void>;
  /** Starts it on what was restored; returns its version. Throws an Incident `server-will-not-start`, `out-of-memory`. */
  restart(signal: AbortSignal): Promise<string>;
  /** Removes everything of the snapshot. Returns what is left. */
  wipe(): Promise<readonly string[]>;
}

/** How a scratch etcd of the runner's pod is reached. Times are milliseconds. */
export interface ScratchEtcdOptions {
  /** Folder that it shares with the runner. */
  readonly folder: string;
  readonly look: LookAtContainer;
  /** @default - the etcd of the pod */
  readonly tryProcess?: () => ScratchProcess | undefined;
  /** Stops a process. @default - SIGTERM */
  readonly stop?: (pid: number) => void;
  /** @default - where the container listens */
  readonly endpoint?: string;
  /** Pause between two looks. @default 250 */
  readonly pause?: number;
  /** How long it may take to be there, and to answer on what was restored. @default 30000, 180000 */
  readonly limits?: { readonly find: number; readonly start: number };
}

/** How often it may end on restored data before it is given up. The kubelet starts it again, later each time. */
const ENOUGH_RESTARTS = 3;

/** The API server is asked why nothing answers after so many attempts, each time. */
const LOOKS = 8;

/** Longest part of what etcdutl says that is told, characters. */
const LONGEST_MESSAGE = 400;

const RESTORED = 'restored';
const TRASH = 'trash';

/**
 * The etcd in the container beside the runner. Its image has no shell, so nothing in it could wait for a snapshot: it starts
 * empty, the runner restores beside it with the `etcdutl` of the same image, puts the restored data in the place of the
 * empty one and stops it; the kubelet starts it again. These are the steps of a real recovery.
 */
export function scratchEtcd(options: ScratchEtcdOptions): ScratchEtcd {
  const { folder, look, tryProcess = tryScratchProcess, endpoint = ETCD_ENDPOINT } = options;
  const { pause: wait = 250, limits = { find: 30_000, start: 180_000 } } = options;
  const stop = options.stop ?? ((pid: number) => process.kill(pid, 'SIGTERM'));
  const place = (name: string) => join(folder, name);
  const range = gatewayRange(endpoint);

  const found = async (signal: AbortSignal): Promise<ScratchProcess> => {
    const limit = AbortSignal.timeout(limits.find);
    for (;;) {
      const process = tryProcess();
      if (process !== undefined && existsSync(join(process.programs, 'etcdutl'))) return process;
      if (limit.aborted) {
        const reason = process === undefined ? 'no etcd runs beside the runner' : 'its etcdutl is not there';
        throw new Incident('etcd-missing', `the etcd of the drill cannot be used: ${reason}`);
      }
      await pause(wait, signal);
    }
  };

  /** Puts other data in its place and stops it; it then starts again on that. */
  const replaceData = async (signal: AbortSignal): Promise<void> => {
    const { pid } = await found(signal);
    await rename(place(SCRATCH_DATA), place(TRASH));
    if (existsSync(place(RESTORED))) await rename(place(RESTORED), place(SCRATCH_DATA));
    stop(pid);
    while (tryProcess()?.pid === pid) await pause(wait, signal);
    await rm(place(TRASH), { recursive: true, force: true });
  };

  return {
    snapshot: place('snapshot.db'),
    range,
    find: async (signal) => {
      await found(signal);
    },
    restore: async (signal) => {
      const { programs } = await found(signal);
      await etcdutl(
        join(programs, 'etcdutl'),
        restoreArguments(place('snapshot.db'), place(RESTORED)),
        signal,
      );
      await rm(place('snapshot.db'));
    },
    restart: async (signal) => {
      const before = await look(signal);
      await replaceData(signal);
      const limit = AbortSignal.timeout(limits.start);
      for (let attempt = 1; ; attempt += 1) {
        const version = await tryVersion(endpoint, range, signal);
        if (version !== undefined) return version;
        if (attempt % LOOKS === 0) refuseEnded(before, await look(signal));
        if (limit.aborted) {
          const message = `the restored etcd does not answer within ${limits.start / 1000} s`;
          throw new Incident('server-will-not-start', message);
        }
        await pause(wait, signal);
      }
    },
    wipe: async () => {
      const signal = AbortSignal.timeout(limits.find);
      for (const name of ['snapshot.db', RESTORED, TRASH])
        await rm(place(name), { recursive: true, force: true });
      if (existsSync(place(SCRATCH_DATA))) await replaceData(signal);
      // An empty one may have been started again, which is none of the snapshot.
      return (await readdir(folder)).filter((name) => name !== SCRATCH_DATA);
    },
  };
}

function restoreArguments(snapshot: string, data: string): readonly string[] {
  return [
    ...['snapshot', 'restore', snapshot, `--data-dir=${data}`, `--name=${ETCD_NAME}`],
    ...[`--initial-cluster=${ETCD_NAME}=${ETCD_PEER}`, `--initial-advertise-peer-urls=${ETCD_PEER}`],
  ];
}

async function etcdutl(program: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    execFile(program, args, { signal, env: {}, maxBuffer: 1024 * 1024 }, (error, _stdout, stderr) => {
      if (error === null) resolve();
      else if (signal.aborted) reject(signal.reason as Error);
      else if (typeof error.code === 'string')
        reject(new Incident('etcd-missing', `etcdutl cannot be run: ${error.code}`));
      else reject(refusalOf(stderr));
    });
  });
}

/** What etcdutl said last. It names files and hashes, no content of the snapshot. */
function refusalOf(stderr: string): Incident {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const last = (
    lines.findLast((line) => /error|panic|fatal/i.test(line)) ??
    lines.at(-1) ??
    'it says nothing'
  )
    .replace(/[^\x20-\x7e]/g, ' ')
    .slice(0, LONGEST_MESSAGE);
  if (/no space left/i.test(stderr))
    return new Incident('out-of-space', 'there is no room for the etcd that is restored from the snapshot');
  return new Incident('restore-failed', `etcdutl refuses the snapshot: ${last}`);
}

/** Its version, once it answers questions about keys too. */
async function tryVersion(
  endpoint: string,
  range: ReadRange,
  signal: AbortSignal,
): Promise<string | undefined> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(5000)]);
  try {
    await range({ key: '/', isPrefix: true, only: 'count' }, limited);
    const response = await fetch(`${endpoint}/version`, { signal: limited });
    const { etcdserver } = (await response.json()) as { readonly etcdserver?: unknown };
    return typeof etcdserver === 'string' ? etcdserver : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function refuseEnded(before: ContainerView | undefined, view: ContainerView | undefined): void {
  if (view === undefined) return;
  if (view.reason === 'OOMKilled')
    throw new Incident('out-of-memory', 'the restored etcd was killed for lack of memory');
  const restarts = view.restarts - (before?.restarts ?? 0);
  if (restarts > ENOUGH_RESTARTS) {
    const message = `the restored etcd ended ${restarts} times, the last time with exit code ${view.exitCode ?? 'unknown'}`;
    throw new Incident('server-will-not-start', message);
  }
}
