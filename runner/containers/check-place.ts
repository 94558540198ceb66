import { checkPodSelector } from '../../lib/drill/site/check-pod';
import { ApiError, type ApiClient, type KubernetesObject, type Resource } from '../kubernetes';

/** Where the pods of a drill's checks are. */
export interface CheckPlace {
  readonly client: ApiClient;
  readonly namespace: string;
  readonly drill: string;
}

/** Pods of a namespace. */
export function podsOf(namespace: string): Resource {
  return { apiVersion: 'v1', plural: 'pods', namespace };
}

/** The pods that checks of a drill have left, or still use. */
export async function checkPodsLeft(
  { client, namespace, drill }: CheckPlace,
  signal: AbortSignal,
): Promise<readonly KubernetesObject[]> {
  const { items } = await client.list(podsOf(namespace), { labels: checkPodSelector(drill) }, signal);
  return items;
}

/** Deletes the pods that checks of a drill have left, without waiting until they are gone. */
export async function deleteCheckPods(place: CheckPlace, signal: AbortSignal): Promise<void> {
  for (const { metadata } of await checkPodsLeft(place, signal)) {
    if (metadata.deletionTimestamp === undefined) await deletePod(place, metadata, signal);
  }
}

async function deletePod(
  { client, namespace }: CheckPlace,
  { name, uid }: KubernetesObject['metadata'],
  signal: AbortSignal,
): Promise<void> {
  const options = { propagation: 'Background', ...(uid !== undefined && { uid }) } as const;
  try {
    await client.delete(podsOf(namespace), name, options, signal);
  } catch (error) {
    // Of another name than this plan's checks have: of an earlier plan. It belongs to the Cluster and goes with it.
    if (!ApiError.is(error) || error.status !== 403) throw error;
  }
}
