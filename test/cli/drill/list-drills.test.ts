import { nextDrill } from '../../../cli/drill/drill-status';
import { listDrills } from '../../../cli/drill/list-drills';
import type { DrillPlan } from '../../../lib/plan';
import { FakeCluster, type FakeObject } from '../cluster/fake-cluster';
import {
  cronJobObject,
  drillResult,
  goodCluster,
  NOW,
  ORDERS,
  sessionOn,
  statusObject,
} from '../cluster/session';

async function textOn(cluster: FakeCluster): Promise<readonly string[]> {
  const session = sessionOn(cluster);
  await expect(listDrills([ORDERS], session, 'text')).resolves.toBe(0);
  return session.host.printed.stdout.trimEnd().split('\n');
}

const but = (...objects: readonly FakeObject[]) => goodCluster(new FakeCluster()).add(...objects);

test('a drill is listed with its schedule, its last verdict and what was measured', async () => {
  const [heading = '', row] = await textOn(goodCluster(new FakeCluster()));
  expect(heading.split(/ {2,}/)).toEqual([
    ...['PROTECTION', 'DRILL', 'SCHEDULE', 'STATE', 'LAST', 'REASON', 'RPO', 'RTO', 'NEXT'],
  ]);
  expect(row?.split(/ {2,}/)).toEqual([
    'safeops/develop/orders',
    'restore-test/develop-orders',
    'Sundays at 04:00 UTC',
    'active',
    'passed 1d ago',
    'restored-and-checked',
    '12.0 s of 15m',
    '51.0 s of 30m',
    '2027-03-14 04:00Z',
  ]);
});

test.each<[string, FakeCluster, RegExp]>([
  ['suspended', but(cronJobObject({ suspend: true })), / suspended .* –$/],
  ['not on the cluster', new FakeCluster(), / not on the cluster +none yet/],
  ['forged', but(statusObject('{"verdict":"passed"}')), / none yet /],
  [
    'with a measure that is missing',
    but(statusObject(drillResult({ targets: [{ target: { kind: 'latest' }, measuredRto: 5, checks: [] }] }))),
    / unknown of 15m +5\.0 s of 30m /,
  ],
  [
    'running',
    but({
      kind: 'Job',
      metadata: {
        name: 'run',
        namespace: 'restore-test',
        labels: {
          'app.kubernetes.io/instance': 'develop-orders',
          'app.kubernetes.io/component': 'drill-runner',
        },
      },
    }),
    / active, running /,
  ],
])('a drill that is %s', async (_, cluster, row) => {
  expect((await textOn(cluster))[1]).toMatch(row);
});

test('a waived drill is listed as that; everything is there as JSON', async () => {
  const waived = {
    ...ORDERS,
    drill: { waived: { reason: 'filled anew', owner: 'shop', until: '2027-12-31' } },
  };
  const session = sessionOn(goodCluster(new FakeCluster()));
  await listDrills([ORDERS, waived], session, 'json');
  expect(JSON.parse(session.host.printed.stdout)).toMatchObject({
    drills: [
      { protection: ORDERS.id, status: { last: { verdict: 'passed', message: 'all held' } } },
      { protection: ORDERS.id, waived: { until: '2027-12-31' } },
    ],
  });
  const text = sessionOn(goodCluster(new FakeCluster()));
  await listDrills([waived], text, 'text');
  expect(text.host.printed.stdout).toContain('waived until 2027-12-31');
});

test('a drill of the first Monday is due on that Monday only', () => {
  const plan = { schedule: '0 4 1,2,3,4,5,6,7 * *', onlyOnWeekday: 1 } as DrillPlan;
  expect(nextDrill(plan, NOW).toISOString()).toBe('2027-04-05T04:00:00.000Z');
});
