import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DrillResult } from '../../lib/plan';
import { processesNaming } from './processes-naming';
import { FAST_FOLDER, PROJECT } from './protection';

const TIMEOUT = 60_000;

/** A folder that is empty, and that everybody may work in. */
function openFolder(): string {
  const folder = mkdtempSync(join(FAST_FOLDER, 'child-'));
  chmodSync(folder, 0o777);
  return folder;
}

/** Starts a rehearsal in a process of its own. */
function startChild(folder: string, user?: { readonly uid: number; readonly gid: number }): ChildProcess {
  return spawn(process.execPath, ['scripts/run.mjs', 'test/rehearsal/child.ts', folder], {
    cwd: PROJECT,
    ...user,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Waits until a process has written a text. */
function untilSaid(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(text)) resolve();
    });
    child.once('close', () => reject(new Error(`it ended after: ${said}`)));
  });
}

/** Whether a condition comes true soon. */
async function soon(condition: () => boolean): Promise<boolean> {
  for (let look = 0; look < 200 && !condition(); look += 1) await sleep(50);
  return condition();
}

test.each(['making the source server', 'writing on and archiving', 'waiting for the recovery'])(
  'a rehearsal that is killed while %s leaves nothing behind',
  async (step) => {
    const folder = openFolder();
    const child = startChild(folder);
    await untilSaid(child, step);
    child.kill('SIGKILL');
    expect(await soon(() => readdirSync(folder).length === 0)).toBe(true);
    expect(await soon(() => processesNaming(folder).length === 0)).toBe(true);
    rmSync(folder, { recursive: true });
  },
  TIMEOUT,
);

// The tests run as one user; where that is root, they can be another too.
const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot(
  'a normal user can rehearse as well as root',
  async () => {
    const folder = openFolder();
    // User and group `nobody` of most systems.
    const child = startChild(folder, { uid: 65_534, gid: 65_534 });
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await new Promise((resolve) => child.once('close', resolve));
    const result = JSON.parse(said.trim().split('\n').at(-1) ?? '') as DrillResult;
    expect(result).toMatchObject({ verdict: 'passed', cleanedUp: true });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  TIMEOUT,
);
