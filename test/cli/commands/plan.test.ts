import { restorable, TestHost } from '../host';
import { filesIn, project } from '../project';

test('plan prints the recovery plan and writes nothing', async () => {
  const folder = project('one-database');
  const before = filesIn(folder);
  const { code, stdout, stderr } = await restorable(new TestHost(folder), 'plan');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Recovery plan\n/);
  expect(stdout).toContain('  2 protections: 1 drilled, 1 with a waived drill\n');
  expect(stdout).toContain('orders: PostgresCluster in namespace shop\n');
  expect(stdout).toContain('WAIVED until 2027-06-30 by shop team: The cache is filled anew within an hour\n');
  expect(stdout).toContain('    backup-s3 (Opaque)\n');
  expect(filesIn(folder)).toEqual(before);
});

test('plan --json prints the plan as synth writes it', async () => {
  const folder = project('one-database');
  const { stdout } = await restorable(new TestHost(folder), 'plan', '--json');
  await restorable(new TestHost(folder), 'synth');
  expect(JSON.parse(stdout)).toEqual(JSON.parse(filesIn(folder)['recovery-plan.json'] ?? ''));
});

test('plan --json of several apps is one plan', async () => {
  const { code, stdout } = await restorable(new TestHost(project('two-repositories')), 'plan', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ version: 1, clusters: [], protections: [], requiredSecrets: [] });
});

test('plan takes another app with --app', async () => {
  const folder = project('one-database');
  const { code, stderr } = await restorable(new TestHost('/'), 'plan', folder, '--app', 'other.ts');
  expect(code).toBe(2);
  expect(stderr).toContain("error RST702: No app found: 'other.ts'");
  const other = await restorable(new TestHost('/'), 'plan', folder, '--app', './main.ts', '--json');
  expect(other.code).toBe(0);
});
