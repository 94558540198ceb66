import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { DrillTarget } from '../plan';
import { takeBaseBackup } from './base-backup';
import { SourceClock, type Mark } from './clock';
import { strike } from './disaster';
import { Incident } from './incident';
import type { Instant } from './instant';
import type { WitnessFacts } from './judge';
import type { RehearsalRun } from './rehearsal-run';
import { ServerStopped, type PostgresServer } from './server';
import type { Session } from './session';
import { messageOf } from './thrown';
import { createDatabase, loadWorkload, type SourceDatabase } from './workload';
import { WitnessRun } from './witness-run';

/** What is known of the source when it is lost: all that a restore is measured against. */
export interface LostSource {
  /** Commits that had reached the archive, in order. */
  readonly archived: readonly Mark[];
  /** Name of the last WAL segment that had been archived. */
  readonly lastSegment: string;
  /** The point in time of each target that has one. */
  readonly points: ReadonlyMap<DrillTarget, Instant>;
  /** When it was lost. */
  readonly at: Instant;
  readonly witness?: WitnessFacts;
}

/**
 * Lives the life of a source: it is made, filled and backed up, writes on while its WAL is archived, and is lost with what
 * was not. Throws an Incident where that cannot be done, the problem of a workload, or the abort.
 */
export async function liveAndLose(run: RehearsalRun): Promise<LostSource> {
  const server = run.server('source');
  try {
    return await live(run, server);
  } catch (error) {
    throw sourceIncident(run, error);
  }
}

async function live(run: RehearsalRun, server: PostgresServer): Promise<LostSource> {
  const { clock: phases, signal, store, archive, options, database, owner } = run;
  const scene = { ...run.scene, server };
  phases.step('making the source server');
  await store.prepare(signal);
  await server.init(signal);
  await server.start(
    {
      archive_mode: 'on',
      archive_command: archive.archiveCommand,
      wal_level: 'replica',
      ...options.parameters?.source,
    },
    run.workload.kind === 'command' ? 'loopback' : 'socket',
    signal,
  );

  phases.step('loading the workload');
  const source: SourceDatabase = { server, database, owner, password: randomBytes(24).toString('base64url') };
  await createDatabase(source, signal);
  await loadWorkload(run.workload, source, signal);
  const { witness: planned, drill } = run.protection;
  const witness = planned && (await WitnessRun.prepare(planned, drill.checks, server, database, signal));
  await witness?.write();
  await options.interventions?.loaded?.(scene);

  phases.step('taking a base backup');
  const backup = await takeBaseBackup(server, {
    folder: join(store.backups, new Date().toISOString().replaceAll(/[-:.]/g, '')),
    label: `rehearsal of ${run.protection.id}`,
    archive,
    sandbox: run.sandbox,
    signal,
  });
  await store.keep(backup, signal);
  await options.interventions?.backedUp?.(scene);

  phases.step('writing on and archiving');
  const written = await writeOn(run, server, witness);
  const heartbeat = await witness?.lastHeartbeat();
  await options.interventions?.archived?.(scene);
  const at = await readClock(server, signal);

  phases.step('losing the source');
  await strike(server);
  await options.interventions?.lost?.(scene);
  return { ...written, at, ...(witness !== undefined && { witness: witness.facts(heartbeat, at) }) };
}

/**
 * Commits before and after each point in time, into two segments, and one more commit that is never archived: that is the
 * loss which the RPO is about. Later points are those nearer to the end.
 */
async function writeOn(
  run: RehearsalRun,
  server: PostgresServer,
  witness: WitnessRun | undefined,
): Promise<Pick<LostSource, 'archived' | 'lastSegment' | 'points'>> {
  const session = await server.session({ database: run.database, signal: run.signal });
  try {
    return await writeBy(session, run, server, witness);
  } finally {
    await session.close();
  }
}

async function writeBy(
  session: Session,
  run: RehearsalRun,
  server: PostgresServer,
  witness: WitnessRun | undefined,
): Promise<Pick<LostSource, 'archived' | 'lastSegment' | 'points'>> {
  const { archive, signal, options } = run;
  const clock = await SourceClock.prepare(session);
  const archived: Mark[] = [];
  const points = new Map<DrillTarget, Instant>();
  await witness?.write();
  const targets = run.protection.drill.targets.filter((target) => target.kind === 'pointInTime');
  for (const target of targets.toSorted((a, b) => b.before - a.before)) {
    const which = targets.length === 1 ? 'the point in time' : `the point in time of ${target.before} s`;
    archived.push(await clock.mark(`before ${which}`));
    const point = await clock.between();
    points.set(target, options.interventions?.pointInTime?.(point, target) ?? point);
    archived.push(await clock.mark(`after ${which}`));
  }
  await archive.untilArchived(await clock.switchSegment(), server.log, signal);
  await witness?.write();
  archived.push(await clock.mark('the last archived commit'));
  const lastSegment = await clock.switchSegment();
  await archive.untilArchived(lastSegment, server.log, signal);
  await clock.mark('never archived');
  return { archived, lastSegment, points };
}

/** What time it is on the server, whatever databases it has. */
async function readClock(server: PostgresServer, signal: AbortSignal): Promise<Instant> {
  const session = await server.session({ database: 'postgres', signal });
  try {
    return await new SourceClock(session).now();
  } finally {
    await session.close();
  }
}

/** What speaks of the source alone is said to. */
function sourceIncident(run: RehearsalRun, error: unknown): unknown {
  if (run.isKnown(error)) return error;
  const loss = run.store.tryFindLoss();
  if (loss !== undefined) return loss;
  const incident = Incident.of(error);
  if (incident.reason === 'out-of-space') return incident;
  const text = messageOf(error);
  const spoken = error instanceof ServerStopped ? text : `the source could not be prepared: ${text}`;
  return new Incident('source-failed', spoken, { cause: error });
}
