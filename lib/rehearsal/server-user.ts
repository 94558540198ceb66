import { execFileSync } from 'node:child_process';
import { fail, rehearsalProblems } from '../core/problems';

/** The user that servers run as, and that owns their files. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Unprivileged users that root may run servers as, in order of preference: PostgreSQL's own, and the one of nobody. */
const CANDIDATES = ['postgres', 'nobody'] as const;

/**
 * The user to run servers as; undefined where it is the one of this process. PostgreSQL refuses to run as root, and looks
 * its user up by number, so it must be one the system knows (PostgreSQL 18, `initdb`). Throws RST854.
 *
 * @param candidates names of users that root may run servers as
 */
export function serverUser(candidates: readonly string[] = CANDIDATES): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of candidates) {
    const [uid, gid] = [idOf(name, '-u'), idOf(name, '-g')];
    if (uid !== undefined && gid !== undefined && uid !== 0) return { uid, gid };
  }
  return fail(rehearsalProblems.noServerUser, {
    value: candidates.join(', '),
    reason: 'this process runs as root, and the system knows none of these users',
  });
}

function idOf(name: string, which: '-u' | '-g'): number | undefined {
  try {
    return Number(
      execFileSync('id', [which, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return undefined;
  }
}
