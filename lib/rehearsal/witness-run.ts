import { escapeIdentifier, escapeLiteral } from 'pg';
import { Duration } from '../core/duration';
import { restsOnWitness } from '../drill/rests-on-witness';
import { Witness } from '../drill/witness';
import type { CheckPlan, WitnessPlan } from '../plan';
import { witnessSql, WITNESS_TABLES } from '../postgres/witness/witness-sql';
import { Instant } from './instant';
import type { WitnessFacts } from './judge';
import type { PostgresServer } from './server';
import { messageOf } from './thrown';

/** The witness of a protection, beside the source of a rehearsal: the same SQL as in the cluster, in the same role. */
export class WitnessRun {
  /** Makes its role and schema, as CloudNativePG does from the objects of the protection. */
  static async prepare(
    plan: WitnessPlan,
    checks: readonly CheckPlan[],
    server: PostgresServer,
    database: string,
    signal: AbortSignal,
  ): Promise<WitnessRun> {
    const role = escapeIdentifier(plan.role);
    const session = await server.session({ database, signal });
    try {
      await session.run(
        [
          `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${escapeLiteral(plan.role)}) THEN`,
          `CREATE ROLE ${role} LOGIN; END IF; END $$;`,
          // Counting takes the right to read.
          ...(plan.counts.length > 0 ? [`GRANT pg_read_all_data TO ${role};`] : []),
          `CREATE SCHEMA IF NOT EXISTS ${escapeIdentifier(plan.schema)} AUTHORIZATION ${role};`,
        ].join('\n'),
      );
    } finally {
      await session.close();
    }
    const { every, ...where } = plan;
    return new WitnessRun(
      Witness.every(Duration.seconds(every), where),
      checks.filter(restsOnWitness).map(({ name }) => name),
      server,
      database,
      signal,
    );
  }

  private fault: string | undefined;

  private constructor(
    private readonly witness: Witness,
    private readonly checks: readonly string[],
    private readonly server: PostgresServer,
    private readonly database: string,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Writes a heartbeat and the counts. A witness that cannot is no reason to stop: what it would have told is missing, and
   * that is said.
   */
  async write(): Promise<void> {
    try {
      await this.writeOnce();
      this.fault = undefined;
    } catch (error) {
      this.signal.throwIfAborted();
      this.fault = messageOf(error);
    }
  }

  /** How it fared, given its last heartbeat and the moment the source was lost. */
  facts(last: Instant | undefined, lostAt: Instant): WitnessFacts {
    return {
      checks: this.checks,
      ...(last !== undefined && { age: lostAt.secondsSince(last) }),
      ...(this.fault !== undefined && { fault: this.fault }),
    };
  }

  /** Its last heartbeat on the source; undefined where there is none. */
  async lastHeartbeat(): Promise<Instant | undefined> {
    const session = await this.server.session({ database: this.database, signal: this.signal });
    const table = `${escapeIdentifier(this.witness.schema)}.${WITNESS_TABLES.heartbeat}`;
    try {
      const { found } = await session.row<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
        table,
      ]);
      if (!found) return undefined;
      const [last] = await session.rows<{ at: string }>(
        `SELECT (extract(epoch FROM at) * 1000000)::bigint::text AS at FROM ${table}`,
      );
      return last === undefined ? undefined : Instant.ofMicroseconds(last.at);
    } finally {
      await session.close();
    }
  }

  private async writeOnce(): Promise<void> {
    const { role } = this.witness;
    const session = await this.server.session({ database: this.database, user: role, signal: this.signal });
    try {
      // One statement a line. Sent together they would be one transaction, in which another cannot begin.
      for (const statement of witnessSql(this.witness).split('\n')) await session.run(statement);
    } finally {
      await session.close();
    }
  }
}
