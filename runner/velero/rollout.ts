import { pause, type KubernetesObject } from '../kubernetes';
import { statusOf } from '../postgres/recovery-pods';
import type { Pod } from '../drill/objects';
import { Calm, CALM_TIMES, type CalmTimes } from './calm';
import { lookOf, type DrillPlace } from './drill-place';
import { Incident, type Finding } from '../drill/incident';
import { kindsIn, type Claim, type Workload } from './objects';
import { lastWordsOf } from './pod-words';

/** How long a state may last before it means trouble, milliseconds. */
const PATIENCE = {
  /** An image is pulled again and again; a Secret or ConfigMap is missing. */
  container: 60_000,
  /** No node has room, or a claim gets no volume. */
  unschedulable: 180_000,
  /** A controller may not make pods: it tries again and again. */
  refused: 30_000,
  /** Everything runs, and something does not get ready. */
  unready: 300_000,
} as const;

/** How often a container may end before it is said not to start. */
const CRASHES = 3;

/** Reasons of waiting that do not pass by themselves (Kubernetes 1.34, kubelet). */
const STUCK: readonly string[] = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CreateContainerError',
];

/** An Event. */
interface Event extends KubernetesObject {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
}

/** A workload with its kind. */
export interface FoundWorkload {
  readonly kind: string;
  readonly namespace: string;
  readonly object: Workload;
}

/** Times of waiting, for tests. */
export interface RolloutTimes {
  /** How long pods that run may be not ready, milliseconds. @default 300000 */
  readonly unready?: number;
  /** @default - CALM_TIMES */
  readonly calm?: CalmTimes;
}

interface Trouble extends Finding {
  readonly patience: number;
}

/**
 * Waits until everything that was restored is ready: Velero calls a Restore Completed before any pod is. A container that
 * ends again and again, or does not get ready, speaks against the backup; what keeps a pod from starting does not.
 *
 * Returns since when everything has been ready, of the monotonic clock. Throws an Incident.
 */
export async function awaitRollout(
  place: DrillPlace,
  signal: AbortSignal,
  { unready = PATIENCE.unready, calm = CALM_TIMES }: RolloutTimes = {},
): Promise<number> {
  const begun = performance.now();
  const since = new Map<string, number>();
  const calmness = new Calm(calm);
  for (;;) {
    const workloads = await workloadsOf(place, signal);
    const waiting = workloads.filter(({ object }) => !isReady(object));
    const pods = await podsOf(place, signal);
    const unreadyPods = pods.filter((pod) => !isPodReady(pod));
    const isReadyNow = waiting.length === 0 && unreadyPods.length === 0;
    const readySince = calmness.trySince(pods, isReadyNow);
    if (readySince !== undefined) return readySince;
    const crashed = unreadyPods.find((pod) => crashesOf(pod) >= CRASHES);
    if (crashed !== undefined) throw await crash(place, crashed, signal);
    const troubles = await troublesOf(place, unreadyPods, waiting, signal);
    for (const key of since.keys()) if (!troubles.some(({ message }) => message === key)) since.delete(key);
    for (const { reason, message, patience } of troubles) {
      const first = since.get(message) ?? performance.now();
      since.set(message, first);
      if (performance.now() - first >= patience) throw new Incident(reason, message);
    }
    if (!isReadyNow && troubles.length === 0 && performance.now() - begun > unready)
      throw await notReady(place, waiting, unreadyPods, signal);
    await pause(lookOf(place), signal);
  }
}

/** The workloads that a drill has restored, of the kinds it restores. */
export async function workloadsOf(
  { client, targets, kinds }: DrillPlace,
  signal: AbortSignal,
): Promise<readonly FoundWorkload[]> {
  const found: FoundWorkload[] = [];
  for (const namespace of targets) {
    const { deployments, statefulSets, daemonSets } = kindsIn(namespace);
    for (const resource of [deployments, statefulSets, daemonSets]) {
      const kind = `${resource.plural}.apps`;
      if (!kinds.some(({ name }) => name === kind)) continue;
      const { items } = await client.list(resource, {}, signal);
      found.push(...items.map((object) => ({ kind, namespace, object: object })));
    }
  }
  return found;
}

/** Whether a workload has all its replicas ready. */
export function isReady({ metadata, spec, status }: Workload): boolean {
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) return false;
  if (status?.desiredNumberScheduled !== undefined)
    return (status.numberReady ?? 0) >= status.desiredNumberScheduled;
  return (status?.readyReplicas ?? 0) >= (spec?.replicas ?? 1);
}

/** Whether a pod is ready, or has ended well. */
export function isPodReady({ status }: Pod): boolean {
  if (status?.phase === 'Succeeded') return true;
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true;
}

async function podsOf({ client, targets }: DrillPlace, signal: AbortSignal): Promise<readonly Pod[]> {
  const pods: Pod[] = [];
  for (const namespace of targets) {
    const { items } = await client.list(kindsIn(namespace).pods, {}, signal);
    pods.push(
      ...(items as readonly Pod[]).filter(
        // Pods of Jobs are held back on purpose.
        ({ metadata, spec }) =>
          metadata.deletionTimestamp === undefined && (spec?.schedulingGates ?? []).length === 0,
      ),
    );
  }
  return pods;
}

function statusesOf({ status }: Pod) {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

function crashesOf(pod: Pod): number {
  return Math.max(0, ...statusesOf(pod).map(({ restartCount }) => restartCount));
}

async function troublesOf(
  place: DrillPlace,
  pods: readonly Pod[],
  waiting: readonly FoundWorkload[],
  signal: AbortSignal,
): Promise<readonly Trouble[]> {
  const found = pods.map(troubleOf).filter((trouble) => trouble !== undefined);
  if (found.some(({ reason }) => reason === 'pod-not-started')) {
    const claim = await unboundClaim(place, signal);
    if (claim !== undefined) found.unshift(claim);
  }
  const short = waiting.filter(({ object }) => (object.spec?.replicas ?? 1) > 0);
  const refused = pods.length === 0 && short.length > 0 ? await refusedPods(place, signal) : undefined;
  return refused === undefined ? found : [refused, ...found];
}

function troubleOf(pod: Pod): Trouble | undefined {
  const name = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  const { status } = pod;
  if (status?.phase === 'Failed' && (status.reason ?? '') !== '')
    return {
      reason: 'evicted',
      message: `Kubernetes ended the pod ${name}: ${status.reason ?? ''}`,
      patience: PATIENCE.refused,
    };
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') {
    const message = `the pod ${name} finds no node: ${scheduled.message ?? 'no reason is given'}`;
    return { reason: 'pod-not-started', message, patience: PATIENCE.unschedulable };
  }
  for (const { name: container, state } of statusesOf(pod)) {
    const why = state?.waiting?.reason ?? '';
    if (!STUCK.includes(why)) continue;
    const isImage = why.includes('Image');
    // Both reasons of an image alternate.
    const text = isImage ? 'its image is not available' : why;
    return {
      reason: isImage ? 'image-unavailable' : 'pod-not-started',
      message: `the container ${container} of the pod ${name} does not start: ${text}`,
      patience: PATIENCE.container,
    };
  }
  return undefined;
}

async function unboundClaim(
  { client, targets }: DrillPlace,
  signal: AbortSignal,
): Promise<Trouble | undefined> {
  for (const namespace of targets) {
    const { items } = await client.list(kindsIn(namespace).claims, {}, signal);
    const claim = (items as readonly Claim[]).find(({ status }) => status?.phase !== 'Bound');
    if (claim !== undefined)
      return {
        reason: 'volume-not-provisioned',
        message: `the claim ${namespace}/${claim.metadata.name} gets no volume`,
        patience: PATIENCE.unschedulable,
      };
  }
  return undefined;
}

/** A quota is told in no other place than an Event. */
async function refusedPods(
  { client, targets }: DrillPlace,
  signal: AbortSignal,
): Promise<Trouble | undefined> {
  for (const namespace of targets) {
    const { items } = await client.list(kindsIn(namespace).events, {}, signal);
    const event = (items as readonly Event[]).findLast(({ reason }) => reason === 'FailedCreate');
    if (event !== undefined) {
      const { message = '' } = event;
      const reason = message.includes('exceeded quota') ? 'quota-exceeded' : 'pod-not-started';
      return { reason, message: `no pod can be made: ${message}`, patience: PATIENCE.refused };
    }
  }
  return undefined;
}

async function crash(place: DrillPlace, pod: Pod, signal: AbortSignal): Promise<Incident> {
  const status = statusesOf(pod).find(({ restartCount }) => restartCount >= CRASHES);
  const container = status?.name ?? '';
  const name = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  if (statusOf(pod, container)?.lastState?.terminated?.reason === 'OOMKilled')
    return new Incident(
      'out-of-memory',
      `the container ${container} of the pod ${name} was killed for lack of memory`,
    );
  // Between two starts the log is that of the one that has ended, and an earlier one may be gone already.
  const previous = status?.state?.running !== undefined;
  const words = await lastWordsOf(place, pod, { container, previous }, signal);
  return new Incident(
    'workload-not-ready',
    `the container ${container} of the pod ${name} ends again and again${words}`,
  );
}

async function notReady(
  place: DrillPlace,
  waiting: readonly FoundWorkload[],
  pods: readonly Pod[],
  signal: AbortSignal,
): Promise<Incident> {
  const [pod] = pods;
  if (pod !== undefined) {
    const container = pod.spec?.containers?.[0]?.name ?? '';
    const words = await lastWordsOf(place, pod, { container, previous: false }, signal);
    const name = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
    return new Incident('workload-not-ready', `the pod ${name} runs and does not get ready${words}`);
  }
  const names = waiting.map(({ kind, namespace, object }) => `${kind} ${namespace}/${object.metadata.name}`);
  return new Incident('workload-not-ready', `these lack replicas: ${names.join(', ')}`);
}
