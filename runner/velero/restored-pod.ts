import { CheckImpossible } from '../checks';
import type { Pod as WatchedPod } from '../drill/objects';
import type { DrillPlace } from './drill-place';
import { isNamed, kindsIn } from './objects';
import { isPodReady } from './rollout';

/** A restored pod with its address. */
export interface RestoredPod extends WatchedPod {
  readonly status?: WatchedPod['status'] & { readonly podIP?: string };
}

/** The first ready pod of a name, or whose name begins so. Throws a CheckImpossible. */
export async function findPod(
  { client }: Pick<DrillPlace, 'client'>,
  namespace: string,
  pattern: string,
  signal: AbortSignal,
): Promise<RestoredPod> {
  const { items } = await client.list(kindsIn(namespace).pods, {}, signal);
  const pods = (items as readonly RestoredPod[])
    .filter(({ metadata }) => isNamed(metadata.name, pattern) && metadata.deletionTimestamp === undefined)
    .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const ready = pods.find((pod) => isPodReady(pod) && pod.status?.phase === 'Running');
  if (ready !== undefined) return ready;
  throw new CheckImpossible(
    pods.length === 0 ? `there is no restored pod ${pattern}` : `no restored pod ${pattern} is ready`,
  );
}
