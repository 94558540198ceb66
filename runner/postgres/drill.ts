import type { ArchiveResult, DrillDocument, DrillResult, DrillTarget } from '../../lib/plan';
import { BegunDrill } from '../drill/begun-drill';
import { deadlineOf } from '../drill/deadline';
import { tell } from '../drill/tell';
import type { ArchiveInspection } from './archive';
import { leftOf, removeCluster, type ClusterPlace } from './drill-cluster';
import { DrillLock } from '../drill/drill-lock';
import type { DrillDependencies, DrillRun } from './drill-run';
import { Incident, type Finding } from '../drill/incident';
import { judge, type TargetFacts } from './judge';
import type { PhaseTimes } from '../drill/phase-times';
import { preflight } from './preflight';
import { restoreTarget } from './restore-target';
import { readSource } from './source';
import { sourceTimeline } from './source-timeline';

/** How long removing what a predecessor or an earlier target left may take, milliseconds. A Cluster is gone after 4 s. */
const REMOVAL = 180_000;

/** How long cleaning up at the end may take, milliseconds: with recording and telling less than SIGTERM leaves. */
const CLEAN_UP = 80_000;

/** What a drill gathers on its way. */
interface Gathered {
  readonly targets: TargetFacts[];
  archive?: ArchiveResult;
  archiveFindings: Finding[];
  incident?: Incident;
  leftBehind?: string;
}

/**
 * Drills a PostgresCluster: restores it in the drill namespace to every target, checks and measures it there, and removes
 * everything again. Never rejects: whatever happens is part of the result, which is written to the status ConfigMap, told
 * as an Event and recorded.
 */
export async function drillPostgres(
  document: DrillDocument,
  dependencies: DrillDependencies,
): Promise<DrillResult> {
  const { now, log, client } = dependencies;
  const { protection } = document;
  const { drill, objectives } = protection;
  const begun = new BegunDrill(document, dependencies);
  const { startedAt, phases, versions } = begun;
  const gathered: Gathered = { targets: [], archiveFindings: [] };
  const deadline = deadlineOf(drill.deadline);
  let lock: DrillLock | undefined;
  let archive: ArchiveInspection | undefined;
  try {
    const stop = AbortSignal.any([dependencies.stop, deadline.signal]);
    const source = readSource(document);
    const { holder } = dependencies;
    const inspectArchive = (signal: AbortSignal) => dependencies.inspectArchive(protection, signal);
    archive = await phases.run('preflight', () =>
      preflight({ drill, source, inspectArchive, client, signal: stop }),
    );
    gathered.archive = archive.seen;
    gathered.archiveFindings = [...archive.findings];
    const { name, namespace } = drill;
    lock = await phases.run('lock', () =>
      DrillLock.take({ client, namespace, drill: name, holder, now, log, signal: stop }),
    );
    const signal = AbortSignal.any([stop, lock.lost]);
    await restoreAll(
      { document, source, dependencies, phases, startedAt, signal, versions, archive },
      gathered,
    );
  } catch (error) {
    gathered.incident = Incident.of(error);
  }
  deadline.clear();
  // Without the lock what is there belongs to somebody else.
  if (lock !== undefined && !lock.lost.aborted) {
    const removing = AbortSignal.timeout(CLEAN_UP);
    await cleanUp(document, dependencies, phases, gathered, removing);
    await phases.run('verify-clean', async () => {
      await verifyGone(document, dependencies, gathered, removing);
      // Whoever tells the runner to end leaves no time for it.
      if (archive !== undefined && !dependencies.stop.aborted)
        await proveArchive(document, dependencies, archive, gathered);
    });
  }
  const { targets, incident, leftBehind, archiveFindings } = gathered;
  const judgement = judge({
    objectives,
    plannedTargets: drill.targets.length,
    targets,
    archive: archiveFindings,
    ...(incident !== undefined && { incident }),
    ...(leftBehind !== undefined && { leftBehind }),
  });
  const shown = targets.map(({ target, restoredTo, measuredRpo, measuredRto, checks }) => ({
    target,
    ...(restoredTo !== undefined && { restoredTo }),
    ...(measuredRpo !== undefined && { measuredRpo }),
    measuredRto,
    checks,
  }));
  const { archive: seen } = gathered;
  const result = begun.result(
    { ...judgement, targets: shown, ...(seen !== undefined && { archive: seen }) },
    leftBehind,
  );
  await tell(document, dependencies, phases, result);
  await lock?.release();
  return result;
}

/**
 * Restores to one target after the other. The end of the archive comes first, wherever it stands and also where it does
 * not: only then is it known when the newest archived commit was made, before which a point in time lies.
 */
async function restoreAll(run: DrillRun, { targets }: Gathered): Promise<void> {
  const { drill } = run.document.protection;
  const place = placeOf(run.document, run.dependencies);
  await run.phases.run('prepare', () => removed(place, run.signal));
  const isLatest = ({ kind }: DrillTarget) => kind === 'latest';
  const latest = drill.targets.find(isLatest);
  const { facts, newest } = await restoreTarget(run, {
    target: latest ?? { kind: 'latest' },
    checks: latest === undefined ? [] : drill.checks,
  });
  if (latest !== undefined) targets.push(facts);
  for (const target of drill.targets) {
    if (target.kind === 'latest') continue;
    await run.phases.run('clean-up', () => removed(place, run.signal));
    if (newest === undefined) {
      throw new Incident(
        'newest-commit-unknown',
        'recovery replayed no commit and there is no witness, so that no time before the newest commit is known',
      );
    }
    // CloudNativePG takes whole seconds as they are; the commit itself must come after the target.
    const restoredTo = new Date(Math.floor(newest.getTime() / 1000 - target.before) * 1000)
      .toISOString()
      .replace('.000Z', 'Z');
    targets.push((await restoreTarget(run, { target, restoredTo, checks: drill.checks })).facts);
  }
}

/** Removes what is there of the drill's Cluster. Throws an Incident `leftover-not-removed` where that takes too long. */
async function removed(place: ClusterPlace, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.timeout(REMOVAL);
  try {
    await removeCluster(place, AbortSignal.any([signal, limit]));
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
    throw new Incident(
      'leftover-not-removed',
      `what an earlier restore left cannot be removed: ${place.name}`,
    );
  }
}

async function cleanUp(
  document: DrillDocument,
  dependencies: DrillDependencies,
  phases: PhaseTimes,
  gathered: Gathered,
  signal: AbortSignal,
): Promise<void> {
  // A Cluster of somebody else is none of ours to remove, and nothing of ours is there.
  if (gathered.incident?.reason === 'cluster-name-taken') return;
  try {
    await phases.run('clean-up', () => removeCluster(placeOf(document, dependencies), signal));
  } catch (error) {
    gathered.leftBehind = notRemoved(error, signal);
  }
}

/** Looks whether everything is gone. */
async function verifyGone(
  document: DrillDocument,
  dependencies: DrillDependencies,
  gathered: Gathered,
  signal: AbortSignal,
): Promise<void> {
  if (gathered.leftBehind !== undefined || gathered.incident?.reason === 'cluster-name-taken') return;
  try {
    const left = await leftOf(placeOf(document, dependencies), signal);
    if (left.length === 0) return;
    const names = left.map(({ kind, object }) => `${kind} ${object.metadata.name}`);
    gathered.leftBehind = `the restored Cluster is not gone: ${names.join(', ')}`;
  } catch (error) {
    gathered.leftBehind = notRemoved(error, signal);
  }
}

function notRemoved(error: unknown, signal: AbortSignal): string {
  const why = signal.aborted ? `not done after ${CLEAN_UP / 1000} s` : Incident.of(error).message;
  return `the restored Cluster could not be removed: ${why}`;
}

/** Looks whether the archive is as it was: nothing that the drill has made is there any more to change it. */
async function proveArchive(
  { protection }: DrillDocument,
  { client, stop }: DrillDependencies,
  archive: ArchiveInspection,
  gathered: Gathered,
): Promise<void> {
  try {
    const changes = await archive.compare(
      (expected) => sourceTimeline(client, protection, expected, stop),
      stop,
    );
    gathered.archive = { ...archive.seen, changes };
    if (changes.unexplained.length > 0) {
      gathered.archiveFindings.unshift({
        reason: 'archive-changed',
        message: `the source explains not all that changed in the archive during the drill: ${changes.unexplained.join('; ')}`,
      });
    }
  } catch (error) {
    const incident = Incident.of(error);
    if (stop.aborted) gathered.incident ??= incident;
    else gathered.archiveFindings.push(incident);
  }
}

function placeOf({ protection }: DrillDocument, { client }: DrillDependencies): ClusterPlace {
  const { name, namespace } = protection.drill;
  return { client, namespace, name };
}
