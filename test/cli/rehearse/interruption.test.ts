import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processesNaming } from '../../rehearsal/processes-naming';
import { FAST_FOLDER } from '../../rehearsal/protection';
import { BuiltPackage } from '../built-package';
import { project } from '../project';

const TIMEOUT = 60_000;

let built: BuiltPackage;

beforeAll(async () => {
  built = await BuiltPackage.make();
});

/** Where the program works: a folder that servers, which root runs as another user, may pass through. */
function workingFolder(): string {
  const folder = mkdtempSync(join(FAST_FOLDER, 'cli-'));
  chmodSync(folder, 0o755);
  return folder;
}

interface Interrupted {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Rehearses in a process of its own, and sends it a signal as soon as it says a text. */
function interrupt(cwd: string, folder: string, at: string, signal: NodeJS.Signals): Promise<Interrupted> {
  const child = spawn(process.execPath, [built.binary, 'rehearse'], {
    cwd,
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    const before = said.stderr.includes(at);
    said.stderr += chunk.toString();
    if (!before && said.stderr.includes(at)) child.kill(signal);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}

test.each([
  ['Ctrl-C', 'SIGINT', 130, 'taking a base backup'],
  ['SIGTERM', 'SIGTERM', 143, 'making the source server'],
] as const)(
  '%s ends the program with what shells say of it, and nothing is left behind',
  async (_, signal, expected, step) => {
    const [cwd, folder] = [project('two-databases'), workingFolder()];
    const { code, stdout } = await interrupt(cwd, folder, step, signal);
    expect(code).toBe(expected);
    expect(stdout).toMatch(/^home\/shop\/carts +nothing +inconclusive +interrupted$/m);
    expect(readdirSync(folder)).toEqual([]);
    expect(processesNaming(folder)).toEqual([]);
    expect(existsSync(join(cwd, '.restorable'))).toBe(false);
    rmSync(folder, { recursive: true });
  },
  TIMEOUT,
);
