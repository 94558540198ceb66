import { chownSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fail, rehearsalProblems } from '../core/problems';
import { abandon, abandonedIn, claim, goneOf, SANDBOX_PREFIX } from './abandoned';
import { Guardian } from './guardian';
import type { ServerUser } from './server-user';

/** Something that runs in a sandbox and must not outlive it. */
export interface Stoppable {
  readonly name: string;
  /** Stops it at once and frees what the system holds for it. Does nothing where it does not run. */
  stop(): Promise<void>;
  /** What is left of it, for people. Empty: nothing. */
  leftovers(): readonly string[];
}

/**
 * Longest path of a socket in the sandbox. The system allows 104 bytes on macOS and 108 on Linux with the zero at its
 * end (`sockaddr_un`).
 */
const LONGEST_SOCKET = 103;
const SOCKET_BELOW = '/restorable-XXXXXX/point-in-time-9/.s.PGSQL.65535';

/**
 * The one folder of a rehearsal, and everything that runs in it. It belongs to the user of the servers and nobody else may
 * look into it: servers trust whoever reaches their socket there. Closing it leaves nothing behind; where this process
 * is killed, its guardian does that; and where that was killed too, the next sandbox beside it does.
 */
export class Sandbox {
  /**
   * Throws RST858 where the given folder does not do, RST854 where it cannot be given to the user of the servers.
   *
   * @param parent where to make it. @default - the folder for temporary files, or /tmp where servers cannot use that
   */
  static open(user: ServerUser | undefined, parent?: string): Sandbox {
    const beside = parentFolder(user, parent);
    const cleaned = abandonedIn(beside).map((left) => Guardian.start(left).dismiss());
    const folder = mkdtempSync(join(beside, SANDBOX_PREFIX));
    try {
      claim(folder);
      if (user !== undefined) chownSync(folder, user.uid, user.gid);
    } catch (error) {
      rmSync(folder, { recursive: true });
      fail(
        rehearsalProblems.noServerUser,
        { value: user, reason: 'this process may not give files to that user' },
        error,
      );
    }
    return new Sandbox(folder, user, Guardian.start(folder), cleaned);
  }

  private readonly running: Stoppable[] = [];

  private constructor(
    readonly folder: string,
    readonly user: ServerUser | undefined,
    private readonly guardian: Guardian,
    /** What others left beside it is being removed. */
    private readonly cleaned: readonly Promise<void>[],
  ) {}

  /** Makes a folder in it that the servers own. */
  makeFolder(...path: readonly string[]): string {
    let folder = this.folder;
    for (const part of path) {
      folder = join(folder, part);
      if (existsSync(folder)) continue;
      mkdirSync(folder, { mode: 0o700 });
      this.give(folder);
    }
    return folder;
  }

  /** Gives a file or folder to the user of the servers. */
  give(path: string): void {
    if (this.user !== undefined) chownSync(path, this.user.uid, this.user.gid);
  }

  /** Takes note of something that closing must stop. */
  register(running: Stoppable): void {
    this.running.push(running);
  }

  /** Stops everything and removes the folder. What did not work is among the leftovers. */
  async close(): Promise<void> {
    await Promise.allSettled(this.running.map((server) => server.stop()));
    try {
      rmSync(abandon(this.folder), { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
    } catch {
      // The guardian tries again.
    }
    await Promise.all([this.guardian.dismiss(), ...this.cleaned]);
  }

  /** What is left of it, for people. Empty: nothing. */
  leftovers(): readonly string[] {
    return [
      ...[this.folder, goneOf(this.folder)]
        .filter((folder) => existsSync(folder))
        .map((folder) => `folder ${folder}`),
      ...this.running.flatMap((server) => server.leftovers()),
    ];
  }
}

function parentFolder(user: ServerUser | undefined, given: string | undefined): string {
  if (given === undefined) {
    const temporary = realpathSync(tmpdir());
    return unfit(temporary, user) === undefined ? temporary : '/tmp';
  }
  const reason = existsSync(given) ? unfit(realpathSync(given), user) : 'it does not exist';
  if (reason !== undefined)
    fail(rehearsalProblems.invalidRehearsalOption, { property: 'folder', value: given, reason });
  return realpathSync(given);
}

/** Why servers cannot use a folder; undefined where they can. */
function unfit(folder: string, user: ServerUser | undefined): string | undefined {
  if (!statSync(folder).isDirectory()) return 'it is not a folder';
  if (Buffer.byteLength(folder + SOCKET_BELOW) > LONGEST_SOCKET)
    return `sockets may have paths of ${LONGEST_SOCKET} bytes, and those below it would be longer`;
  if (user !== undefined && !reachable(folder)) return 'the user that servers run as may not pass through it';
  return undefined;
}

/** Whether everybody may pass through a folder and all those above it. */
function reachable(folder: string): boolean {
  const parent = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (parent === folder || reachable(parent));
}
