import { dueTime } from './due-time';
import type { Log } from './log';
import { inconclusive, type Outcome } from './outcome';
import type { Procedures } from './procedures';
import { readPlan } from './read-plan';

/** What a run is given. */
export interface RunOptions {
  /** File of the plan. */
  readonly planPath: string;
  readonly procedures: Procedures;
  readonly log: Log;
  readonly now: () => Date;
  /** Who started it by hand: then it runs whatever the weekday is. @default - it was started on schedule */
  readonly startedBy?: string;
  /** Name of its Job. @default - unknown */
  readonly job?: string;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/**
 * Runs the drill of a plan to its verdict. Undefined where none is due today: cron cannot say "the first Monday", since
 * it ORs the day of the month and the day of the week, so the job is started on more days than it runs.
 */
export async function run({
  planPath,
  procedures,
  log,
  now,
  startedBy,
  job,
}: RunOptions): Promise<Outcome | undefined> {
  const read = readPlan(planPath);
  if ('refused' in read) return read.refused;
  const { document } = read;
  const { id, kind, drill } = document.protection;
  const weekday = drill.onlyOnWeekday;
  if (startedBy === undefined && weekday !== undefined && dueTime(job, now()).getUTCDay() !== weekday) {
    log.info('no drill today', { drill: drill.name, onlyOn: WEEKDAYS[weekday] ?? weekday });
    return undefined;
  }
  log.info('drill started', {
    drill: drill.name,
    protection: id,
    kind,
    ...(startedBy !== undefined && { startedBy }),
  });
  const procedure = procedures.get(kind);
  if (procedure === undefined) {
    return inconclusive('procedure-unavailable', `this runner has no procedure for ${kind}`);
  }
  try {
    return await procedure(document, log);
  } catch (error) {
    // Only the name: a message may quote a connection string.
    return inconclusive(
      'runner-error',
      `the procedure threw ${error instanceof Error ? error.name : 'a value'}`,
    );
  }
}
