import { Duration, drillProblems, fail, Schedule, type DurationInput } from '../core';
import type { ObjectivesPlan, WitnessPlan } from '../plan';
import { Relation, readName } from './check/relation';
import type { Reporter } from './reporter';

/** Options of a Witness. */
export interface WitnessProps {
  /** Tables whose rows it counts, for `Check.rowCounts({ within: … })`. Counting reads the whole table. @default - none */
  readonly counts?: readonly string[];
  /** Schema it writes into; nothing else may use it. @default restorable */
  readonly schema?: string;
  /** Role it writes as; it owns its schema and may count the tables, nothing else. @default restorable_witness */
  readonly role?: string;
}

/**
 * The small job beside the source that writes a heartbeat and the number of rows of some tables into its own schema of
 * the same database. It is restored with the data, so that a drill can tell how old and how complete the data is.
 */
export class Witness {
  /**
   * A witness that writes this often. It is a CronJob, so the interval divides an hour or a day.
   *
   * Throws RST101, RST103, RST601, RST624.
   */
  static every(interval: DurationInput, props: WitnessProps = {}): Witness {
    const every = Duration.of(interval);
    const schedule = Schedule.every(every);
    // Some intervals, those with seconds, have a cron form that CronJobs do not read.
    schedule.for('cronjob');
    const schema = props.schema ?? 'restorable';
    if (schema === 'public' || schema === 'information_schema' || schema.startsWith('pg_')) {
      fail(drillProblems.invalidWitness, {
        property: 'schema',
        value: schema,
        reason: 'other things stand in this schema',
      });
    }
    const role = props.role ?? 'restorable_witness';
    if (role === 'postgres' || role === 'public' || role.startsWith('pg_')) {
      fail(drillProblems.invalidWitness, {
        property: 'role',
        value: role,
        reason: 'PostgreSQL reserves this role',
      });
    }
    const counts = (props.counts ?? []).map((table) => Relation.parse(table).toString());
    return new Witness(every, schedule, readName('schema', schema), readName('role', role), [
      ...new Set(counts),
    ]);
  }

  private constructor(
    /** Time between two heartbeats. */
    readonly interval: Duration,
    readonly schedule: Schedule,
    readonly schema: string,
    readonly role: string,
    /** Tables it counts, `name` or `schema.name`. */
    readonly counts: readonly string[],
  ) {}

  /**
   * Reports RST623 where its heartbeat cannot show that the RPO is met.
   *
   * @param archiving time until what is written is in the archive at the latest
   */
  inspect({ rpo }: Pick<ObjectivesPlan, 'rpo'>, archiving: Duration, report: Reporter): void {
    const oldest = this.interval.plus(archiving);
    if (oldest.seconds <= rpo) return;
    report.report(drillProblems.witnessTooSlow, {
      property: 'witness',
      value: `every ${this.interval.toShort()}`,
      reason: `the RPO is ${Duration.seconds(rpo).toShort()}, and the newest archived heartbeat can be ${oldest.toShort()} old although nothing is wrong`,
    });
  }

  /** As the recovery plan has it. */
  plan(): WitnessPlan {
    return { every: this.interval.seconds, schema: this.schema, role: this.role, counts: this.counts };
  }
}
