/**
 * What a base backup leaves out (PostgreSQL documentation, "Making a Base Backup Using the Low Level API"; the first six
 * were seen to work). Folders stay, empty: the restored server wants them.
 */
const CONTENT_OF = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
]);

const AT_THE_TOP = new Set(['postmaster.pid', 'postmaster.opts']);

/** Made again by the server: files of queries that ran, and the cache of the catalogue. */
const ANYWHERE = /^(pgsql_tmp.*|pg_internal\.init.*)$/;

/** Whether a base backup leaves out a file or folder of the data folder. Its path is below that, with slashes. */
export function isExcluded(path: string): boolean {
  const parts = path.split('/');
  const [first = ''] = parts;
  if (parts.length === 1) return AT_THE_TOP.has(first);
  return CONTENT_OF.has(first) || ANYWHERE.test(parts.at(-1) ?? '');
}
