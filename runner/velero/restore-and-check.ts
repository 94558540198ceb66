import type { CheckResult, CheckPlan, DrilledProtectionPlan, RestoredNamespacesResult } from '../../lib/plan';
import type { CheckContext, DatabaseAddress } from '../checks';
import { pause } from '../kubernetes';
import type { DatabaseAccess } from '../postgres/restored-database';
import type { PhaseTimes } from '../drill/phase-times';
import { awaitRestore, createRestore } from './await-restore';
import type { BackupStore } from './backup-store';
import type { DrillPlace } from './drill-place';
import { Incident, type Finding } from '../drill/incident';
import type { RestoredFacts } from './judge';
import { findingsOfRestore } from './judge-restore';
import { NamespaceChecks } from './namespace-checks';
import { podAddress } from './pod-database';
import type { Seen } from './preflight';
import { removeRestored, strangersIn } from './remove-restored';
import { readResults, type RestoreResults } from './restore-results';
import { awaitRollout } from './rollout';
import { shortened } from './shortened';
import type { DrilledSource } from './source';
import { assertIsolated } from './target-namespace';

/** A drill under way. */
export interface DrillRun {
  readonly protection: DrilledProtectionPlan;
  readonly source: DrilledSource;
  readonly place: DrillPlace;
  readonly store: BackupStore;
  readonly seen: Seen;
  readonly phases: PhaseTimes;
  readonly startedAt: Date;
  /** Unique for each run. */
  readonly holder: string;
  readonly signal: AbortSignal;
  readonly versions: Map<string, string>;
  readonly runChecks: (plans: readonly CheckPlan[], context: CheckContext) => Promise<readonly CheckResult[]>;
  readonly database: DatabaseAccess;
  /** Called once nothing of anybody else is in the namespaces. */
  readonly prepared: () => void;
}

/** What a restore showed; filled on the way, so that it is there also where the way ends early. */
export interface Restored {
  readonly findings: Finding[];
  evidence?: RestoredNamespacesResult;
  facts?: RestoredFacts;
}

/** How long removing what a predecessor left may take, milliseconds. */
const REMOVAL = 180_000;

/** Most messages of each kind that are recorded. */
const RECORDED = 20;

/** Longest message that is recorded, characters. */
const LONGEST = 500;

/**
 * Restores the newest Backup, waits until what came back is ready, and checks it. It is left there. Throws an Incident where
 * that cannot be done; what speaks against the backup is among the findings.
 */
export async function restoreAndCheck(run: DrillRun, restored: Restored): Promise<void> {
  const { protection, source, place, phases, signal, seen, holder } = run;
  const { objectives, drill } = protection;
  await phases.run('prepare', () => prepare(run));
  // A claim whose data is not in the backup would come back empty, or ask for the volume of the source.
  if (seen.content.findings.length > 0) return;
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1000;
  try {
    const isWhole = await phases.run('restore', async () => {
      const backup = seen.backup.name;
      const uid = await createRestore(place, source, { backup, run: holder }, signal);
      const ended = await awaitRestore(place, uid, signal);
      const read = await readResults(run.store, place.name, signal);
      restored.evidence = evidenceOf(run, ended.status?.phase ?? '', read);
      const against = findingsOfRestore(ended, read, seen.content, source);
      restored.findings.push(...against);
      return against.length === 0;
    });
    // What did not come back is not waited for: it was said why.
    if (!isWhole) return;
    const readyAt = await phases.run('wait', () => awaitRollout(place, signal));
    const measuredRto = (readyAt - begun) / 1000;
    const address = await phases.run('measure', () => connect(run));
    const checks = await phases.run('check', () =>
      run.runChecks(drill.checks, {
        place: 'cluster',
        asOf: run.startedAt.toISOString(),
        archivedAt: seen.backup.completedAt.toISOString(),
        ...(address !== undefined && { address }),
        namespace: new NamespaceChecks(place, source.drill.mapping),
        signal,
      }),
    );
    // Checks end early without an error; their results would look like those of a drill that was not ended.
    signal.throwIfAborted();
    restored.facts = { backup: seen.backup.name, measuredRto, checks };
  } catch (error) {
    throw late(Incident.of(error), elapsed(), objectives.rto);
  }
}

/** Makes sure that nothing but the isolation is in the namespaces, also after a runner that was killed. */
async function prepare({ place, signal, prepared }: DrillRun): Promise<void> {
  for (const namespace of place.targets) await assertIsolated(place.client, namespace, signal);
  const strangers = await strangersIn(place, signal);
  if (strangers.length > 0)
    throw new Incident('namespace-not-empty', `no drill has made these: ${strangers.slice(0, 5).join(', ')}`);
  const limit = AbortSignal.timeout(REMOVAL);
  try {
    await removeRestored(place, AbortSignal.any([signal, limit]));
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
    throw new Incident('leftover-not-removed', 'what an earlier drill restored cannot be removed');
  }
  prepared();
  // The quota may count what has just gone a moment longer.
  await pause(500, signal);
}

async function connect({
  source,
  place,
  database,
  versions,
  signal,
}: DrillRun): Promise<DatabaseAddress | undefined> {
  const plan = source.drill.database;
  if (plan === undefined) return undefined;
  const target = source.drill.mapping[plan.namespace] ?? '';
  const address = await podAddress(place.client, plan, target, signal);
  await database.awaitConnection(address, signal);
  versions.set('postgres', (await database.readServerFacts(address, undefined)).version);
  return address;
}

/** What is kept of the results: they are removed from the store with the Restore. */
function evidenceOf(
  { seen, source }: DrillRun,
  phase: string,
  results: RestoreResults,
): RestoredNamespacesResult {
  const shown = (texts: readonly string[] = []) =>
    texts.slice(0, RECORDED).map((text) => shortened(text, LONGEST));
  return {
    backup: seen.backup.name,
    phase,
    errors: shown(results.said?.errors),
    warnings: shown(results.said?.warnings),
    created: results.created.size,
    volumes: seen.content.volumes.map(({ namespace, claim, bytes }) => {
      const restoredBytes = results.bytes.get(`${source.drill.mapping[namespace] ?? namespace}/${claim}`);
      return {
        claim: `${namespace}/${claim}`,
        ...(bytes !== undefined && { bytes }),
        ...(restoredBytes !== undefined && { restoredBytes }),
      };
    }),
  };
}

/** A restore that was stopped after its RTO has been slower than that, whatever else it may have become. */
function late(incident: Incident, elapsed: number, rto: number): Incident {
  if (incident.reason !== 'deadline-exceeded' || elapsed <= rto) return incident;
  return new Incident(
    'restore-slower-than-rto',
    `the restore was not done after ${elapsed.toFixed(0)} s, when the drill was stopped; the RTO is ${rto} s`,
  );
}
