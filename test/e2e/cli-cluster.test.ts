import { PROJECT_FILES } from './cli-run';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RestoreTo } from 'restorable';
import { appendRecord, FolderEvidenceStore, SigningKey } from '../../lib/evidence';
import type { DrillResult } from '../../lib/plan';
import { restorable, TestHost, type Ran } from '../cli/host';
import {
  applyEnvironment,
  archiveNow,
  DRILL,
  DRILLS,
  leftOfDrill,
  removeEnvironment,
  SOURCE,
  sql,
  synthesise,
} from './drill-environment';
import { eventually, kubectl } from './kubectl';
import { findSetting } from './settings';

const OUTPUT = mkdtempSync(join(tmpdir(), 'restorable-e2e-cli-'));
const PROJECT = join(OUTPUT, 'project');
const ENV = { ...process.env, KUBECONFIG: findSetting('KUBECONFIG') };

/** Runs a command on the project of these tests. */
async function cli(command: string, ...options: readonly string[]): Promise<Ran> {
  const host = new TestHost(OUTPUT, { env: ENV });
  return restorable(host, ...command.split(' '), PROJECT, ...options);
}

beforeAll(async () => {
  mkdirSync(PROJECT);
  for (const [name, content] of Object.entries(PROJECT_FILES)) writeFileSync(join(PROJECT, name), content);
  await applyEnvironment(synthesise(undefined, [RestoreTo.latest()]));
  sql('CREATE TABLE orders (id bigint PRIMARY KEY, placed timestamptz NOT NULL DEFAULT now())');
  sql('ALTER TABLE orders OWNER TO orders');
  sql('INSERT INTO orders (id) VALUES (1)');
});

afterAll(() => {
  removeEnvironment();
  rmSync(OUTPUT, { recursive: true });
});

test('before the first base backup, status says what is missing', async () => {
  const { code, stdout } = await cli('backup status orders', '--json');
  const { protections } = JSON.parse(stdout) as {
    readonly protections: readonly { findings: { code: string }[] }[];
  };
  expect(code).toBe(1);
  expect(protections[0]?.findings.map((finding) => finding.code)).toEqual(['no-backup']);
});

test('backup run makes a Backup and follows it until it has completed', async () => {
  const { code, stdout, stderr } = await cli('backup run orders', '--json', '--timeout', '5m');
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as {
    readonly backup: string;
    readonly dataSize: number;
    readonly duration: number;
  };
  expect(report).toMatchObject({ namespace: SOURCE, phase: 'completed' });
  expect(report.dataSize).toBeGreaterThan(1_000_000);
  expect(report.duration).toBeGreaterThanOrEqual(0);
  expect(stderr).toContain(`backup ${report.backup}: completed\n`);
});

let result: DrillResult;

test('drill run starts the drill, follows its phases and tells its verdict; a second one is refused meanwhile', async () => {
  sql('INSERT INTO orders (id) VALUES (2), (3)');
  await archiveNow();
  const running = cli('drill run orders', '--json');
  await eventually(
    'a Job of the drill',
    60,
    () => kubectl(['get', 'jobs', '--namespace', DRILLS, '--output', 'name']),
    (jobs) => jobs.includes(`${DRILL}-run-`),
  );
  const second = await cli('drill run orders');
  expect(second).toMatchObject({ code: 3, stderr: expect.stringContaining('error RST750: ') as unknown });
  const { code, stdout, stderr } = await running;
  const told = JSON.parse(stdout) as { readonly job: string; readonly result: DrillResult };
  expect(told.result).toMatchObject({ verdict: 'passed', reason: 'restored-and-checked', cleanedUp: true });
  expect(code).toBe(0);
  expect(stderr).toMatch(/: preflight\n[^]*: restore\n[^]*: check\n[^]*: clean-up\n/);
  expect(leftOfDrill()).toEqual([]);
  result = told.result;
});

test('afterwards everything is as promised, and the verdict is listed', async () => {
  const status = await cli('backup status orders');
  expect(status.stdout).toContain('Everything is as promised.');
  expect(status.code).toBe(0);
  const list = await cli('drill list orders');
  // Its Job may not be marked as complete yet.
  const row = `${DRILLS}/${DRILL} .* active(, running)? +passed .* restored-and-checked `;
  expect(list.stdout).toMatch(new RegExp(row));
});

test('recover is refused without a proof, also by a rehearsal', async () => {
  await evidenceOf('rehearsals', { ...result, mode: 'rehearsal' });
  const none = await cli('recover orders');
  expect(none).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no evidence was given') as unknown,
  });
  const rehearsed = await cli('recover orders', '--evidence', 'rehearsals', '--key', 'rehearsals.pem');
  expect(rehearsed).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no passed drill among 1') as unknown,
  });
});

test('with the evidence of the drill, the manifests to recover in its place are accepted by the API server', async () => {
  await evidenceOf('drills', result);
  const { code, stdout } = await cli(
    ...(['recover orders', '--name', 'orders', '--evidence', 'drills', '--key', 'drills.pem'] as const),
    ...['--out', 'in-place'],
  );
  expect(code).toBe(0);
  expect(stdout).toContain('Proof: drill of ');
  expect(apply('in-place', '--dry-run=server')).toContain(
    'cluster.postgresql.cnpg.io/orders serverside-applied',
  );
  expect(readFileSync(join(OUTPUT, 'in-place', 'RECOVERY.md'), 'utf8')).toContain(
    'until the database was up',
  );
});

test('a time before the first base backup is refused by what the cluster says', async () => {
  const refused = await cli('recover orders', '--to', '2020-01-01T00:00:00Z', '--without-proof', 'trial');
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('error RST753: ') as unknown });
});

test('without a proof and with a reason it is written, and really recovers to the time that was named', async () => {
  const target = sql(`SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  sql('INSERT INTO orders (id) VALUES (4)');
  await archiveNow();
  const { code } = await cli(
    'recover orders',
    '--to',
    target,
    '--without-proof',
    'a trial',
    '--out',
    'beside',
  );
  expect(code).toBe(0);
  expect(apply('beside')).toContain('cluster.postgresql.cnpg.io/orders-recovered serverside-applied');
  const steps = readFileSync(join(OUTPUT, 'beside', 'RECOVERY.md'), 'utf8').split('\n');
  run(steps.find((line) => line.startsWith('kubectl wait --for=condition=Ready')));
  expect(run(steps.find((line) => line.includes('SELECT count(*) FROM orders')))).toMatch(/^ +3$/m);
  expect(run(steps.find((line) => line.includes('timeline_id')))).toMatch(/^ +2 +\| f$/m);
  const reason = ['--output', "jsonpath={.metadata.annotations['restorable/recovery-without-proof']}"];
  expect(
    kubectl(['get', 'cluster.postgresql.cnpg.io', 'orders-recovered', '--namespace', SOURCE, ...reason]),
  ).toBe('a trial');
});

test('a cluster that cannot be reached leaves everything unknown', async () => {
  const { code, stderr } = await cli('backup status orders', '--context', 'there-is-none');
  expect({ code, stderr }).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('error RST741: ') as unknown,
  });
});

/** Signs a result into a folder of evidence, with its public key beside it. */
async function evidenceOf(folder: string, found: DrillResult): Promise<void> {
  const key = SigningKey.generate();
  const store = FolderEvidenceStore.at(join(OUTPUT, folder));
  const input = { result: found, configuration: 'c0'.repeat(32) };
  expect(await appendRecord(store, input, { key, now: () => new Date() })).toMatchObject({ stored: true });
  writeFileSync(join(OUTPUT, `${folder}.pem`), key.publicKey.toPem());
}

function apply(folder: string, ...options: readonly string[]): string {
  const manifests = join(OUTPUT, folder, 'manifests');
  return kubectl(['apply', '--server-side', '--force-conflicts', ...options, '--filename', manifests]);
}

/** Runs a command of the steps. */
function run(command: string | undefined): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command ?? 'false'], {
    encoding: 'utf8',
    env: process.env,
  });
  if (status !== 0)
    throw new Error(`${command ?? 'no command'} ended with ${status ?? 'a signal'}: ${stderr}`);
  return stdout;
}
