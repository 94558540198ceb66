import type { KubernetesObject, Resource } from '../kubernetes';

/** A Backup (Velero 1.18), as far as drills look at it. */
export interface Backup extends KubernetesObject {
  readonly spec?: { readonly storageLocation?: string };
  readonly status?: {
    readonly phase?: string;
    readonly startTimestamp?: string;
    readonly completionTimestamp?: string;
    readonly failureReason?: string;
    readonly validationErrors?: readonly string[];
    readonly errors?: number;
    readonly hookStatus?: { readonly hooksAttempted?: number; readonly hooksFailed?: number };
  };
}

/** A Schedule. */
export interface Schedule extends KubernetesObject {
  readonly spec?: { readonly paused?: boolean };
}

/** A Restore. */
export interface Restore extends KubernetesObject {
  readonly status?: {
    readonly phase?: string;
    readonly errors?: number;
    readonly warnings?: number;
    readonly failureReason?: string;
    readonly validationErrors?: readonly string[];
  };
}

/** A BackupStorageLocation. */
export interface Location extends KubernetesObject {
  readonly spec?: {
    readonly accessMode?: string;
    readonly objectStorage?: { readonly bucket?: string; readonly prefix?: string };
  };
  readonly status?: { readonly phase?: string; readonly message?: string };
}

/** A Deployment or StatefulSet, a DaemonSet with other counts. */
export interface Workload extends KubernetesObject {
  readonly metadata: KubernetesObject['metadata'] & { readonly generation?: number };
  readonly spec?: { readonly replicas?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly readyReplicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly numberReady?: number;
  };
}

/** A claim. */
export interface Claim extends KubernetesObject {
  readonly spec?: { readonly volumeName?: string };
  readonly status?: { readonly phase?: string };
}

/** A volume. */
export interface Volume extends KubernetesObject {
  readonly spec?: {
    readonly persistentVolumeReclaimPolicy?: string;
    readonly claimRef?: { readonly namespace?: string; readonly name?: string };
  };
}

/** Label of everything that Velero restores (Velero 1.18, `pkg/label`; names of drills are short enough to stand in it). */
export const RESTORE_LABEL = 'velero.io/restore-name';

/** Label of the Backups of a Schedule. */
export const SCHEDULE_LABEL = 'velero.io/schedule-name';

/** Kinds of Velero in one namespace. */
export function veleroKinds(namespace: string) {
  const of = (plural: string): Resource => ({ apiVersion: 'velero.io/v1', plural, namespace });
  return {
    backups: of('backups'),
    restores: of('restores'),
    schedules: of('schedules'),
    locations: of('backupstoragelocations'),
  } as const;
}

/** Kinds of Kubernetes in one namespace. */
export function kindsIn(namespace: string) {
  const core = (plural: string): Resource => ({ apiVersion: 'v1', plural, namespace });
  const apps = (plural: string): Resource => ({ apiVersion: 'apps/v1', plural, namespace });
  return {
    pods: core('pods'),
    claims: core('persistentvolumeclaims'),
    secrets: core('secrets'),
    events: core('events'),
    configMaps: core('configmaps'),
    quotas: core('resourcequotas'),
    networkPolicies: { apiVersion: 'networking.k8s.io/v1', plural: 'networkpolicies', namespace } as Resource,
    deployments: apps('deployments'),
    statefulSets: apps('statefulsets'),
    daemonSets: apps('daemonsets'),
  } as const;
}

/** Volumes, which are of no namespace. */
export const VOLUMES: Resource = { apiVersion: 'v1', plural: 'persistentvolumes' };

/** Namespaces. */
export const NAMESPACES: Resource = { apiVersion: 'v1', plural: 'namespaces' };

/** Whether a name is this one, or begins so where that ends in `*`. */
export function isNamed(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
