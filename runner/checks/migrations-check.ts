import { escapeIdentifier } from 'pg';
import type { MigrationsCheckPlan } from '../../lib/plan';
import { expectationText, satisfies } from './expectation';
import { findingOf, listed, type SqlCheck } from './finding';
import { relationText } from './names';
import { findRelations, TABLE_KINDS } from './relations';

/** The migrations a tool has recorded are there, and none is failed or unfinished. */
export const migrationsCheck: SqlCheck<MigrationsCheckPlan> = {
  expected({ table, names, count, failedWhere }) {
    return [
      `${expectationText(count)} migrations applied in ${relationText(table)}`,
      ...(names.length > 0 ? [`among them ${listed(names)}`] : []),
      ...(failedWhere === undefined ? [] : ['none failed or unfinished']),
    ].join(', ');
  },

  async run({ table, column, appliedWhere = 'true', failedWhere = 'false', names, count }, session) {
    const [found] = await findRelations(session, [table], TABLE_KINDS);
    if (found === undefined)
      return { passed: false, actual: 'no migrations', reason: `there is no table ${relationText(table)}` };
    return session.reading(async () => {
      const counts = await session.row<{ applied: string; failed: string }>(
        `SELECT count(*) FILTER (WHERE ${appliedWhere}) AS applied, count(*) FILTER (WHERE ${failedWhere}) AS failed
         FROM ${found.sql}`,
      );
      const applied =
        column === undefined || names.length === 0
          ? []
          : await session.rows<{ name: string }>(
              `SELECT ${escapeIdentifier(column)}::text AS name FROM ${found.sql}
               WHERE (${appliedWhere}) AND ${escapeIdentifier(column)}::text = ANY ($1::text[])`,
              [names],
            );
      const there = new Set(applied.map(({ name }) => name));
      const failed = Number(counts.failed);
      return findingOf(
        [
          ...names.filter((name) => !there.has(name)).map((name) => `migration ${name} is not applied`),
          ...(failed > 0 ? [`${failed} failed or unfinished`] : []),
          ...(satisfies(counts.applied, count)
            ? []
            : [`${counts.applied} applied instead of ${expectationText(count)}`]),
        ],
        `${counts.applied} applied${failed > 0 ? `, ${failed} failed or unfinished` : ''}`,
      );
    });
  },
};
