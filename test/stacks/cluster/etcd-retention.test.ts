import fc from 'fast-check';
import { Duration, Schedule } from '../../../lib/core';
import { controlPlaneCount, etcdRetention } from '../../../stacks/cluster/etcd-retention';
import type { EtcdBackupSettings } from '../../../stacks/cluster/settings/etcd-backup';
import { settingsWith } from './example-cluster';

function backup(changes: Partial<EtcdBackupSettings>): EtcdBackupSettings {
  const { etcdBackup } = settingsWith();
  if (etcdBackup === undefined) throw new Error('the example has an etcd backup');
  return { ...etcdBackup, ...changes };
}

test('in the store each server counts: hourly for seven days on three servers is 504', () => {
  expect(etcdRetention(backup({}), 3)).toEqual({ onServer: 24, inStore: 504 });
});

test.each([
  ['0 */6 * * *', '2d', 1, 8],
  ['0 2,3 * * *', '7d', 1, 14],
  ['0 4 * * 0', '30d', 3, 15],
  ['*/15 * * * *', '1h', 1, 4],
  ['*/10 * * * 1-5', '10d', 1, 1152],
  ['0 0 29 2 *', '10d', 1, 1],
  ['* * 1-30 * *', '10d', 1, 14_400],
  ['* * * * *', '30d', 1, 43_200],
])('%s kept for %s by %i servers is %i snapshots', (schedule, keepInStore, servers, inStore) => {
  expect(etcdRetention(backup({ schedule, keepInStore }), servers).inStore).toBe(inStore);
});

test('a time shorter than a round keeps one snapshot of each server', () => {
  expect(etcdRetention(backup({ schedule: '@daily', keepInStore: '1h', keepOnServers: '1h' }), 3)).toEqual({
    onServer: 1,
    inStore: 3,
  });
});

test('nothing younger than asked for is pruned: no span of that length has more firings', () => {
  const crons = fc.constantFrom('0 * * * *', '30 1,2,9 * * *', '0 0 * * 1,3', '0 12 1,2 * *', '0 */5 * * *');
  fc.assert(
    fc.property(
      crons,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 300 }),
      (cron, days, start) => {
        const schedule = Schedule.cron(cron);
        const keep = Duration.days(days);
        const { inStore } = etcdRetention(backup({ schedule, keepInStore: keep }), 1);
        const from = schedule.next(new Date(Date.UTC(2024, 0, 1 + start)));
        let firings = 0;
        for (let at = from; at.getTime() < from.getTime() + keep.milliseconds; at = schedule.next(at))
          firings++;
        expect(inStore).toBeGreaterThanOrEqual(firings);
      },
    ),
    { numRuns: 50 },
  );
});

test('control planes of all pools count', () => {
  const cp = { serverType: 'cx33', count: 1 };
  expect(controlPlaneCount(settingsWith({ controlPlanes: { a: cp, b: { ...cp, count: 2 } } }))).toBe(3);
});
