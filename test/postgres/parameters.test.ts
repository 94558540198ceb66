import { withArchiveTimeout } from '../../lib/postgres/parameters';
import { composed, valueAt } from './fixture';

test('archive_timeout is always said, since the RPO hangs on it', () => {
  expect(withArchiveTimeout({})).toEqual({ archive_timeout: '5min' });
  expect(withArchiveTimeout({ archive_timeout: '60s', work_mem: '8MB' })).toEqual({
    archive_timeout: '60s',
    work_mem: '8MB',
  });
});

test('source and drill have the same parameters and preloaded libraries: with lower ones recovery hangs', () => {
  const { cluster, drillCluster, codes } = composed({
    parameters: { max_connections: '400', max_locks_per_transaction: '256' },
    preload: ['pg_stat_statements', 'timescaledb'],
    hba: ['host orders orders 10.0.0.0/8 scram-sha-256'],
  });
  expect(codes).toEqual([]);
  const parameters = {
    archive_timeout: '5min',
    max_connections: '400',
    max_locks_per_transaction: '256',
  };
  expect(valueAt(cluster, 'spec.postgresql')).toEqual({
    parameters,
    pg_hba: ['host orders orders 10.0.0.0/8 scram-sha-256'],
    shared_preload_libraries: ['pg_stat_statements', 'timescaledb'],
  });
  expect(valueAt(drillCluster, 'spec.postgresql')).toEqual({
    parameters,
    shared_preload_libraries: ['pg_stat_statements', 'timescaledb'],
  });
});
