import type { ReadRange } from './key-value';
import { renewTimeOf, uidOf } from './stored-object';

/** The namespace whose UID tells clusters apart: nobody can delete it. */
export const IDENTITY_NAMESPACE = 'kube-system';

/** Leases that kubelets renew every ten seconds (Kubernetes documentation, "Leases", node heartbeats). */
const HEARTBEATS = '/registry/leases/kube-node-lease/';

/** Heartbeats that are looked at: one would do. */
const MOST_HEARTBEATS = 200;

/** UID of `kube-system` in the restored etcd; undefined where it is not there, or cannot be read. */
export async function restoredIdentity(range: ReadRange, signal: AbortSignal): Promise<string | undefined> {
  const { entries } = await range({ key: `/registry/namespaces/${IDENTITY_NAMESPACE}` }, signal);
  return entries[0] && uidOf(entries[0].value);
}

/** The newest heartbeat of a node in the restored etcd: what was written last, whatever the snapshot is called. */
export async function newestHeartbeat(range: ReadRange, signal: AbortSignal): Promise<Date | undefined> {
  const { entries } = await range({ key: HEARTBEATS, isPrefix: true, limit: MOST_HEARTBEATS }, signal);
  const times = entries.flatMap(({ value }) => renewTimeOf(value)?.getTime() ?? []);
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}
