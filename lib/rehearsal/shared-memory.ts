import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * The System V shared memory segment by which a server locks its data folder. A server that is killed cannot free it, and
 * the system keeps it until it is restarted.
 */
export class SharedMemory {
  /** Of a running server: line 7 of `postmaster.pid` is `key id` (PostgreSQL, miscadmin.h). Undefined where it has none. */
  static ofServer(pidFile: string): SharedMemory | undefined {
    if (!existsSync(pidFile)) return undefined;
    const [, id] =
      /^\s*(\d+)\s+(\d+)\s*$/.exec(readFileSync(pidFile, 'utf8').split('\n')[6] ?? '')?.slice(1) ?? [];
    return id === undefined ? undefined : new SharedMemory(Number(id));
  }

  private constructor(readonly id: number) {}

  /** Frees it. Does nothing where it is gone. */
  free(): void {
    if (!this.exists()) return;
    try {
      execFileSync('ipcrm', ['-m', String(this.id)], { stdio: 'ignore' });
    } catch {
      // Whoever asks for leftovers is told.
    }
  }

  /** Whether the system still has it. Linux lists segments in a file; elsewhere `ipcs` does. */
  exists(): boolean {
    const list =
      process.platform === 'linux' && existsSync('/proc/sysvipc/shm')
        ? readFileSync('/proc/sysvipc/shm', 'utf8')
        : execFileSync('ipcs', ['-m'], { encoding: 'utf8' });
    return list.split('\n').some((line) => line.trim().split(/\s+/)[1] === String(this.id));
  }
}
