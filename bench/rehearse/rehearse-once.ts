import { readFileSync } from 'node:fs';
import type { RecoveryPlan } from '../../lib/plan';
import { rehearse } from '../../lib/rehearsal';
import { runChecks } from '../../runner/checks';

/** Rehearses the quickstart once and writes what it measured: 100,000 rows, the end of the archive and a point in time. */
async function once(): Promise<void> {
  const plan = JSON.parse(readFileSync('examples/quickstart/recovery-plan.json', 'utf8')) as RecoveryPlan;
  const [protection] = plan.protections;
  if (protection === undefined) throw new Error('the quickstart protects nothing');
  const result = await rehearse({
    protection,
    project: process.cwd(),
    runChecks: (checks, database) => runChecks(checks, { ...database, place: 'embedded' }),
  });
  if (result.verdict !== 'passed') throw new Error(result.message);
  const phases: Record<string, number> = {};
  for (const { name, duration } of result.phases) phases[name] = (phases[name] ?? 0) + duration / 1000;
  const { user, system } = process.cpuUsage();
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ targets: result.targets.length, phases, cpu: (user + system) / 1e6, memory }));
}

void once();
