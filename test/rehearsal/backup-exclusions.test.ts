import { isExcluded } from '../../lib/rehearsal/backup-exclusions';

test.each([
  'postmaster.pid',
  'postmaster.opts',
  'pg_wal/000000010000000000000002',
  'pg_wal/archive_status/000000010000000000000002.ready',
  'pg_replslot/one/state',
  'pg_dynshmem/mmap.1',
  'pg_stat_tmp/global.stat',
  'pg_subtrans/0000',
  'pg_notify/0000',
  'pg_serial/0000',
  'pg_snapshots/00000003-00000002-1',
  'base/pgsql_tmp/pgsql_tmp1.0',
  'base/5/pg_internal.init',
  'global/pg_internal.init.123',
])('%s is left out', (path) => {
  expect(isExcluded(path)).toBe(true);
});

test.each([
  'PG_VERSION',
  'postgresql.auto.conf',
  'global/pg_control',
  'base/5/1259',
  'base/5/postmaster.pid',
  'pg_wal',
  'pg_replslot',
  'pg_xact/0000',
  'pg_multixact/offsets/0000',
  'pg_twophase/0000',
  'pg_logical/replorigin_checkpoint',
  'pg_stat/pgstat.stat',
  'pg_tblspc/16384/PG_18_202506291/5/1259',
])('%s belongs to a base backup', (path) => {
  expect(isExcluded(path)).toBe(false);
});
