import type { ClusterSettings } from '../cluster-settings';
import type { ServerPool, ServerShape } from '../settings/server-pool';

/** A pool with its name and the property it stands at. */
export interface PoolEntry<T extends ServerShape = ServerShape> {
  readonly name: string;
  readonly property: string;
  readonly pool: T;
}

/** Pools with a fixed number of servers. */
export function fixedPools(settings: ClusterSettings): PoolEntry<ServerPool>[] {
  return [...entries('controlPlanes', settings.controlPlanes), ...entries('workers', settings.workers)];
}

/** Every pool. */
export function allPools(settings: ClusterSettings): PoolEntry[] {
  return [...fixedPools(settings), ...entries('autoscaledWorkers', settings.autoscaledWorkers)];
}

/** The pools of one kind. */
export function entries<T extends ServerShape>(
  kind: 'controlPlanes' | 'workers' | 'autoscaledWorkers',
  pools: Readonly<Record<string, T>>,
): PoolEntry<T>[] {
  return Object.entries(pools).map(([name, pool]) => ({ name, property: `${kind}.${name}`, pool }));
}
