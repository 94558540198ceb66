import { relative, resolve } from 'node:path';
import { problem, runbookProblems, type Problem } from '../../lib/core/problems';
import { DELIVERERS, LOSS_SCENARIOS, type Deliverer } from '../../lib/protection';
import { gapsOf, makeRunbook, mergePlans, runbookMarkdown, type Runbook } from '../../lib/report';
import { counted } from '../../lib/report/words';
import { findAppFile, type AppRequest } from '../app-loader/find-app-file';
import { composeProject } from '../compose-project';
import { reportFindings } from '../evidence/report-findings';
import { ExitCode } from '../exit-codes';
import type { Host } from '../host';
import { reportProblems } from '../report-problems';
import { Terminal } from '../terminal';
import { writeFile } from '../write-file';
import { findStacks } from './find-stacks';
import { measuredDrills, type MeasuredRequest } from './measured-drills';

/** What is written, and where to. Paths are relative to the current folder. */
export interface RunbookRequest extends AppRequest {
  /** @default - DR-RUNBOOK.md in the folder of the project */
  readonly out?: string;
  readonly deliverer: Deliverer['id'];
  /** @default - durations are those that are promised */
  readonly measured?: MeasuredRequest;
}

/** Name of the file. */
const FILE = 'DR-RUNBOOK.md';

/**
 * Writes the runbook of a project, or prints it as data. Exit code 0; 1 where the evidence does not verify: the runbook is
 * there all the same, without what it says. Throws RST702, RST721, RST880, and what composing and reading evidence throw.
 */
export async function writeRunbook(
  request: RunbookRequest,
  host: Host,
  as: 'text' | 'json',
): Promise<ExitCode> {
  const { folder } = findAppFile(request, host.cwd);
  const { apps, warnings } = await composeProject(request, host);
  const composed = apps.map(({ app, composition }) =>
    composition.runbook(relative(folder, app.repository).replaceAll('\\', '/')),
  );
  const plan = mergePlans(composed.map((one) => one.plan));
  const found =
    request.measured === undefined
      ? undefined
      : await measuredDrills(plan, request.measured, host, new Date());
  const runbook = makeRunbook({
    plan,
    clusters: composed.flatMap((one) => one.clusters),
    sections: new Map(composed.flatMap((one) => [...one.sections])),
    deliverer: DELIVERERS[request.deliverer],
    stacks: findStacks(folder),
    ...(found !== undefined && { measured: found.drills }),
  });
  if (as === 'json') Terminal.output(host).line(JSON.stringify(runbook, undefined, 2));
  else tell(runbook, resolve(host.cwd, request.out ?? resolve(folder, FILE)), host);
  reportProblems([...warnings, ...gapWarnings(runbook)], host, 'text');
  if (found === undefined || found.findings.length === 0) return ExitCode.clean;
  reportFindings(found.findings, host);
  return ExitCode.findings;
}

function tell(runbook: Runbook, file: string, host: Host): void {
  const shown = relative(host.cwd, file);
  writeFile(file, runbookMarkdown(runbook), shown);
  const { protections, clusters } = runbook;
  Terminal.output(host).line(
    `${shown}: ${LOSS_SCENARIOS.length} losses of ${counted(protections.length, 'protection')} on ${counted(clusters.length, 'cluster')}.`,
  );
}

/** One for each protection that has any. */
function gapWarnings(runbook: Runbook): readonly Problem[] {
  const gaps = gapsOf(runbook);
  return [...new Set(gaps.map(({ id }) => id))].map((id) =>
    problem(runbookProblems.lossNotCovered, {
      value: id,
      reason: `no procedure for: ${gaps
        .filter((gap) => gap.id === id)
        .map(({ scenario }) => scenario)
        .join(', ')}`,
    }),
  );
}
