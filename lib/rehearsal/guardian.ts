import { spawn, type ChildProcess } from 'node:child_process';

/** File in the folder of a server with the process group of the initdb that makes it. */
export const INITDB_PID = 'initdb.pid';

/**
 * Waits until whoever started it is gone, however that happened; then stops the servers in the folder at once (SIGQUIT
 * is an immediate shutdown, which also frees their shared memory) and removes the folder. A process counts as a server of
 * the folder only if its command line names it: ids of processes are given again. What initdb has started comes to its
 * end by itself before the folder goes: it frees its shared memory only then. A folder that something still writes into
 * needs more than one try.
 */
const SCRIPT = `
while read -r _; do :; done
is_ours() {
  if [ -r "/proc/$2/cmdline" ]; then grep -qaF -- "$1" "/proc/$2/cmdline"; else ps -o args= -p "$2" | grep -qF -- "$1"; fi
}
tries=0
for file in "$1"/*/${INITDB_PID}; do
  [ -r "$file" ] && read -r pid < "$file" || continue
  while kill -s 0 -- "-$pid" && [ "$tries" -lt 150 ]; do sleep 0.1; tries=$((tries + 1)); done
done 2>/dev/null
servers=
for file in "$1"/*/data/postmaster.pid; do
  [ -r "$file" ] && read -r pid < "$file" && is_ours "$1" "$pid" && kill -QUIT "$pid" && servers="$servers $pid"
done 2>/dev/null
tries=0
for pid in $servers; do
  while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
done
gone="\${1%.gone}.gone"
[ -e "$1" ] && [ "$1" != "$gone" ] && mv -- "$1" "$gone" 2>/dev/null
tries=0
while { [ -e "$1" ] || [ -e "$gone" ]; } && [ "$tries" -lt 50 ]; do
  rm -rf -- "$gone" "$1" 2>/dev/null
  { [ -e "$1" ] || [ -e "$gone" ]; } && sleep 0.1
  tries=$((tries + 1))
done
`;

/**
 * A process that outlives this one, if need be, and cleans up after it: no handler runs in a process that is killed. Where
 * everything was cleaned up before, it finds nothing to do.
 */
export class Guardian {
  /** Starts one for a folder whose subfolders hold servers. */
  static start(folder: string): Guardian {
    // A session of its own, so that Ctrl-C and a closed terminal do not end it with its charge.
    const child = spawn('/bin/sh', ['-c', SCRIPT, 'restorable-guardian', folder], {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    return new Guardian(child);
  }

  private readonly ended: Promise<void>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => {
      child.once('error', () => resolve());
      child.once('close', () => resolve());
    });
    child.stdin?.on('error', () => undefined);
  }

  /** Process id; undefined where it could not be started. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Lets it clean up what is left, and waits for its end. */
  async dismiss(): Promise<void> {
    this.child.stdin?.end();
    await this.ended;
  }
}
