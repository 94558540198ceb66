import type { FreshnessCheckPlan } from '../../lib/plan';
import type { CheckContext } from './check-context';
import { CheckImpossible, type Finding, type SqlCheck } from './finding';
import { relationText } from './names';
import { findRelations, TABLE_KINDS } from './relations';
import type { Session } from './session';
import { HEARTBEAT } from './witness-tables';

const NEWEST = {
  witness: 'newest heartbeat of the witness',
  lastCommit: 'newest replayed commit',
  archive: 'newest archived WAL segment',
} as const;

/** A time that was found, in milliseconds, or why it is not there. */
type Newest = number | { readonly missing: string };

/** The restored data is recent. */
export const freshnessCheck: SqlCheck<FreshnessCheckPlan> = {
  expected: ({ by, within }) => `${NEWEST[by]} at most ${within} s old`,

  async run({ by, within }, session, context): Promise<Finding> {
    const newest = await newestBy[by](session, context);
    if (typeof newest === 'object') return { passed: false, actual: 'none', reason: newest.missing };
    // A clock that runs ahead makes old data look new.
    if (newest > Date.now())
      throw new CheckImpossible(`the ${NEWEST[by]} is of a time that has not come: the clocks differ`);
    const age = Math.max(0, (Date.parse(context.asOf) - newest) / 1000);
    const passed = age <= within;
    return {
      passed,
      actual: `${age.toFixed(1)} s old`,
      ...(!passed && { reason: `the ${NEWEST[by]} is ${age.toFixed(1)} s old` }),
    };
  },
};

const newestBy: Readonly<
  Record<FreshnessCheckPlan['by'], (session: Session, context: CheckContext) => Promise<Newest>>
> = {
  async witness(session, { witness }) {
    if (witness === undefined) throw new CheckImpossible('the protection has no witness');
    const table = { schema: witness.schema, name: HEARTBEAT };
    const [found] = await findRelations(session, [table], TABLE_KINDS);
    if (found === undefined) return { missing: `there is no table ${relationText(table)} of the witness` };
    const { at } = await session.reading(() =>
      session.row<{ at: Date | null }>(`SELECT max(at) AS at FROM ${found.sql}`),
    );
    return at === null ? { missing: 'the witness has written no heartbeat' } : at.getTime();
  },

  /** The server knows it until it is restarted (PostgreSQL documentation, "Recovery Information Functions"). */
  async lastCommit(session, { lastCommitAt }) {
    if (lastCommitAt !== undefined) return Date.parse(lastCommitAt);
    const { at } = await session.reading(() =>
      session.row<{ at: Date | null }>('SELECT pg_last_xact_replay_timestamp() AS at'),
    );
    if (at === null) {
      throw new CheckImpossible(
        'nobody knows the newest replayed commit: recovery replayed none, or the server was restarted since',
      );
    }
    return at.getTime();
  },

  archive(_session, { archivedAt }) {
    if (archivedAt === undefined)
      return Promise.reject(new CheckImpossible('nobody knows when the newest WAL segment was archived'));
    return Promise.resolve(Date.parse(archivedAt));
  },
};
