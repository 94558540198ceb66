import type { RangeAnswer, ReadRange } from '../../../runner/etcd/key-value';
import { newestHeartbeat, restoredIdentity } from '../../../runner/etcd/restored-facts';
import { leaseRenewedAt, namespaceWith } from './snapshots';

const signal = new AbortController().signal;
const etcdWith =
  (...values: readonly Buffer[]): ReadRange =>
  ({ key }) =>
    Promise.resolve<RangeAnswer>({
      count: values.length,
      entries: values.map((value) => ({ key, value })),
    });

test('a cluster is known by the UID of kube-system', async () => {
  const uid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
  expect(await restoredIdentity(etcdWith(namespaceWith(uid)), signal)).toBe(uid);
});

test.each([
  ['is not there', etcdWith()],
  ['is encrypted', etcdWith(Buffer.from('k8s:enc:aescbc:v1:key1:abc'))],
  ['is cut off', etcdWith(namespaceWith('3f2504e0-4f89-41d3-9a0c-0305e82c3301').subarray(0, 9))],
])('where it %s nobody knows which cluster it is', async (_, range) => {
  expect(await restoredIdentity(range, signal)).toBeUndefined();
});

test('the data is as new as the newest heartbeat of a node', async () => {
  const times = ['2026-01-01T00:00:10.250Z', '2026-01-01T00:00:20Z', '2026-01-01T00:00:15Z'];
  const leases = times.map((time) => leaseRenewedAt(new Date(time)));
  expect(await newestHeartbeat(etcdWith(...leases), signal)).toEqual(new Date('2026-01-01T00:00:20Z'));
  expect(await newestHeartbeat(etcdWith(...leases.slice(0, 1)), signal)).toEqual(new Date(times[0] ?? ''));
});

test('without a node, or with leases that cannot be read, there is no heartbeat', async () => {
  expect(await newestHeartbeat(etcdWith(), signal)).toBeUndefined();
  expect(await newestHeartbeat(etcdWith(Buffer.from('{}')), signal)).toBeUndefined();
});
