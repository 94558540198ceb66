import type { SchemaCheckPlan } from '../../lib/plan';
import { findingOf, listed, type SqlCheck } from './finding';

/** The schemas exist. */
export const schemaCheck: SqlCheck<SchemaCheckPlan> = {
  expected: ({ schemas }) => `schemas ${listed(schemas)}`,

  async run({ schemas }, session) {
    const rows = await session.reading(() =>
      session.rows<{ name: string }>(
        'SELECT nspname::text AS name FROM pg_namespace WHERE nspname = ANY ($1::text[])',
        [schemas],
      ),
    );
    const there = rows.map(({ name }) => name);
    const missing = schemas.filter((schema) => !there.includes(schema));
    return findingOf(
      missing.map((schema) => `there is no schema ${schema}`),
      `${there.length} of ${schemas.length} there`,
    );
  },
};
