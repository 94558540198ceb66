import type { ExtensionsCheckPlan } from '../../lib/plan';
import { findingOf, listed, type SqlCheck } from './finding';

/** Extensions are installed, in the given version where one is given, and the server has their files. */
export const extensionsCheck: SqlCheck<ExtensionsCheckPlan> = {
  expected: ({ extensions }) =>
    `extensions ${listed(extensions.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`)))}`,

  async run({ extensions }, session) {
    const rows = await session.reading(() =>
      session.rows<{ name: string; version: string; available: boolean }>(
        `SELECT e.extname::text AS name, e.extversion AS version, a.name IS NOT NULL AS available
         FROM pg_extension e LEFT JOIN pg_available_extensions a ON a.name = e.extname
         WHERE e.extname = ANY ($1::text[])`,
        [extensions.map(({ name }) => name)],
      ),
    );
    const installed = new Map(rows.map((row) => [row.name, row]));
    return findingOf(
      extensions.flatMap(({ name, version }) => {
        const found = installed.get(name);
        if (found === undefined) return [`${name} is not installed`];
        // Its functions fail where the image of the server has no library for them.
        if (!found.available) return [`${name} is installed, but this server has no files of it`];
        return version === undefined || version === found.version
          ? []
          : [`${name} has version ${found.version} instead of ${version}`];
      }),
      rows.length === 0 ? 'none of them' : listed(rows.map(({ name, version }) => `${name} ${version}`)),
    );
  },
};
