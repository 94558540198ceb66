import { setTimeout as sleep } from 'node:timers/promises';
import { Check } from '../../lib/drill';
import { LATEST } from '../rehearsal/protection';
import { flipInSource, query } from './damage';
import type { Fault } from './fault';

const latest = { targets: LATEST };

/** Faults in what was backed up: the backup is whole, and is not what was promised. */
export const DATA_FAULTS: readonly Fault[] = [
  {
    name: 'the database is empty',
    fast: true,
    reason: 'check-failed',
    says: /check 'migrations in schema_migrations': expected at least 2 migrations .*there is no table schema_migrations/,
    protection: latest,
    inject: () => ({
      interventions: {
        loaded: async (scene) => {
          await query(scene, 'DROP TABLE orders, schema_migrations', 'DROP ROLE reporter');
        },
      },
    }),
  },
  {
    name: 'the database has another name',
    fast: true,
    reason: 'database-missing',
    says: /no database app/,
    protection: latest,
    inject: () => ({
      interventions: {
        archived: async ({ archive, server }) => {
          const session = await server.session({ database: 'postgres' });
          await session.run('ALTER DATABASE app RENAME TO shop');
          const { segment } = await session.row<{ segment: string }>(
            'SELECT pg_walfile_name(pg_switch_wal() - 1) AS segment',
          );
          await session.close();
          await archive.untilArchived(segment, server.log, AbortSignal.timeout(10_000));
        },
      },
    }),
  },
  {
    name: 'a table is missing',
    reason: 'check-failed',
    says: /check 'tables orders'/,
    protection: latest,
    inject: () => ({
      interventions: { loaded: (scene) => query(scene, 'DROP TABLE orders').then(() => undefined) },
    }),
  },
  {
    name: 'rows are missing',
    fast: true,
    reason: 'check-failed',
    says: /check 'query SELECT count\(\*\) FROM orders': expected .*2000.*, found 1900/,
    protection: latest,
    inject: () => ({
      interventions: {
        loaded: (scene) => query(scene, 'DELETE FROM orders WHERE id > 1900').then(() => undefined),
      },
    }),
  },
  {
    name: 'rows are missing that the witness counted',
    reason: 'check-failed',
    says: /check 'row counts within 5% of the witness'/,
    protection: latest,
    inject: () => ({
      interventions: {
        restored: (scene) => query(scene, 'DELETE FROM orders WHERE id > 1800').then(() => undefined),
      },
    }),
  },
  {
    name: 'a role is missing',
    reason: 'check-failed',
    says: /check 'role reporter'/,
    protection: latest,
    inject: () => ({
      interventions: {
        loaded: (scene) => query(scene, 'DROP OWNED BY reporter', 'DROP ROLE reporter').then(() => undefined),
      },
    }),
  },
  {
    name: 'a grant is missing',
    reason: 'check-failed',
    says: /check 'role reporter': expected .*SELECT/,
    protection: latest,
    inject: () => ({
      interventions: {
        loaded: (scene) => query(scene, 'REVOKE SELECT ON orders FROM reporter').then(() => undefined),
      },
    }),
  },
  {
    name: 'a migration is missing',
    reason: 'check-failed',
    says: /check 'migrations in schema_migrations'/,
    protection: latest,
    inject: () => ({
      interventions: {
        loaded: (scene) =>
          query(scene, "DELETE FROM schema_migrations WHERE version = '0002_reporter'").then(() => undefined),
      },
    }),
  },
];

/** Faults that only one kind of check sees. */
export const CHECKED_FAULTS: readonly Fault[] = [
  {
    name: 'an index does not find what is in its table',
    reason: 'data-corrupt',
    says: /lacks matching index tuple within index "orders_key"/,
    protection: { ...latest, checks: [Check.indexes()] },
    inject: () => ({
      interventions: {
        loaded: async (scene) => {
          await query(
            scene,
            'CREATE FUNCTION key(bigint) RETURNS bigint IMMUTABLE LANGUAGE sql RETURN $1',
            'CREATE INDEX orders_key ON orders (key(id))',
            // What the index was made with is not what the function says now, as with a changed collation.
            'CREATE OR REPLACE FUNCTION key(bigint) RETURNS bigint IMMUTABLE LANGUAGE sql RETURN -$1',
          );
        },
      },
    }),
  },
  {
    name: 'a byte of a table that no check names was flipped before the base backup',
    reason: 'data-corrupt',
    says: /invalid page in block \d+ of relation|page verification failed/,
    protection: { ...latest, checks: [Check.checksums()] },
    inject: () => ({ interventions: { loaded: (scene) => flipInSource(scene, 'schema_migrations') } }),
  },
  {
    name: 'the heartbeat of the witness is older than a check allows',
    reason: 'check-failed',
    says: /newest heartbeat of the witness/,
    protection: { ...latest, checks: [Check.freshness({ by: 'witness', within: '1s' })] },
    inject: () => ({ interventions: { archived: () => sleep(1200) } }),
  },
  {
    name: 'a query gives no row',
    reason: 'check-failed',
    says: /the query gave no row/,
    protection: { ...latest, checks: [Check.query('SELECT id FROM orders WHERE id < 0', { atLeast: 1 })] },
    inject: () => ({}),
  },
  {
    name: 'a query reads a column that is missing',
    reason: 'check-failed',
    says: /column "shipped" does not exist/,
    protection: { ...latest, checks: [Check.query('SELECT count(shipped) FROM orders', { atLeast: 1 })] },
    inject: () => ({}),
  },
];
