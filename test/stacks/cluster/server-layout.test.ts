import fc from 'fast-check';
import {
  autoscaledLayoutOf,
  layoutOf,
  placementGroupsOf,
  type ServerLayout,
} from '../../../stacks/cluster/server-layout';
import type { ServerPoolOptions } from '../../../stacks/cluster/settings/server-pool';
import { settingsWith } from './example-cluster';

const worker = (count: number): ServerPoolOptions => ({ serverType: 'cx33', count });

/** Everything about a server that must not change while its pool stays. */
function byName(layout: readonly ServerLayout[]): Map<string, ServerLayout> {
  return new Map(layout.map((server) => [server.name, server]));
}

const poolName = fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => name !== 'cp');
const pools = fc.dictionary(poolName, fc.integer({ min: 1, max: 12 }), { minKeys: 1, maxKeys: 6 });

test('servers are named after cluster, pool and number, and the first one begins the cluster', () => {
  const layout = layoutOf(settingsWith());
  expect(layout.map(({ name, role }) => [name, role])).toEqual([
    ['safeops-cp-1', 'first-server'],
    ['safeops-cp-2', 'joining-server'],
    ['safeops-cp-3', 'joining-server'],
    ['safeops-workers-1', 'agent'],
    ['safeops-workers-2', 'agent'],
  ]);
});

test('the first server stands in front of all others, whatever the order of pools', () => {
  const cp = { serverType: 'cx33', count: 1 };
  const layout = layoutOf(settingsWith({ controlPlanes: { a: cp, b: cp, c: cp }, firstPool: 'b' }));
  expect(layout.slice(0, 3).map(({ pool, role }) => [pool, role])).toEqual([
    ['b', 'first-server'],
    ['a', 'joining-server'],
    ['c', 'joining-server'],
  ]);
});

test('removing or adding pools changes no server of another pool', () => {
  fc.assert(
    fc.property(pools, pools, (before, added) => {
      const workers = (counts: Record<string, number>) =>
        Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, worker(count)]));
      const earlier = byName(layoutOf(settingsWith({ workers: workers(before) })));
      const kept = Object.fromEntries(Object.entries(before).slice(1));
      const later = byName(layoutOf(settingsWith({ workers: workers({ ...added, ...kept }) })));
      for (const [name, server] of earlier) {
        if (server.pool in kept || server.pool === 'cp') expect(later.get(name)).toEqual(server);
      }
    }),
  );
});

test('enlarging a pool leaves its servers as they are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 }), (count, more) => {
      const small = layoutOf(settingsWith({ workers: { pool: worker(count) } }));
      const large = byName(layoutOf(settingsWith({ workers: { pool: worker(count + more) } })));
      for (const server of small) expect(large.get(server.name)).toEqual(server);
    }),
  );
});

test('no two servers of pools with different blocks have one address', () => {
  fc.assert(
    fc.property(pools, (counts) => {
      const workers = Object.fromEntries(
        Object.entries(counts).map(([name, count], position) => [
          name,
          { ...worker(count), addressBlock: position + 1 },
        ]),
      );
      const addresses = layoutOf(settingsWith({ workers })).map(({ privateIp }) => privateIp);
      expect(new Set(addresses).size).toBe(addresses.length);
    }),
  );
});

test('addresses are in the subnet of the role and in the block that is asked for', () => {
  const layout = layoutOf(
    settingsWith({
      controlPlanes: { cp: { serverType: 'cx33', count: 1, addressBlock: 3 } },
      workers: { w: { ...worker(2), addressBlock: 260 } },
    }),
  );
  expect(layout.map(({ privateIp }) => privateIp)).toEqual(['10.0.3.11', '10.9.4.11', '10.9.4.12']);
});

test('a placement group holds ten servers of one pool, and all control planes are in one', () => {
  const layout = layoutOf(settingsWith({ workers: { w: worker(21) } }));
  expect(placementGroupsOf(layout)).toEqual([
    'safeops-control-plane',
    'safeops-w-1',
    'safeops-w-2',
    'safeops-w-3',
  ]);
  const members = layout.filter(({ placementGroup }) => placementGroup === 'safeops-w-1');
  expect(members.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('control planes that run no ordinary pods are tainted and left out of load balancers', () => {
  const [first] = layoutOf(settingsWith());
  expect(first?.nodeTaints).toEqual([{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]);
  expect(first?.nodeLabels).toEqual({
    'node.kubernetes.io/exclude-from-external-load-balancers': 'true',
    project: 'sre',
  });
});

test('without workers control planes run ordinary pods, unless said otherwise', () => {
  expect(layoutOf(settingsWith({ workers: {} }))[0]?.nodeTaints).toEqual([]);
  const tainted = layoutOf(settingsWith({ workers: {}, schedulingOnControlPlanes: false }));
  expect(tainted[0]?.nodeTaints).toHaveLength(1);
});

test('servers carry the labels by which load balancers select them', () => {
  const [first, , , agent] = layoutOf(settingsWith());
  expect(first?.labels).toEqual({ cluster: 'safeops', pool: 'cp', role: 'control-plane' });
  expect(agent?.labels).toEqual({ cluster: 'safeops', pool: 'workers', role: 'worker' });
});

test('a scaled pool is one template without address and placement group', () => {
  const [pool, ...more] = autoscaledLayoutOf(
    settingsWith({ autoscaledWorkers: { burst: { serverType: 'cax21', min: 0, max: 3 } } }),
  );
  expect(more).toEqual([]);
  expect(pool).toMatchObject({ name: 'safeops-burst', role: 'autoscaled-agent', serverType: 'cax21' });
  expect(pool?.privateIp).toBeUndefined();
  expect(pool?.placementGroup).toBeUndefined();
});
