import type { ExpectationPlan, RelationPlan, RowCountsCheckPlan } from '../../lib/plan';
import type { CheckContext } from './check-context';
import { expectationText, satisfies } from './expectation';
import { CheckImpossible, findingOf, listed, type SqlCheck } from './finding';
import { readRelation, relationText } from './names';
import { findRelations, TABLE_KINDS } from './relations';
import type { Session } from './session';
import { ROW_COUNTS } from './witness-tables';

interface ExpectedCount {
  readonly table: RelationPlan;
  readonly expect: ExpectationPlan;
}

/** Tables have as many rows as expected, or as the witness counted. */
export const rowCountsCheck: SqlCheck<RowCountsCheckPlan> = {
  expected({ tables, witness }) {
    const counts = tables.map(({ table, expect }) => `${relationText(table)}: ${expectationText(expect)}`);
    return listed([
      ...(witness === undefined
        ? []
        : [
            `as many rows as the witness counted, give or take ${Number((witness.fraction * 100).toPrecision(12))}%`,
          ]),
      ...counts,
    ]);
  },

  async run({ tables, witness }, session, context) {
    const faults: string[] = [];
    const actual: string[] = [];
    const compared = [...tables];
    if (witness !== undefined) {
      const counted = await countsOfWitness(session, context, witness.fraction);
      faults.push(...counted.faults);
      compared.push(...counted.expected);
    }
    const found = await findRelations(
      session,
      compared.map(({ table }) => table),
      TABLE_KINDS,
    );
    for (const [index, { table, expect }] of compared.entries()) {
      const name = relationText(table);
      const relation = found[index];
      if (relation === undefined) {
        faults.push(`there is no table ${name}`);
        continue;
      }
      const { rows } = await session.reading(() =>
        session.row<{ rows: string }>(`SELECT count(*) AS rows FROM ${relation.sql}`),
      );
      actual.push(`${name}: ${rows}`);
      if (!satisfies(rows, expect))
        faults.push(`${name} has ${rows} rows instead of ${expectationText(expect)}`);
    }
    return findingOf(faults, actual.length === 0 ? 'nothing to count' : listed(actual));
  },
};

/** What the witness wrote of the tables it is to count. What it wrote of others is left from earlier. */
async function countsOfWitness(
  session: Session,
  { witness }: CheckContext,
  fraction: number,
): Promise<{ readonly expected: readonly ExpectedCount[]; readonly faults: readonly string[] }> {
  if (witness === undefined || witness.counts.length === 0)
    throw new CheckImpossible('the protection has no witness that counts rows');
  const table = { schema: witness.schema, name: ROW_COUNTS };
  const [found] = await findRelations(session, [table], TABLE_KINDS);
  if (found === undefined)
    return { expected: [], faults: [`there is no table ${relationText(table)} of the witness`] };
  const rows = await session.reading(() =>
    session.rows<{ relation: string; rows: string }>(
      `SELECT relation, rows FROM ${found.sql} WHERE relation = ANY ($1::text[])`,
      [witness.counts],
    ),
  );
  const counted = new Set(rows.map(({ relation }) => relation));
  return {
    expected: rows.map(({ relation, rows: of }) => ({
      table: readRelation(relation),
      expect: { kind: 'within', of: Number(of), fraction },
    })),
    faults: witness.counts
      .filter((relation) => !counted.has(relation))
      .map((relation) => `the witness has written no count of ${relation}`),
  };
}
