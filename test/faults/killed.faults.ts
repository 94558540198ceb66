import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesNaming } from '../rehearsal/processes-naming';
import { FAST_FOLDER, LATEST, PROJECT, rehearseShop } from '../rehearsal/protection';

/** A step of every phase of a rehearsal. */
const STEPS = [
  'looking for PostgreSQL',
  'making the source server',
  'loading the workload',
  'taking a base backup',
  'writing on and archiving',
  'losing the source',
  'restoring to the end of the archive',
  'waiting for the recovery',
  'running the checks',
  'measuring',
  'cleaning up',
];

/** Starts a rehearsal in a process of its own, and waits until it comes to a step. */
async function startUntil(step: string, folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'test/rehearsal/child.ts', folder], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.split('\n').includes(step)) resolve();
    });
    child.once('close', () => reject(new Error(`it ended after: ${said}`)));
  });
  return child;
}

/** Ends a rehearsal and the guardian that would clean up after it, so that nobody does. */
async function killWithGuardian(child: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('close', resolve));
  const guardians = processesNaming(folder).filter((line) => line.includes('restorable-guardian'));
  for (const line of guardians) process.kill(Number.parseInt(line, 10), 'SIGKILL');
  child.kill('SIGKILL');
  await ended;
}

test.each(STEPS)(
  'a rehearsal killed with its guardian while %s is cleaned up by the next one, which passes',
  async (step) => {
    const folder = mkdtempSync(join(FAST_FOLDER, 'killed-'));
    chmodSync(folder, 0o777);
    const child = await startUntil(step, folder);
    await killWithGuardian(child, folder);
    const next = await rehearseShop({ targets: LATEST }, { folder });
    expect(next).toMatchObject({ verdict: 'passed', cleanedUp: true });
    expect(readdirSync(folder)).toEqual([]);
    // What a server that was told to stop had started ends a little later.
    for (let look = 0; look < 100 && processesNaming(folder).length > 0; look += 1) await sleep(50);
    expect(processesNaming(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  },
);

test('two rehearsals at once, in one folder, do not know of each other', async () => {
  const results = await Promise.all([1, 2].map(() => rehearseShop({ targets: LATEST })));
  expect(results.map(({ verdict, cleanedUp }) => [verdict, cleanedUp])).toEqual(
    Array(2).fill(['passed', true]),
  );
});
