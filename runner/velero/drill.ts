import type {
  ArchiveResult,
  CheckPlan,
  CheckResult,
  DrillDocument,
  DrillResult,
  TargetResult,
} from '../../lib/plan';
import type { CheckContext } from '../checks';
import { BegunDrill } from '../drill/begun-drill';
import { deadlineOf } from '../drill/deadline';
import { tell } from '../drill/tell';
import { DrillLock } from '../drill/drill-lock';
import type { PhaseTimes } from '../drill/phase-times';
import type { DatabaseAccess } from '../postgres/restored-database';
import type { BackupStore } from './backup-store';
import type { DrillPlace } from './drill-place';
import type { DrillMeans } from '../drill/drill-means';
import { Incident } from '../drill/incident';
import { judge } from './judge';
import { isPaused, type BackupSearch } from './newest-backup';
import { preflight, type Seen } from './preflight';
import { leftOf, leftoverText, removeRestored } from './remove-restored';
import { restoreAndCheck, type Restored } from './restore-and-check';
import { resolveKinds } from './restored-kinds';
import { readSource } from './source';

/** What a drill is done with. */
export interface VeleroDrillDependencies extends DrillMeans {
  readonly store: BackupStore;
  readonly runChecks: (plans: readonly CheckPlan[], context: CheckContext) => Promise<readonly CheckResult[]>;
  readonly database: DatabaseAccess;
  /** Patience and time between two looks, for tests. @default - those of `findNewestBackup` and DrillPlace */
  readonly times?: Pick<BackupSearch, 'patience' | 'look'>;
}

/** What a drill gathers on its way. */
interface Gathered extends Restored {
  seen?: Seen;
  place?: DrillPlace;
  lock?: DrillLock;
  paused?: boolean | undefined;
  archive?: ArchiveResult;
  incident?: Incident;
  leftBehind?: string | undefined;
}

/** How long cleaning up at the end, and then looking what is left, may take, milliseconds: with telling less than SIGTERM leaves. */
const CLEAN_UP = 75_000;
const LOOK = 5_000;

/**
 * Drills a NamespaceBackup: restores its newest Backup through the second Velero into isolated namespaces, checks and
 * measures it there, and removes everything again. Never rejects: whatever happens is part of the result, which is told and
 * recorded.
 */
export async function drillNamespaces(
  document: DrillDocument,
  dependencies: VeleroDrillDependencies,
): Promise<DrillResult> {
  const { protection } = document;
  const { drill, objectives } = protection;
  const begun = new BegunDrill(document, dependencies);
  const { startedAt, phases, versions } = begun;
  const gathered: Gathered = { findings: [] };
  const deadline = deadlineOf(drill.deadline);
  try {
    const stop = AbortSignal.any([dependencies.stop, deadline.signal]);
    await attempt({ document, dependencies, phases, gathered, startedAt, versions, stop });
  } catch (error) {
    gathered.incident = Incident.of(error);
  }
  deadline.clear();
  const { lock } = gathered;
  // Without the lock what is there belongs to somebody else.
  if (lock !== undefined && !lock.lost.aborted) await cleanUp(dependencies, phases, gathered);
  const { facts, evidence, seen, incident, leftBehind, paused, findings } = gathered;
  const measuredRpo = seen === undefined ? undefined : ageOf(seen.backup.startedAt, startedAt);
  const judgement = judge({
    objectives,
    findings,
    ...(measuredRpo !== undefined && { measuredRpo }),
    ...(paused !== undefined && { paused }),
    ...(facts !== undefined && { restored: facts }),
    ...(incident !== undefined && { incident }),
    ...(leftBehind !== undefined && { leftBehind }),
  });
  const targets: readonly TargetResult[] =
    facts === undefined || measuredRpo === undefined
      ? []
      : [{ target: { kind: 'latest' }, measuredRpo, measuredRto: facts.measuredRto, checks: facts.checks }];
  const { archive } = gathered;
  const result = begun.result(
    {
      ...judgement,
      targets,
      ...(archive !== undefined && { archive }),
      ...(evidence !== undefined && { restored: evidence }),
    },
    leftBehind,
  );
  await tell(document, dependencies, phases, result);
  await lock?.release();
  return result;
}

interface Attempt {
  readonly document: DrillDocument;
  readonly dependencies: VeleroDrillDependencies;
  readonly phases: PhaseTimes;
  readonly gathered: Gathered;
  readonly startedAt: Date;
  readonly versions: Map<string, string>;
  readonly stop: AbortSignal;
}

async function attempt({
  document,
  dependencies,
  phases,
  gathered,
  startedAt,
  versions,
  stop,
}: Attempt): Promise<void> {
  const { protection } = document;
  const { client, now, log, holder, store, times = {}, runChecks, database } = dependencies;
  const { name, namespace } = protection.drill;
  const source = readSource(document);
  const { velero, mapping, restore } = source.drill;
  const search = { client, source, signal: stop, ...times };
  const seen = await phases.run('preflight', async () => {
    gathered.paused = await isPaused(search);
    return preflight({ ...search, protection, store });
  });
  gathered.seen = seen;
  gathered.archive = archiveOf(seen, startedAt);
  gathered.findings.push(...seen.findings);
  const lock = await phases.run('lock', () =>
    DrillLock.take({ client, namespace, drill: name, holder, now, log, signal: stop }),
  );
  gathered.lock = lock;
  const signal = AbortSignal.any([stop, lock.lost]);
  const place: DrillPlace = {
    client,
    name,
    velero: velero.namespace,
    targets: Object.values(mapping),
    kinds: await resolveKinds(client, restore.spec.includedResources ?? [], signal),
    ...(times.look !== undefined && { look: times.look }),
  };
  const run = { protection, source, place, store, seen, phases, startedAt, holder, signal, versions };
  // Set once nothing of somebody else can be in the namespaces any more: only then something is removed at the end.
  await restoreAndCheck({ ...run, runChecks, database, prepared: () => (gathered.place = place) }, gathered);
}

/** Removes what was restored, looks whether it is gone, and whether the objects of the Backup are as they were. */
async function cleanUp(
  { store, stop, log }: VeleroDrillDependencies,
  phases: PhaseTimes,
  gathered: Gathered,
): Promise<void> {
  const { place, seen, evidence } = gathered;
  // Kept before Velero removes them with the Restore: whatever becomes of this runner, its log has them.
  if (evidence !== undefined) log.info('restore results', { results: JSON.stringify(evidence) });
  const removing = AbortSignal.timeout(CLEAN_UP);
  if (place !== undefined) {
    try {
      await phases.run('clean-up', () => removeRestored(place, removing));
    } catch (error) {
      gathered.leftBehind = await notRemoved(place, error, removing);
    }
  }
  await phases.run('verify-clean', async () => {
    if (place !== undefined && gathered.leftBehind === undefined)
      gathered.leftBehind = await stillThere(place, store, removing);
    // Whoever tells the runner to end leaves no time for it.
    if (seen !== undefined && !stop.aborted) await proveBackup(store, seen, gathered, stop);
  });
}

async function notRemoved(place: DrillPlace, error: unknown, removing: AbortSignal): Promise<string> {
  const why = removing.aborted ? `not done after ${CLEAN_UP / 1000} s` : Incident.of(error).message;
  let left = '';
  try {
    const names = (await leftOf(place, AbortSignal.timeout(LOOK))).map(leftoverText);
    left = names.length === 0 ? '' : `; there is still: ${names.slice(0, 5).join(', ')}`;
  } catch {
    // Said without it.
  }
  return `what was restored could not be removed: ${why}${left}`;
}

async function stillThere(
  place: DrillPlace,
  store: BackupStore,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const left = (await leftOf(place, signal)).map(leftoverText);
    const objects = await store.leftOfRestore(place.name, signal);
    const names = [...left, ...objects];
    return names.length === 0 ? undefined : `not gone: ${names.slice(0, 5).join(', ')}`;
  } catch (error) {
    return `nobody could look whether everything is gone: ${Incident.of(error).message}`;
  }
}

async function proveBackup(
  store: BackupStore,
  { backup, objects }: Seen,
  gathered: Gathered,
  stop: AbortSignal,
): Promise<void> {
  try {
    const changes = await store.changesOf(backup.name, objects, stop);
    if (gathered.archive !== undefined) gathered.archive = { ...gathered.archive, changes };
    if (changes.unexplained.length > 0) {
      const message = `nobody writes there, and objects of the Backup changed during the drill: ${changes.unexplained.join('; ')}`;
      gathered.findings.unshift({ reason: 'archive-changed', message });
    }
  } catch (error) {
    const { message } = Incident.of(error);
    if (stop.aborted) gathered.incident ??= Incident.of(error);
    else gathered.findings.push({ reason: 'archive-not-proven', message });
  }
}

function archiveOf({ backup, objects: { snapshot } }: Seen, startedAt: Date): ArchiveResult {
  return {
    objects: snapshot.count,
    bytes: snapshot.bytes,
    digest: snapshot.digest,
    newestBackup: {
      id: backup.name,
      endedAt: backup.completedAt.toISOString(),
      age: Math.round(ageOf(backup.completedAt, startedAt)),
    },
  };
}

function ageOf(at: Date, asOf: Date): number {
  return Math.max(0, (asOf.getTime() - at.getTime()) / 1000);
}
