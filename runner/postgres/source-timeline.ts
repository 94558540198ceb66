import type { DrilledProtectionPlan } from '../../lib/plan';
import { ApiError, pause, type ApiClient } from '../kubernetes';
import { operatorResourcesOf, type Cluster } from './objects';

/** Time between two looks, and how long the operator may need to tell of a promotion, milliseconds. */
const LOOK = 2000;
const PATIENCE = 20_000;

/**
 * The timeline the source is on, as CloudNativePG tells it; undefined where the source cannot be read. A source that was just
 * promoted is given the time to say so.
 *
 * @param expected timeline that its archive has got objects of
 */
export async function sourceTimeline(
  client: ApiClient,
  { namespace, name, source }: DrilledProtectionPlan,
  expected: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const cluster = typeof source['cluster'] === 'string' ? source['cluster'] : name;
  const { clusters } = operatorResourcesOf(namespace);
  const begun = performance.now();
  for (;;) {
    let found: Cluster | undefined;
    try {
      found = await client.tryGet(clusters, cluster, signal);
    } catch (error) {
      if (!ApiError.is(error)) throw error;
    }
    const timeline = found?.status?.timelineID;
    if (timeline === undefined || timeline >= expected || performance.now() - begun > PATIENCE)
      return timeline;
    await pause(LOOK, signal);
  }
}
