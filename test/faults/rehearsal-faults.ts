import { renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Check } from '../../lib/drill';
import { LATEST, POINT_IN_TIME, SHOP_CHECKS } from '../rehearsal/protection';
import { archiveOf, query } from './damage';
import type { Fault } from './fault';

const latest = { targets: LATEST };
const pointInTime = { targets: POINT_IN_TIME };

/** Faults of the rehearsal: nothing is known of the backup, and that must be said. */
export const REHEARSAL_FAULTS: readonly Fault[] = [
  {
    name: 'the point in time is after the last commit',
    fast: true,
    reason: 'target-after-last-commit',
    says: /is after the last archived commit/,
    protection: pointInTime,
    inject: () => ({ interventions: { pointInTime: (point) => point.plusSeconds(3600) } }),
  },
  {
    name: 'the store is gone when the restore begins',
    fast: true,
    reason: 'archive-unreachable',
    says: /the folder of the backups is gone/,
    protection: latest,
    inject: () => ({
      interventions: { lost: (scene) => rmSync(archiveOf(scene).store, { recursive: true }) },
    }),
  },
  {
    name: 'the store goes away while the server recovers',
    reason: 'archive-unreachable',
    says: /could not restore file "\w+(\.history)?" from archive/,
    protection: latest,
    inject: () => ({
      interventions: {
        restoring: (scene) => {
          const { store } = archiveOf(scene);
          renameSync(store, `${store}-away`);
        },
      },
    }),
  },
  {
    name: 'the store goes away before the base backup',
    reason: 'archive-unreachable',
    says: /the folder of the backups is gone/,
    protection: latest,
    inject: () => ({
      interventions: { loaded: (scene) => rmSync(archiveOf(scene).store, { recursive: true }) },
    }),
  },
  {
    name: 'the source cannot archive its WAL',
    reason: 'archive-unreachable',
    says: /could not archive its WAL/,
    protection: latest,
    inject: () => ({ parameters: { source: { archive_command: 'exit 1' } } }),
  },
  {
    name: 'the witness has stopped',
    fast: true,
    reason: 'witness-stopped',
    says: /it wrote last \d\.\d s before \(role "restorable_witness" is not permitted to log in\)/,
    protection: latest,
    inject: () => ({
      interventions: {
        loaded: (scene) => query(scene, 'ALTER ROLE restorable_witness NOLOGIN').then(() => undefined),
      },
    }),
  },
  {
    name: 'the witness has written too long ago',
    reason: 'witness-stopped',
    says: /it wrote last \d+\.\d s before; the RPO is 3 s/,
    protection: { ...latest, objectives: { rpo: 3 } },
    inject: () => ({
      interventions: {
        archived: async ({ archive, server, database }) => {
          await sleep(3100);
          // Fresh commits reach the archive, only the witness is silent.
          const session = await server.session({ database });
          await session.run(
            "UPDATE restorable_rehearsal.marks SET at = clock_timestamp() WHERE name = 'never archived'",
          );
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
    name: 'a check cannot be carried out',
    reason: 'check-error',
    says: /check 'a query that divides by nothing': expected .*22012/,
    protection: {
      ...latest,
      checks: [
        Check.tables('orders'),
        Check.query('SELECT count(*) / 0 FROM orders', {
          atLeast: 1,
          name: 'a query that divides by nothing',
        }),
      ],
    },
    inject: () => ({}),
  },
  {
    name: 'a check hangs',
    reason: 'deadline-exceeded',
    says: /deadline of 5 s/,
    protection: {
      ...latest,
      checks: [Check.query('SELECT count(*) FROM orders, pg_sleep(60)', { atLeast: 1 })],
    },
    inject: () => ({ deadline: 5 }),
  },
  {
    name: 'a check takes longer than its timeout',
    reason: 'check-error',
    says: /no answer within 1 s/,
    protection: {
      ...latest,
      checks: [Check.query('SELECT count(*) FROM orders, pg_sleep(60)', { atLeast: 1, timeout: '1s' })],
    },
    inject: () => ({}),
  },
  {
    name: 'no check can run here',
    reason: 'no-check-ran',
    says: /none of 1 checks can run here/,
    protection: { ...latest, checks: SHOP_CHECKS.filter((check) => check.name.includes('answers')) },
    inject: () => ({}),
  },
  {
    name: 'a check gives no result',
    reason: 'check-error',
    says: /the check gave no result/,
    protection: { ...latest, checks: [Check.tables('orders')] },
    inject: () => ({ runChecks: () => Promise.resolve([]) }),
  },
  {
    name: 'the checks stop at something unforeseen',
    reason: 'rehearsal-error',
    says: /TypeError: no such thing$/,
    protection: latest,
    inject: () => ({ runChecks: () => Promise.reject(new TypeError('no such thing')) }),
  },
  {
    name: 'the source server dies while it writes',
    reason: 'source-failed',
    says: /source/,
    protection: latest,
    inject: () => ({ interventions: { backedUp: ({ server }) => server.kill() } }),
  },
  {
    name: 'the restored server needs a library that is not here',
    reason: 'place-unsuited',
    says: /could not access file "no_such_library"/,
    protection: latest,
    inject: () => ({ parameters: { restored: { shared_preload_libraries: 'no_such_library' } } }),
  },
];
