import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { gzipSync } from 'node:zlib';
import type { DrillPlan } from '../../lib/plan';
import { POSTGRES_REASONS } from '../../lib/drill/verdict-reasons';
import { runnerCommand, runnerLoader } from '../../lib/drill/site/runner-loader';
import { drilledProtection } from '../drill/protection';

const BUNDLE = join(__dirname, '..', '..', 'dist', 'runner', 'restorable-runner.js.gz');
/** Away from this package: the pod has no node_modules. */
const FOLDER = mkdtempSync(join(tmpdir(), 'restorable-runner-'));
const RUNNER = join(FOLDER, 'restorable-runner.js.gz');
copyFileSync(BUNDLE, RUNNER);

/** Runs the bundle in a process of its own, by the loader of the CronJob. */
function runBundle(plan: string): {
  readonly status: number | null;
  readonly lines: readonly unknown[];
  readonly stderr: string;
} {
  const planPath = join(FOLDER, 'plan.json');
  writeFileSync(planPath, plan);
  const { status, stdout, stderr } = spawnSync(process.execPath, runnerCommand(RUNNER).slice(1), {
    cwd: FOLDER,
    env: { RESTORABLE_PLAN: planPath },
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, lines: lines.map((line) => JSON.parse(line) as unknown), stderr };
}

function document(drill: Partial<DrillPlan> = {}, kind = 'PostgresCluster'): string {
  const protection = drilledProtection('orders');
  return JSON.stringify({
    version: 1,
    protection: { ...protection, kind, drill: { ...protection.drill, ...drill } },
  });
}

test('a kind without a procedure ends inconclusive with exit code 3, on one line of JSON each', () => {
  const { status, lines, stderr } = runBundle(document({}, 'SomethingElse'));
  expect(stderr).toBe('');
  expect(status).toBe(3);
  expect(lines).toMatchObject([
    { level: 'info', message: 'drill started', kind: 'SomethingElse' },
    { level: 'error', verdict: 'inconclusive', reason: 'procedure-unavailable' },
  ]);
});

test('a runner that cannot be started has no verdict: it does not end with 1 as Node would', () => {
  const broken = join(FOLDER, 'broken.js.gz');
  for (const content of ['no gzip', gzipSync('this is no program')]) {
    writeFileSync(broken, content);
    const { status, stderr } = spawnSync(process.execPath, ['-e', runnerLoader(broken)], {
      encoding: 'utf8',
    });
    expect(status).toBe(3);
    expect(stderr).toContain('the runner cannot be started');
  }
});

test('a plan of another version ends inconclusive', () => {
  const { status, lines } = runBundle('{"version":99}');
  expect(status).toBe(3);
  expect(lines).toMatchObject([{ verdict: 'inconclusive', reason: 'plan-version-unknown' }]);
});

test('a run on another weekday ends well and without a verdict', () => {
  // Yesterday: also right where midnight passes between here and there.
  const { status, lines } = runBundle(document({ onlyOnWeekday: (new Date().getUTCDay() + 6) % 7 }));
  expect(status).toBe(0);
  expect(lines).toMatchObject([{ level: 'info', message: 'no drill today' }]);
  expect(JSON.stringify(lines)).not.toContain('verdict');
});

test('it carries the codes of all reasons, and not what they mean', () => {
  const text = gunzipSync(readFileSync(BUNDLE)).toString('utf8');
  for (const [code, { verdict, meaning, advice }] of Object.entries(POSTGRES_REASONS)) {
    expect(text).toMatch(new RegExp(`["']?${code}["']?:\\{verdict:"${verdict}"\\}`));
    expect(text).not.toContain(meaning);
    // A short one may stand in other words.
    if (advice.length > 20) expect(text).not.toContain(advice);
  }
});

test('building the bundle again gives the same bytes', () => {
  const before = readFileSync(BUNDLE);
  const built = spawnSync(process.execPath, [join(__dirname, '..', '..', 'scripts', 'bundle-runner.mjs')], {
    encoding: 'utf8',
  });
  expect(built.status).toBe(0);
  expect(readFileSync(BUNDLE).equals(before)).toBe(true);
});
