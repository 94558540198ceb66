import type { DrillDocument, DrillResult, DrillTarget } from '../../lib/plan';
import { writeEvent, writeStatus } from './announce';
import { leftOf, removeCluster, type ClusterPlace } from './drill-cluster';
import { DrillLock } from './drill-lock';
import type { DrillDependencies, DrillRun } from './drill-run';
import { Incident } from './incident';
import { judge, type TargetFacts } from './judge';
import { PhaseTimes } from './phase-times';
import { preflight } from './preflight';
import { restoreTarget } from './restore-target';
import { RUNNER_VERSION } from '../version';
import { readSource } from './source';

/** How long removing what a predecessor or an earlier target left may take, milliseconds. A Cluster is gone after 4 s. */
const REMOVAL = 180_000;

/** How long cleaning up at the end, and telling the verdict, may take, milliseconds: together less than SIGTERM leaves. */
const CLEAN_UP = 80_000;
const TELLING = 30_000;

/** What a drill gathers on its way. */
interface Gathered {
  readonly targets: TargetFacts[];
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
  const startedAt = now();
  const phases = new PhaseTimes(now, log);
  const versions = new Map([['runner', RUNNER_VERSION]]);
  const gathered: Gathered = { targets: [] };
  const deadline = deadlineOf(drill.deadline);
  let lock: DrillLock | undefined;
  try {
    const stop = AbortSignal.any([dependencies.stop, deadline.signal]);
    const source = readSource(document);
    const { secrets, holder } = dependencies;
    await phases.run('preflight', () => preflight({ drill, source, secrets, client, signal: stop }));
    const { name, namespace } = drill;
    lock = await phases.run('lock', () =>
      DrillLock.take({ client, namespace, drill: name, holder, now, log, signal: stop }),
    );
    const signal = AbortSignal.any([stop, lock.lost]);
    await restoreAll({ document, source, dependencies, phases, startedAt, signal, versions }, gathered);
  } catch (error) {
    gathered.incident = Incident.of(error);
  }
  deadline.clear();
  // Without the lock what is there belongs to somebody else.
  if (lock !== undefined && !lock.lost.aborted) await cleanUp(document, dependencies, phases, gathered);
  const { targets, incident, leftBehind } = gathered;
  const result: DrillResult = {
    protection: protection.id,
    kind: protection.kind,
    mode: 'drill',
    ...judge({
      objectives,
      plannedTargets: drill.targets.length,
      targets,
      ...(incident !== undefined && { incident }),
      ...(leftBehind !== undefined && { leftBehind }),
    }),
    startedAt: startedAt.toISOString(),
    finishedAt: now().toISOString(),
    objectives: { rpo: objectives.rpo, rto: objectives.rto },
    phases: [...phases.phases],
    targets: targets.map(({ target, restoredTo, measuredRpo, measuredRto, checks }) => ({
      target,
      ...(restoredTo !== undefined && { restoredTo }),
      ...(measuredRpo !== undefined && { measuredRpo }),
      measuredRto,
      checks,
    })),
    versions: Object.fromEntries(versions),
    cleanedUp: leftBehind === undefined,
  };
  await tell(document, dependencies, phases, result);
  await release(lock, dependencies);
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
): Promise<void> {
  const place = placeOf(document, dependencies);
  const signal = AbortSignal.timeout(CLEAN_UP);
  // A Cluster of somebody else is none of ours to remove, and nothing of ours is there.
  if (gathered.incident?.reason === 'cluster-name-taken') return;
  try {
    await phases.run('clean-up', () => removeCluster(place, signal));
    await phases.run('verify-clean', async () => {
      const left = await leftOf(place, signal);
      if (left.length > 0)
        throw new Error(left.map(({ kind, object }) => `${kind} ${object.metadata.name}`).join(', '));
    });
  } catch (error) {
    const why = signal.aborted ? `not done after ${CLEAN_UP / 1000} s` : Incident.of(error).message;
    gathered.leftBehind = `the restored Cluster could not be removed: ${why}`;
  }
}

/** Tells the result: to the log, the evidence, the status ConfigMap and as an Event. Each goes on where another fails. */
async function tell(
  document: DrillDocument,
  { client, log, record }: DrillDependencies,
  phases: PhaseTimes,
  result: DrillResult,
): Promise<void> {
  const { drill } = document.protection;
  const signal = AbortSignal.timeout(TELLING);
  log.info('drill result', { result: JSON.stringify(result) });
  const attempt = async (what: string, work: Promise<void>) => {
    try {
      await work;
    } catch (error) {
      log.error(`${what} could not be written`, { reason: Incident.of(error).message });
    }
  };
  if (record !== undefined)
    await attempt(
      'the evidence',
      phases.run('record', () => record(result, document, signal)),
    );
  // The run that holds the lock writes it.
  if (result.reason !== 'drill-running')
    await attempt('the status', writeStatus(client, drill, result, signal));
  await attempt('the event', writeEvent(client, drill, result, signal));
}

async function release(lock: DrillLock | undefined, { log }: DrillDependencies): Promise<void> {
  try {
    await lock?.release(AbortSignal.timeout(TELLING));
  } catch {
    // It ends by itself.
    log.error('the lock of the drill could not be given back');
  }
}

function placeOf({ protection }: DrillDocument, { client }: DrillDependencies): ClusterPlace {
  const { name, namespace } = protection.drill;
  return { client, namespace, name };
}

/** A signal that is aborted after so many seconds, and must be cleared before. */
function deadlineOf(seconds: number): { readonly signal: AbortSignal; readonly clear: () => void } {
  const controller = new AbortController();
  const incident = new Incident('deadline-exceeded', `the drill was stopped at its deadline of ${seconds} s`);
  const timer = setTimeout(() => controller.abort(incident), seconds * 1000);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
