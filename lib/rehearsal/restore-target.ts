import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckPlan, CheckResult, DrillTarget } from '../plan';
import type { BaseBackup } from './base-backup';
import { recoveredMarks, type Mark } from './clock';
import { Incident } from './incident';
import type { Instant } from './instant';
import type { TargetFacts } from './judge';
import { corruptionIn, recoveryEnd } from './recovery-failure';
import type { RehearsalRun } from './rehearsal-run';
import { copyBackup, startRecovery, untilPromoted, type RestoreOptions } from './restore';
import type { PostgresServer } from './server';
import type { ServerLog } from './server-log';
import { orAbort, type Session } from './session';
import type { LostSource } from './source';
import { isDamage, isPassing, messageOf, sqlStateOf } from './thrown';
import { archiveFault, type WalArchive } from './wal-archive';

/** Milliseconds after which what the server logged before it answered has been read. */
const LOG_DELAY = 20;

/**
 * Restores to one target, and gathers what speaks for and against it. Throws an Incident where there is nothing to check,
 * or the abort.
 */
export async function restoreTarget(
  run: RehearsalRun,
  source: LostSource,
  target: DrillTarget,
  name: string,
): Promise<TargetFacts> {
  const { clock: phases, signal, sandbox, archive, options } = run;
  const to = source.points.get(target);
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const server = run.server(name);
  const scene = { ...run.scene, server };
  const restore = {
    archive,
    server,
    sandbox,
    ...(to !== undefined && { to }),
    ...(options.parameters?.restored !== undefined && { parameters: options.parameters.restored }),
    signal,
  };
  let backup: BaseBackup | undefined;
  try {
    backup = await phases.run('restore', `restoring to ${targetText(target)}`, async () => {
      const found = await findBackup(run);
      await copyBackup({ ...restore, backup: found });
      await options.interventions?.restoring?.(scene);
      startRecovery({ ...restore, backup: found });
      return found;
    });
    const recovering: RestoreOptions = { ...restore, backup };
    await phases.run('wait', 'waiting for the recovery', () => untilPromoted(recovering));
  } catch (error) {
    throw await restoreIncident(error, { run, source, to, backup, server, elapsed: elapsed() });
  }
  const session = await connect(server, run);
  const measuredRto = elapsed();
  try {
    await options.interventions?.restored?.(scene);
    const found = await marksIn(session);
    const logged = server.log.length;
    const results = await phases.run('check', 'running the checks', () =>
      runChecks(run, source, target, server),
    );
    return await phases.run('measure', 'measuring', async () => {
      if (results.some(({ status }) => status !== 'passed')) await sleep(LOG_DELAY);
      const corruption = corruptionIn(server.log, logged);
      await server.stop();
      return {
        target,
        ...compare(found, source, to),
        ...(await lossCause(run, backup, source, server.log)),
        measuredRto,
        checks: results,
        ...(corruption !== undefined && { corruption }),
      };
    });
  } finally {
    await session.close();
  }
}

async function findBackup({ store, signal }: RehearsalRun): Promise<BaseBackup> {
  const backup = await store.newestBackup(signal);
  if (backup === undefined) throw new Incident('no-backup', 'there is no complete base backup in the store');
  return backup;
}

async function connect(server: PostgresServer, { database, signal }: RehearsalRun): Promise<Session> {
  try {
    return await server.session({ database, signal });
  } catch (error) {
    if (sqlStateOf(error) === undefined || isPassing(error)) throw error;
    // 3D000 invalid_catalog_name (PostgreSQL documentation, "PostgreSQL Error Codes").
    const [reason, message] =
      sqlStateOf(error) === '3D000'
        ? (['database-missing', `the restored server has no database ${database}`] as const)
        : ([
            'recovery-failed',
            `the restored server lets nobody into ${database}: ${messageOf(error)}`,
          ] as const);
    throw new Incident(reason, message, { cause: error });
  }
}

async function marksIn(session: Session): Promise<readonly Mark[]> {
  try {
    return await recoveredMarks(session);
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new Incident('data-corrupt', `what was restored cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** What of the source's commits was found, and what it means for this target. */
function compare(
  found: readonly Mark[],
  { archived, at }: LostSource,
  to: Instant | undefined,
): Pick<TargetFacts, 'missingCommits' | 'unwantedCommits' | 'measuredRpo'> {
  const names = new Set(found.map(({ name }) => name));
  const wanted = archived.filter((mark) => to === undefined || mark.at.microseconds <= to.microseconds);
  const unwanted = found.filter((mark) => to !== undefined && mark.at.microseconds > to.microseconds);
  const newest = found.at(-1);
  return {
    missingCommits: wanted.filter(({ name }) => !names.has(name)).map(({ name }) => name),
    unwantedCommits: unwanted.map(({ name }) => name),
    ...(newest !== undefined && { measuredRpo: (to ?? at).secondsSince(newest.at) }),
  };
}

/** Why data may be missing: what the list of the archive shows, or what the recovery said when it ended. */
async function lossCause(
  { archive }: RehearsalRun,
  backup: BaseBackup | undefined,
  { lastSegment }: LostSource,
  log: ServerLog,
): Promise<Pick<TargetFacts, 'lossCause'>> {
  const cause = (await gapIn(archive, backup, lastSegment)) ?? recoveryEnd(log);
  return cause === undefined ? {} : { lossCause: cause };
}

/** What the list of the archive shows to be missing; undefined also where it cannot be read: it only explains. */
async function gapIn(
  archive: WalArchive,
  backup: BaseBackup | undefined,
  lastSegment: string,
): Promise<string | undefined> {
  if (backup === undefined) return undefined;
  const { firstSegment, segmentSize } = backup.manifest;
  try {
    return archiveFault(await archive.list(), firstSegment, lastSegment, segmentSize);
  } catch (error) {
    if (error instanceof Incident) return undefined;
    throw error;
  }
}

/** One result for each check, whatever the runner gave: a check without one must not look as if it had held. */
async function runChecks(
  run: RehearsalRun,
  source: LostSource,
  target: DrillTarget,
  server: PostgresServer,
): Promise<readonly CheckResult[]> {
  const { protection, database, owner, signal, options, archive } = run;
  const { checks } = protection.drill;
  const newest = (await archive.list()).at(-1);
  const results = await orAbort(
    options.runChecks(checks, {
      address: server.address(database),
      owner,
      target,
      asOf: (source.points.get(target) ?? source.at).toString(),
      archivedAt: (newest?.at ?? new Date(0)).toISOString(),
      ...(protection.witness !== undefined && { witness: protection.witness }),
      signal,
    }),
    signal,
  );
  return checks.map((check) => results.find(({ name }) => name === check.name) ?? withoutResult(check));
}

function withoutResult({ name, kind }: CheckPlan): CheckResult {
  return {
    name,
    kind,
    status: 'error',
    expected: 'a result',
    reason: 'the check gave no result',
    duration: 0,
  };
}

/** The reason of a restore that ended early, in the light of what is known of the source. */
async function restoreIncident(
  thrown: unknown,
  context: {
    readonly run: RehearsalRun;
    readonly source: LostSource;
    readonly to: Instant | undefined;
    readonly backup: BaseBackup | undefined;
    readonly server: PostgresServer;
    readonly elapsed: number;
  },
): Promise<unknown> {
  const { run, source, to, backup, server, elapsed } = context;
  const { rto } = run.protection.objectives;
  const incident: unknown = run.signal.aborted ? run.signal.reason : thrown;
  const loss = run.store.tryFindLoss();
  if (!(incident instanceof Incident)) return loss ?? thrown;
  const { reason, message } = incident;
  if (reason === 'archive-unreachable') {
    const refusal = run.archive.refusalIn(server.log);
    return refusal === undefined ? incident : new Incident(refusal.reason, `${message}: ${refusal.message}`);
  }
  // A store that is gone has lost every file and segment: nothing is known of what it holds.
  if (loss !== undefined) return loss;
  if (reason === 'deadline-exceeded' && elapsed > rto) {
    return new Incident(
      'restore-slower-than-rto',
      `the restore was stopped after ${elapsed.toFixed(1)} s; the RTO is ${rto} s`,
    );
  }
  if (reason !== 'archived-data-lost') return incident;
  const last = source.archived.at(-1);
  if (to !== undefined && last !== undefined && to.microseconds > last.at.microseconds) {
    return new Incident(
      'target-after-last-commit',
      `the point in time ${to.toString()} is after the last archived commit of ${last.at.toString()}`,
    );
  }
  const { lossCause: cause } = await lossCause(run, backup, source, server.log);
  return new Incident(reason, cause === undefined ? message : `${message}: ${cause}`, { cause: incident });
}

function targetText(target: DrillTarget): string {
  return target.kind === 'latest' ? 'the end of the archive' : 'a point in time';
}
