import type { ContainerStatus, Pod } from '../drill/objects';

/** A recovery that failed in a pod. */
export interface FailedRecovery {
  readonly pod: string;
  /** Container that recovers. */
  readonly container: string;
  /** Whether its log is that of the attempt before the present one. */
  readonly previous: boolean;
  /** How often it was attempted in this pod. */
  readonly attempts: number;
  /** What Kubernetes says of the end, for example `OOMKilled` or `Evicted`. */
  readonly reason: string | undefined;
}

/** Sidecar of the Barman Cloud plugin. */
export const PLUGIN_CONTAINER = 'plugin-barman-cloud';

/**
 * The container of a pod that recovers; undefined for other pods. CloudNativePG 1.30 does it in the container
 * `full-recovery` of a Job; newer operators do it in an init container of the instance itself.
 */
export function recoveryContainer({ spec }: Pod): string | undefined {
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  return all.find(({ name }) => name.includes('recovery'))?.name;
}

/** State of a container of a pod. */
export function statusOf({ status }: Pod, container: string): ContainerStatus | undefined {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return all.find(({ name }) => name === container);
}

/** Whether a container has begun to run, so that it has a log. */
export function hasBegun(pod: Pod, container: string): boolean {
  const state = statusOf(pod, container)?.state;
  return state?.running !== undefined || state?.terminated !== undefined;
}

/** The failure of the recovery in a pod; undefined where it has not failed. */
export function failedRecovery(pod: Pod): FailedRecovery | undefined {
  const container = recoveryContainer(pod);
  if (container === undefined) return undefined;
  const status = statusOf(pod, container);
  const now = status?.state?.terminated;
  const before = status?.lastState?.terminated;
  const failed = [now, before].find((end) => end !== undefined && end.exitCode !== 0);
  if (failed === undefined && pod.status?.phase !== 'Failed') return undefined;
  return {
    pod: pod.metadata.name,
    container,
    previous: failed !== undefined && failed === before,
    attempts: 1 + (status?.restartCount ?? 0),
    reason: failed?.reason ?? pod.status?.reason,
  };
}
