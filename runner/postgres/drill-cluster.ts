import { checkPodsLeft, deleteCheckPods } from '../containers';
import { ApiError, pause, type ApiClient, type KubernetesObject } from '../kubernetes';
import { Incident } from '../drill/incident';
import { resourcesOf } from '../drill/objects';
import { ofCluster, operatorResourcesOf } from './objects';
import { RUN_ANNOTATION, type ClusterManifest } from './source';

/** Time between two looks while something is removed, milliseconds. */
const LOOK = 500;

/** After this time claims that outlive their Cluster are deleted by ourselves, milliseconds. */
const CLAIMS = 20_000;

/** Where the Cluster of a drill is. */
export interface ClusterPlace {
  readonly client: ApiClient;
  readonly namespace: string;
  /** Of the drill, its Cluster, and all that CloudNativePG names after it. */
  readonly name: string;
}

/**
 * Creates the Cluster of a run, and returns its uid; the answer to a request that was carried out may get lost. Throws an
 * Incident.
 */
export async function createCluster(
  { client, namespace, name }: ClusterPlace,
  manifest: ClusterManifest,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { clusters } = operatorResourcesOf(namespace);
  try {
    return (await client.create(clusters, manifest, signal)).metadata.uid;
  } catch (error) {
    if (!ApiError.is(error)) throw error;
    const made = error.isConflict ? await madeByRun() : undefined;
    if (made !== undefined) return made.metadata.uid;
    if (error.isConflict)
      throw new Incident('cluster-name-taken', `somebody made a Cluster ${name} at the same time`);
    if (!error.isPassing && error.status !== 401)
      throw new Incident('cluster-refused', `the Cluster is refused: ${error.message}`);
    throw error;
  }

  async function madeByRun(): Promise<KubernetesObject | undefined> {
    const found = await client.tryGet(clusters, name, signal);
    const run = manifest.metadata.annotations?.[RUN_ANNOTATION];
    return found?.metadata.annotations?.[RUN_ANNOTATION] === run ? found : undefined;
  }
}

/**
 * Makes sure that what was checked is the Cluster that was restored: whoever may delete it and make another of its name
 * would else choose what is checked. Throws an Incident.
 */
export async function assertSameCluster(
  { client, namespace, name }: ClusterPlace,
  uid: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const found = await client.tryGet(operatorResourcesOf(namespace).clusters, name, signal);
  if (found === undefined || found.metadata.uid !== uid || found.metadata.deletionTimestamp !== undefined)
    throw new Incident('cluster-removed', 'somebody removed the Cluster while it was checked');
}

/**
 * Removes the Cluster of a drill and the pods of its checks, and waits until they and its pods and claims are gone; what is
 * not there is not waited for. Only a Cluster that a runner made is removed.
 *
 * Throws an Incident `cluster-name-taken`, or rejects with the reason of the signal where the time is over before.
 */
export async function removeCluster(place: ClusterPlace, signal: AbortSignal): Promise<void> {
  const { client, namespace, name } = place;
  const { clusters } = operatorResourcesOf(namespace);
  const { claims } = resourcesOf(namespace);
  const found = await client.tryGet(clusters, name, signal);
  if (found !== undefined) {
    if (found.metadata.annotations?.[RUN_ANNOTATION] === undefined)
      throw new Incident('cluster-name-taken', `there is a Cluster ${name} that no drill has made`);
    const { uid } = found.metadata;
    const options = { propagation: 'Foreground', ...(uid !== undefined && { uid }) } as const;
    await client.delete(clusters, name, options, signal);
  }
  await deleteCheckPods({ client, namespace, drill: name }, signal);
  const begun = performance.now();
  for (;;) {
    const left = await leftOf(place, signal);
    if (left.length === 0) return;
    if (performance.now() - begun > CLAIMS && !left.some(({ kind }) => kind === 'Cluster')) {
      for (const { kind, object } of left) {
        if (kind !== 'PersistentVolumeClaim' || object.metadata.deletionTimestamp !== undefined) continue;
        await client.delete(claims, object.metadata.name, { propagation: 'Background' }, signal);
      }
    }
    await pause(LOOK, signal);
  }
}

/** Something of a Cluster that is still there. */
export interface Leftover {
  readonly kind: 'Cluster' | 'Pod' | 'PersistentVolumeClaim';
  readonly object: KubernetesObject;
}

/** What is there of the Cluster of a drill: the Cluster, its pods and claims, and the pods of checks. */
export async function leftOf(
  { client, namespace, name }: ClusterPlace,
  signal: AbortSignal,
): Promise<readonly Leftover[]> {
  const { clusters } = operatorResourcesOf(namespace);
  const { pods, claims } = resourcesOf(namespace);
  const cluster = await client.tryGet(clusters, name, signal);
  const { items: itsPods } = await client.list(pods, ofCluster(name), signal);
  const { items: itsClaims } = await client.list(claims, ofCluster(name), signal);
  const checkPods = await checkPodsLeft({ client, namespace, drill: name }, signal);
  return [
    ...(cluster === undefined ? [] : [{ kind: 'Cluster', object: cluster } as const]),
    ...[...itsPods, ...checkPods].map((object) => ({ kind: 'Pod', object }) as const),
    ...itsClaims.map((object) => ({ kind: 'PersistentVolumeClaim', object }) as const),
  ];
}
