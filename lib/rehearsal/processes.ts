import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { codeOf } from './thrown';

/** Ids of the processes that a process has started and that still run. */
export function childrenOf(parent: number): readonly number[] {
  return [...parents()].flatMap(([pid, its]) => (its === parent ? [pid] : []));
}

/** Whether a process runs. One that has ended and waits to be asked for its end (a zombie) does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  return process.platform !== 'linux' || stateOf(pid) !== 'Z';
}

/** When a process started, in words of the system; undefined where there is none, or the system does not say. */
export function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? statOf(String(pid))?.started : undefined;
}

/** Sends a signal; does nothing where the process has ended. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** Parents of all processes. Linux has them as files; `ps`, which small images do not have, is for the others. */
function parents(): ReadonlyMap<number, number> {
  if (process.platform === 'linux') {
    return new Map(
      readdirSync('/proc').flatMap((name): [number, number][] => {
        const stat = /^\d+$/.test(name) ? statOf(name) : undefined;
        return stat === undefined ? [] : [[Number(name), stat.parent]];
      }),
    );
  }
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [pid = '', parent = ''] = line.trim().split(/\s+/);
      return [Number(pid), Number(parent)];
    }),
  );
}

function stateOf(pid: number): string | undefined {
  return statOf(String(pid))?.state;
}

/** What is read of a process. */
interface ProcessStat {
  readonly state: string;
  readonly parent: number;
  /** Clock ticks from the start of the system. */
  readonly started: string;
}

/** Linux, proc_pid_stat(5): `pid (name) state ppid …`, where the name may hold anything; the start is the 22nd field. */
function statOf(pid: string): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state = '', parent = ''] = fields;
  return { state, parent: Number(parent), started: fields[19] ?? '' };
}
