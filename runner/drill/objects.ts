import type { KubernetesObject, Resource } from '../kubernetes';

/** A pod. */
export interface Pod extends KubernetesObject {
  readonly spec?: {
    readonly initContainers?: readonly Container[];
    readonly containers?: readonly Container[];
    readonly schedulingGates?: readonly unknown[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

/** A container of a pod. */
export interface Container {
  readonly name: string;
  readonly image?: string;
}

/** What a container does, and did before it was restarted. */
export interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

/** One of them is there. */
export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: Record<string, unknown>;
  readonly terminated?: { readonly exitCode: number; readonly reason?: string };
}

/** An Event. */
export interface Event extends KubernetesObject {
  readonly type?: string;
  readonly message?: string;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string };
  readonly lastTimestamp?: string | null;
}

/** Kinds of one drill namespace. */
export function resourcesOf(namespace: string): Readonly<Record<ResourceName, Resource>> {
  return {
    pods: { apiVersion: 'v1', plural: 'pods', namespace },
    claims: { apiVersion: 'v1', plural: 'persistentvolumeclaims', namespace },
    secrets: { apiVersion: 'v1', plural: 'secrets', namespace },
    events: { apiVersion: 'v1', plural: 'events', namespace },
    configMaps: { apiVersion: 'v1', plural: 'configmaps', namespace },
    leases: { apiVersion: 'coordination.k8s.io/v1', plural: 'leases', namespace },
  };
}

type ResourceName = 'pods' | 'claims' | 'secrets' | 'events' | 'configMaps' | 'leases';
