import { Instant } from './instant';
import type { Session } from './session';

/** A commit of the rehearsal in the source database, by which a restored database shows how far it got. */
export interface Mark {
  /** For people: `before the point in time`. */
  readonly name: string;
  /** When it was made, on the clock of the source. It is committed some moments later, and before the next mark. */
  readonly at: Instant;
}

/** Schema of the marks, in the database that is rehearsed: nothing else stands in it. */
export const REHEARSAL_SCHEMA = 'restorable_rehearsal';

const MARKS = `${REHEARSAL_SCHEMA}.marks`;
const MICROSECONDS = '(extract(epoch FROM at) * 1000000)::bigint::text AS at';

/** Milliseconds between a commit and a point in time beside it: the time of a commit is taken before it is written. */
const APART = 3;

/**
 * The clock of the source. Instants are measured there, before it is lost, so that two clocks can never differ; and each
 * mark is a row, so that what a restored database holds is seen in its data and not only in its log.
 */
export class SourceClock {
  /** Makes the place of the marks. */
  static async prepare(session: Session): Promise<SourceClock> {
    await session.run(
      `CREATE SCHEMA ${REHEARSAL_SCHEMA}; CREATE TABLE ${MARKS} (name text PRIMARY KEY, at timestamptz NOT NULL)`,
    );
    return new SourceClock(session);
  }

  /** @param session on the source; for marks, on the database that is rehearsed */
  constructor(private readonly session: Session) {}

  /** Commits a mark. */
  async mark(name: string): Promise<Mark> {
    const { at } = await this.session.row<{ at: string }>(
      `INSERT INTO ${MARKS} (name, at) VALUES ($1, clock_timestamp()) RETURNING ${MICROSECONDS}`,
      [name],
    );
    return { name, at: Instant.ofMicroseconds(at) };
  }

  /** What time it is. */
  async now(): Promise<Instant> {
    const { at } = await this.session.row<{ at: string }>(
      `SELECT ${MICROSECONDS} FROM clock_timestamp() AS at`,
    );
    return Instant.ofMicroseconds(at);
  }

  /** An instant that no commit is at: after everything that is committed, and before everything that will be. */
  async between(): Promise<Instant> {
    await this.session.rows('SELECT pg_sleep($1)', [APART / 1000]);
    const instant = await this.now();
    await this.session.rows('SELECT pg_sleep($1)', [APART / 1000]);
    return instant;
  }

  /** Ends the current WAL segment, so that it is archived. Returns its name. */
  async switchSegment(): Promise<string> {
    const { segment } = await this.session.row<{ segment: string }>(
      // The position before the switch is within the segment, so its name is certain.
      'SELECT pg_walfile_name(pg_switch_wal() - 1) AS segment',
    );
    return segment;
  }
}

/** The marks in a restored database, in order. None where the place of the marks is not there. */
export async function recoveredMarks(session: Session): Promise<readonly Mark[]> {
  const { found } = await session.row<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    MARKS,
  ]);
  if (!found) return [];
  const rows = await session.rows<{ name: string; at: string }>(
    `SELECT name, ${MICROSECONDS} FROM ${MARKS} ORDER BY at`,
  );
  return rows.map(({ name, at }) => ({ name, at: Instant.ofMicroseconds(at) }));
}
