import { restsOnWitness } from '../../lib/drill/rests-on-witness';
import { addressOf, type ServerFacts } from './restored-database';
import { awaitRestore } from './await-restore';
import { assertSameCluster, createCluster } from './drill-cluster';
import type { DrillRun, PlannedTarget } from './drill-run';
import { Incident } from '../drill/incident';
import type { TargetFacts } from './judge';
import type { Pod } from '../drill/objects';
import type { RecoveryLog } from './recovery-log';
import { RestoreView } from './restore-view';
import { clusterOf } from './source';

/** How far clocks of two machines may differ before times mean nothing, milliseconds. */
const SKEW = 2000;

/** What a restore showed, and the newest data in it. */
export interface RestoredTarget {
  readonly facts: TargetFacts;
  /** Newest commit or heartbeat that was seen; undefined where there was none. */
  readonly newest: Date | undefined;
}

/**
 * Restores to one target, connects, measures and runs the checks. The Cluster is left there. Throws an Incident where it
 * cannot be restored.
 */
export async function restoreTarget(run: DrillRun, planned: PlannedTarget): Promise<RestoredTarget> {
  const { phases, signal, source, dependencies, document } = run;
  const { client, runChecks, containers, database } = dependencies;
  const { drill, witness, objectives } = document.protection;
  const { target, restoredTo } = planned;
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1000;
  try {
    const { log, uid } = await phases.run('restore', () => restore(run, restoredTo));
    const { lastCommitAt, isComplete } = log;
    const address = await phases.run('wait', async () => {
      const place = { namespace: drill.namespace, drill: drill.name, database: source.database };
      const found = await addressOf(client, place, signal);
      await database.awaitConnection(found, signal);
      return found;
    });
    const measuredRto = elapsed();
    const server = await phases.run('measure', () => database.readServerFacts(address, witness));
    run.versions.set('postgres', server.version);
    refuseFuture(run, server, lastCommitAt);
    const asOf = restoredTo ?? run.startedAt.toISOString();
    const age = (at: Date) => Math.max(0, (Date.parse(asOf) - at.getTime()) / 1000);
    const newest = later(lastCommitAt, server.heartbeat);
    const { newestWal } = run.archive.seen;
    const checks = await phases.run('check', () =>
      runChecks(planned.checks, {
        place: 'cluster',
        address,
        asOf,
        ...(lastCommitAt !== undefined && { lastCommitAt: lastCommitAt.toISOString() }),
        ...(newestWal !== undefined && { archivedAt: newestWal.archivedAt }),
        ...(witness !== undefined && { witness }),
        ...(containers !== undefined && { containers }),
        signal,
      }),
    );
    // Checks end early without an error; their results would look like those of a drill that was not ended.
    signal.throwIfAborted();
    await assertSameCluster({ client, namespace: drill.namespace, name: drill.name }, uid, signal);
    return {
      facts: {
        target,
        ...(restoredTo !== undefined && { restoredTo }),
        ...(witness !== undefined && {
          witness: {
            every: witness.every,
            ...(server.heartbeat !== undefined && { heartbeatAge: age(server.heartbeat) }),
            checks: planned.checks.filter(restsOnWitness).map(({ name }) => name),
          },
        }),
        ...(newest !== undefined && { measuredRpo: age(newest) }),
        ...(lastCommitAt === undefined && !isComplete && { commitUnheard: true }),
        ...(lastCommitAt !== undefined && {
          commitAge: age(lastCommitAt),
          lastCommitAt: lastCommitAt.toISOString(),
        }),
        measuredRto,
        checks,
      },
      newest,
    };
  } catch (error) {
    throw refined(Incident.of(error), planned, elapsed(), objectives.rto);
  }
}

/** Creates the Cluster and waits until it is restored. Returns what the recovery said, and which Cluster it was. */
async function restore(
  run: DrillRun,
  restoredTo: string | undefined,
): Promise<{ readonly log: RecoveryLog; readonly uid: string | undefined }> {
  const { signal, source, dependencies, document } = run;
  const { client, holder } = dependencies;
  const { name, namespace } = document.protection.drill;
  const place = { client, namespace, name };
  const uid = await createCluster(place, clusterOf(source, holder, restoredTo), signal);
  const view = new RestoreView(client, name, namespace, signal);
  try {
    await awaitRestore({ client, view, namespace, name, uid, signal });
    await view.hearOut();
    for (const pod of [...view.recoveryPods.values(), ...view.pods]) readVersions(pod, run.versions);
    return { log: view.log, uid };
  } finally {
    await view.close();
  }
}

/** Images by whose tags versions are told. */
const IMAGES: Readonly<Record<string, RegExp>> = {
  'cloudnative-pg': /\/cloudnative-pg:v?([^@]+)/,
  'plugin-barman-cloud': /\/plugin-barman-cloud-sidecar(?:-testing)?:v?([^@]+)/,
};

function readVersions({ spec }: Pod, versions: Map<string, string>): void {
  for (const { image = '' } of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    for (const [name, pattern] of Object.entries(IMAGES)) {
      const version = pattern.exec(image)?.[1];
      if (version !== undefined) versions.set(name, version);
    }
  }
}

/** Data of a time that has not come makes everything look fresh. */
function refuseFuture({ dependencies }: DrillRun, server: ServerFacts, lastCommitAt: Date | undefined): void {
  const newest = later(lastCommitAt, server.heartbeat);
  if (newest === undefined || newest.getTime() <= dependencies.now().getTime() + SKEW) return;
  throw new Incident(
    'clock-skew',
    `the newest restored data is of ${newest.toISOString()}, which has not come yet: the clocks differ`,
  );
}

function later(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

/** What an incident means for this target. */
function refined(
  incident: Incident,
  { target, restoredTo }: PlannedTarget,
  elapsed: number,
  rto: number,
): Incident {
  const { reason } = incident;
  if (reason === 'deadline-exceeded' && elapsed > rto) {
    return new Incident(
      'restore-slower-than-rto',
      `the restore was not done after ${elapsed.toFixed(0)} s, when the drill was stopped; the RTO is ${rto} s`,
    );
  }
  // The end of the archive was restored before, so there is a base backup.
  if (reason === 'no-backup' && target.kind === 'pointInTime') {
    return new Incident(
      'target-before-first-backup',
      `the archive has no base backup that was finished before ${restoredTo ?? ''}`,
    );
  }
  return incident;
}
