import { RUN_ANNOTATION } from '../../lib/drill/site/labels';
import { managedLabels } from '../../lib/kubernetes/labels';
import { ApiError, pause, type KubernetesObject, type Resource } from '../kubernetes';
import { lookOf, type DrillPlace } from './drill-place';
import { Incident } from '../drill/incident';
import { kindsIn, RESTORE_LABEL, veleroKinds, VOLUMES, type Volume } from './objects';
import { inNamespace, type RestoredKind } from './restored-kinds';

/** Something of a drill that is still there. */
export interface Leftover {
  readonly kind: string;
  readonly object: KubernetesObject;
  readonly resource: Resource;
}

interface Owned {
  readonly ownerReferences?: readonly unknown[];
}

/** What a pod that is being deleted has. */
interface Ending {
  readonly deletionGracePeriodSeconds?: number;
}

/** How long restored containers may take to end, seconds: nobody needs what they would still write. */
const GRACE = 1;

/** Kinds of which every namespace may have some of its own: of others, or put there by the cluster itself. */
const OFTEN_OTHERS: readonly string[] = [
  'configmaps',
  'secrets',
  'serviceaccounts',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
];

/** What a cluster puts into every namespace, and puts there again at once. */
const KEPT: Readonly<Record<string, string>> = {
  configmaps: 'kube-root-ca.crt',
  serviceaccounts: 'default',
};

const [[MANAGED_KEY, MANAGED_VALUE] = ['', '']] = Object.entries(managedLabels());

/**
 * Removes what a drill, or one that was killed, has restored, with its Restore, and waits until it is gone: objects, pods,
 * claims, and volumes, which would stay where their reclaim policy is Retain. Only in namespaces that drills restore into,
 * and only what Velero has marked as restored by this drill, or what has come of that. With the Restore Velero removes its
 * results from the store, so whoever needs them has read them before.
 *
 * Throws an Incident, or rejects with the reason of the signal where the time is over before.
 */
export async function removeRestored(place: DrillPlace, signal: AbortSignal): Promise<void> {
  const { client, name, velero } = place;
  const { restores } = veleroKinds(velero);
  const found = await client.tryGet(restores, name, signal);
  if (found !== undefined && found.metadata.annotations?.[RUN_ANNOTATION] === undefined)
    throw new Incident('leftover-not-removed', `there is a Restore ${velero}/${name} that no drill has made`);
  for (;;) {
    const left = await leftOf(place, signal);
    if (left.length === 0) return;
    for (const leftover of left) await remove(place, leftover, signal);
    await pause(lookOf(place), signal);
  }
}

/** What is there of a drill. */
export async function leftOf(place: DrillPlace, signal: AbortSignal): Promise<readonly Leftover[]> {
  const { client, name, velero, targets, kinds } = place;
  const { restores } = veleroKinds(velero);
  const left: Leftover[] = [];
  for (const namespace of targets) {
    const { pods, claims } = kindsIn(namespace);
    const labels = `${RESTORE_LABEL}=${name}`;
    for (const kind of kinds) {
      const resource = inNamespace(kind, namespace);
      const { items } = await client.list(resource, { labels }, signal);
      const ours = items.filter(({ metadata }) => KEPT[kind.name] !== metadata.name);
      left.push(...ours.map((object) => ({ kind: kind.name, object, resource })));
    }
    // What restored workloads have made is not marked; nothing else makes pods and claims here.
    for (const [kind, resource] of [['pods', pods] as const, ['persistentvolumeclaims', claims] as const]) {
      const { items } = await client.list(resource, {}, signal);
      const known = new Set(left.map(({ object }) => object.metadata.uid));
      const more = items.filter(({ metadata }) => !known.has(metadata.uid));
      left.push(
        ...more.filter(({ metadata }) => !isComposed(metadata)).map((object) => ({ kind, object, resource })),
      );
    }
  }
  const volumes = (await client.list(VOLUMES, {}, signal)).items as readonly Volume[];
  for (const object of volumes)
    if (targets.includes(object.spec?.claimRef?.namespace ?? ''))
      left.push({ kind: 'persistentvolumes', object, resource: VOLUMES });
  const restore = await client.tryGet(restores, name, signal);
  if (restore !== undefined) left.push({ kind: 'restores.velero.io', object: restore, resource: restores });
  return left;
}

/**
 * What is in a namespace though no drill has put it there; nothing may be: it would stand in the way of what is restored, or
 * be taken for it. What a cluster puts into every namespace does not count.
 */
export async function strangersIn(
  { client, kinds, targets, name }: DrillPlace,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const strangers: string[] = [];
  for (const namespace of targets) {
    for (const kind of kinds.filter(isOnlyRestored)) {
      const { items } = await client.list(inNamespace(kind, namespace), {}, signal);
      strangers.push(
        ...items
          .filter(({ metadata }) => metadata.labels?.[RESTORE_LABEL] !== name && !isComposed(metadata))
          // What belongs to something goes with that.
          .filter(({ metadata }) => ((metadata as Owned).ownerReferences ?? []).length === 0)
          .map(({ metadata }) => `${kind.name} ${namespace}/${metadata.name}`),
      );
    }
  }
  return strangers;
}

/** For people. */
export function leftoverText({ kind, object }: Leftover): string {
  const { namespace, name } = object.metadata;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

async function remove(
  { client }: DrillPlace,
  { kind, object, resource }: Leftover,
  signal: AbortSignal,
): Promise<void> {
  const { name, uid, deletionTimestamp } = object.metadata;
  const options = { propagation: 'Background', ...(uid !== undefined && { uid }) } as const;
  try {
    if (kind === 'persistentvolumes') {
      // Deleted by its provisioner once its claim is gone, and with it what is on the storage.
      if ((object as Volume).spec?.persistentVolumeReclaimPolicy !== 'Delete')
        await client.patch(resource, name, { spec: { persistentVolumeReclaimPolicy: 'Delete' } }, signal);
      return;
    }
    if (kind === 'pods') {
      const grace = (object as { readonly metadata: Ending }).metadata.deletionGracePeriodSeconds ?? Infinity;
      if (grace > GRACE) await client.delete(resource, name, { ...options, grace: GRACE }, signal);
    } else if (deletionTimestamp === undefined) await client.delete(resource, name, options, signal);
  } catch (error) {
    // Gone meanwhile, or another one of its name: looked at again.
    if (!ApiError.is(error) || !(error.isConflict || error.isMissing)) throw error;
  }
}

function isOnlyRestored({ name }: RestoredKind): boolean {
  return !OFTEN_OTHERS.includes(name);
}

function isComposed({ labels }: KubernetesObject['metadata']): boolean {
  return labels?.[MANAGED_KEY] === MANAGED_VALUE;
}
