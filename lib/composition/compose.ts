import { formatProblem, Inspection, type Problem } from '../core';
import { FluxFolder } from '../flux/flux-folder';
import type { FileTree } from '../flux/write';
import { Protection, type MatrixRow } from '../protection';
import { keyReachProblems, singleWriterProblems } from '../storage';
import type { RecoveryPlan } from '../plan';
import type { App } from './app';
import { clusterFiles } from './cluster-files';
import { ComposedSurroundings } from './composed-surroundings';
import { constructProblems } from './construct-problems';
import { Manifests } from './manifests';
import { plainChartFile } from './plain-charts';
import { sharedIdProblems } from './protection-ids';
import { recoveryPlanOf } from './recovery-plan-of';
import { runbookOf, type ComposedRunbook } from './runbook-of';
import { TreeTarget } from './tree-target';
import { walk } from './walk';

/** What an app composes to. */
export interface Composition {
  /** Files to write, by path below the root. */
  readonly tree: FileTree;
  readonly plan: RecoveryPlan;
  /** The rows of the Backup Matrix, by the id of their protection in the plan. */
  matrixRows(): ReadonlyMap<string, readonly MatrixRow[]>;
  /**
   * What the runbook is made of.
   *
   * @param repository root of the repository, seen from the folder that the commands of the runbook run in
   */
  runbook(repository: string): ComposedRunbook;
  /** Everything found wrong, errors and warnings. */
  readonly problems: readonly Problem[];
}

/** Composes an app: one walk over its constructs, then files, plan and problems. Touches nothing. */
export function compose(app: App): Composition {
  const found = walk(app);
  const protections = found.constructs.filter((construct) => Protection.is(construct));
  const around = new ComposedSurroundings(found.constructs, protections);
  for (const protection of protections) protection.inspectOn(app.today, around);
  const plan = recoveryPlanOf(app, found.clusters, protections);
  const tree = new TreeTarget();
  const manifests = new Manifests();
  for (const cluster of found.clusters) {
    clusterFiles(cluster, found.homes, {
      manifests,
      tree,
      repository: app.repository,
      copyKept: app.outdir !== app.repository,
    });
  }
  for (const [chart, objects] of found.homes) {
    if (!FluxFolder.isFluxFolder(chart)) plainChartFile(chart, objects, { manifests, tree });
  }
  tree.add(app.recoveryPlan, `${JSON.stringify(plan, undefined, 1)}\n`, 'the recovery plan');

  const gathered = Inspection.problemsIn(app);
  const known = new Set(gathered.map(formatProblem));
  const writers = protections.flatMap((p) => p.archives.map((archive) => ({ archive, path: p.node.path })));
  return {
    tree: tree.tree,
    plan,
    matrixRows: () => new Map(protections.map((p) => [p.plan().id, p.matrixRows()])),
    runbook: (repository) =>
      runbookOf({ plan, clusters: found.clusters, charts: found.homes.keys(), protections, repository }),
    problems: distinct([
      ...gathered,
      ...singleWriterProblems(writers),
      ...keyReachProblems(writers),
      ...sharedIdProblems(protections),
      ...manifests.problems,
      ...tree.problems,
      ...constructProblems(found.constructs, known),
    ]),
  };
}

/** Problems that read the same are one: constructs that share a value, and repeated compositions, report it again. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((p) => [formatProblem(p), p] as const)).values()];
}
