import { relative } from 'node:path';
import { cliProblems, problem, RestorableError } from '../../lib/core/problems';
import { counted } from '../../lib/report/words';
import { diffTree, writeTree, type TreeDrift } from '../../lib/flux/write';
import type { ComposedApp } from '../app-loader';
import type { ComposedProject } from '../compose-project';
import { ExitCode } from '../exit-codes';
import type { Host } from '../host';
import { reportProblems } from '../report-problems';
import { Terminal } from '../terminal';
import { styledDiff } from './styled-diff';

/** Writes the tree of every app, or none where one cannot be written. Throws RST706 and what `writeTree` throws. */
export function writeTrees({ apps, warnings }: ComposedProject, host: Host, as: 'text' | 'json'): ExitCode {
  refuseSharedOutput(apps);
  // What is in the way of one tree is found before another one is written.
  if (apps.length > 1) for (const { app, composition } of apps) diffTree(app.outdir, composition.tree);
  const trees = apps.map(({ app, composition }) => ({
    folder: app.outdir,
    ...writeTree(app.outdir, composition.tree),
  }));
  const problems = [...warnings, ...trees.flatMap(({ kept }) => kept)];
  const output = Terminal.output(host);
  if (as === 'json') {
    const done = trees.map(({ folder, written, unchanged, removed }) => ({
      folder,
      written,
      unchanged,
      removed,
    }));
    output.line(JSON.stringify({ trees: done, problems }, undefined, 2));
    return ExitCode.clean;
  }
  reportProblems(problems, host, 'text');
  for (const { folder, written, unchanged, removed } of trees) {
    output.line(
      `${counted(written.length, 'file')} written, ${removed.length} removed, ${unchanged.length} unchanged in ${shown(folder, host)}`,
    );
  }
  return ExitCode.clean;
}

/** Shows how the disk differs from the tree of every app. Writes nothing. Throws RST706 and what `diffTree` throws. */
export function checkTrees({ apps, warnings }: ComposedProject, host: Host, as: 'text' | 'json'): ExitCode {
  refuseSharedOutput(apps);
  const trees = apps.map(({ app, composition }) => ({
    folder: app.outdir,
    drift: diffTree(app.outdir, composition.tree),
  }));
  const code = trees.every(({ drift }) => drift.length === 0) ? ExitCode.clean : ExitCode.findings;
  const output = Terminal.output(host);
  if (as === 'json') {
    output.line(JSON.stringify({ trees, problems: warnings }, undefined, 2));
    return code;
  }
  reportProblems(warnings, host, 'text');
  const messages = Terminal.messages(host);
  for (const { folder, drift } of trees) {
    for (const { diff } of drift) output.write(styledDiff(output, diff));
    messages.line(`${driftText(drift)} in ${shown(folder, host)}`);
  }
  return code;
}

function driftText(drift: readonly TreeDrift[]): string {
  if (drift.length === 0) return 'no drift';
  const count = (kind: TreeDrift['kind']): number => drift.filter((d) => d.kind === kind).length;
  return `${counted(count('added'), 'file')} missing, ${count('changed')} different, ${count('removed')} no longer produced`;
}

function refuseSharedOutput(apps: readonly ComposedApp[]): void {
  const seen = new Set<string>();
  for (const { app } of apps) {
    if (seen.has(app.outdir)) {
      throw new RestorableError([
        problem(cliProblems.sharedOutput, { value: app.outdir, reason: 'two apps of the file write there' }),
      ]);
    }
    seen.add(app.outdir);
  }
}

function shown(folder: string, host: Host): string {
  return relative(host.cwd, folder) || '.';
}
