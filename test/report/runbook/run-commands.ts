import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One call of a program: its name and its arguments. */
export type Call = readonly [program: string, ...args: string[]];

/** What running the blocks of a runbook showed. */
export interface CommandsRun {
  /** Of programs that are stood in for, in their order. */
  readonly calls: readonly Call[];
  /** What the shell and its tools complained of. */
  readonly stderr: string;
}

/** Programs that would change something: a recorder stands in for each. */
const RECORDED = ['restorable', 'kubectl', 'git', 'sops', 'pulumi', 'flux', 'aws', 'etcdutl', 'sudo', 'jq'];

/** Programs that only read and write files of the folder. */
const TOOLS = ['cat', 'date', 'grep', 'sed', 'sha256sum', 'xargs'];

/** Separates the arguments of a call, and the calls. */
const UNIT = '\u001F';
const RECORD = '\u001E';

/**
 * Runs shell blocks one after the other in one shell, in an empty folder, with recorders in the place of every program that
 * could change something. Unset variables are an error.
 */
export function runBlocks(blocks: readonly string[], env: Readonly<Record<string, string>>): CommandsRun {
  const folder = mkdtempSync(join(tmpdir(), 'restorable-runbook-'));
  const log = join(folder, 'calls');
  try {
    const recorder = join(folder, 'recorder');
    writeFileSync(log, '');
    // One write for each call: the programs of a pipe run at the same time.
    writeFileSync(
      recorder,
      `#!/bin/bash\ncall="\${0##*/}"\nfor argument; do call+='${UNIT}'"$argument"; done\nprintf '%s' "$call${RECORD}" >>"$CALLS"\necho recorded\n`,
    );
    chmodSync(recorder, 0o755);
    for (const program of RECORDED) symlinkSync(recorder, join(folder, program));
    for (const tool of TOOLS) symlinkSync(pathOf(tool), join(folder, tool));
    for (const file of ['snapshot.db', 'snapshot.sha256', 'bundle']) writeFileSync(join(folder, file), '');
    for (const [, name = '', out = ''] of blocks.join('\n').matchAll(/--name (\S+) .*--out (\S+)/g)) {
      // What `restorable recover` writes for a Restore.
      mkdirSync(join(folder, out, 'manifests'), { recursive: true });
      writeFileSync(join(folder, out, 'manifests', `1-restore-${name}.yaml`), 'backupName: BACKUP_NAME\n');
    }
    const { stderr, status } = spawnSync('/bin/bash', ['-o', 'nounset'], {
      cwd: folder,
      input: `${blocks.join('\n')}\ntrue\n`,
      encoding: 'utf8',
      env: { ...env, PATH: folder, CALLS: log },
    });
    if (status !== 0) throw new Error(`the shell ended with ${String(status)}: ${stderr}`);
    const calls = readFileSync(log, 'utf8')
      .split(RECORD)
      .slice(0, -1)
      .map((call): Call => {
        const [program = '', ...args] = call.split(UNIT);
        return [program, ...args];
      });
    return { calls, stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where a program is; undefined: nowhere. */
export function tryFindProgram(name: string): string | undefined {
  const { stdout, status } = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function pathOf(tool: string): string {
  return tryFindProgram(tool) ?? fail(tool);
}

function fail(tool: string): never {
  throw new Error(`${tool} is not installed`);
}
