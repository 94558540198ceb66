import { CHECK_CONTAINER } from '../../lib/drill/site/check-pod';
import type { KubernetesObject } from '../kubernetes';

/** The pod of a check, as far as its state is looked at. */
export interface Pod extends KubernetesObject {
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly podIP?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: Readonly<Record<string, unknown>>;
  readonly terminated?: ContainerEnd;
}

/** How a container ended. */
export interface ContainerEnd {
  readonly exitCode: number;
  readonly reason?: string;
  readonly message?: string;
}

/** So often a container may end before that is believed: the network may not let a new pod through at once. */
export const ENDS = 3;

/** Ends of a container for which nothing it holds is to blame: it never ran (Kubernetes 1.34, containerd). */
const NEVER_RAN: readonly (string | undefined)[] = ['StartError', 'ContainerCannotRun'];

/** Whether the container runs now and takes connections as far as Kubernetes knows. */
export function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true;
}

/** Whether the container runs now. */
export function isRunning(pod: Pod): boolean {
  return containerOf(pod)?.state?.running !== undefined;
}

/** Whether the container ever ran. */
export function hasRun(pod: Pod): boolean {
  return isRunning(pod) || lastEnd(pod) !== undefined;
}

/** How the container ended last; undefined where it did not. */
export function lastEnd(pod: Pod): ContainerEnd | undefined {
  const container = containerOf(pod);
  return container?.state?.terminated ?? container?.lastState?.terminated;
}

/** How often the container has ended: it is counted as restarted only once it runs again. */
export function endsOf(pod: Pod): number {
  const restarts = containerOf(pod)?.restartCount ?? 0;
  return isRunning(pod) || lastEnd(pod) === undefined ? restarts : restarts + 1;
}

/** Why a pod can say nothing about the database, now and later; undefined where it can. */
export function impossibilityOf(pod: Pod): string | undefined {
  const { status } = pod;
  // Evicted, DeadlineExceeded, NodeShutdown, …: a container that ended by itself gives its pod no reason.
  if (status?.phase === 'Failed' && status.reason !== undefined && status.reason !== '')
    return `Kubernetes ended the pod: ${status.reason}`;
  const end = lastEnd(pod);
  if (end?.reason === 'OOMKilled') return 'the container was killed for lack of memory';
  if (NEVER_RAN.includes(end?.reason))
    return `the container cannot be started: ${end?.message ?? end?.reason ?? ''}`;
  return undefined;
}

/** What keeps the container from running, though that may pass; undefined where nothing does. */
export function hindranceOf(pod: Pod): string | undefined {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') return `it finds no node: ${scheduled.message ?? 'no reason is given'}`;
  const { reason, message } = containerOf(pod)?.state?.waiting ?? {};
  if (reason === undefined || PASSING.includes(reason)) return undefined;
  if (IMAGE.test(reason)) return `its image is not available: ${reason}`;
  return `${reason}${message === undefined ? '' : `: ${message}`}`;
}

/** Reasons of waiting that are the usual way, or that the end of the container tells more of. */
const PASSING: readonly string[] = ['ContainerCreating', 'PodInitializing', 'CrashLoopBackOff'];

/** The many reasons by which the kubelet and its runtimes say that an image cannot be had; they alternate. */
const IMAGE = /Image|Registry|Signature/;

function containerOf({ status }: Pod): ContainerStatus | undefined {
  return status?.containerStatuses?.find(({ name }) => name === CHECK_CONTAINER);
}
