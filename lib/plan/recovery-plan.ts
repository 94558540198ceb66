import type { ProtectionPlan } from './protection-plan';
import type { RequiredSecret } from './required-secret';

/** Version of the plan's shape. Readers refuse a version they do not know. */
export const RECOVERY_PLAN_VERSION = 1;

/**
 * Everything a composition promises, as plain data: what is protected, how, with which objectives, how it is drilled and
 * which Secrets that needs. Written as `recovery-plan.json`. Reports, `audit`, the drill runner and the stacks read the
 * plan and nothing else of a composition. Times are seconds, schedules are cron text in UTC, names are as in the cluster.
 */
export interface RecoveryPlan {
  readonly version: typeof RECOVERY_PLAN_VERSION;
  readonly clusters: readonly ClusterPlan[];
  readonly protections: readonly ProtectionPlan[];
  readonly requiredSecrets: readonly RequiredSecret[];
}

/** One Kubernetes cluster of the composition. */
export interface ClusterPlan {
  readonly name: string;
  /** Folder of the cluster's tree in the repository. */
  readonly path: string;
  readonly environments: readonly string[];
  /** Namespaces that must exist, with the environments that use them. */
  readonly namespaces: readonly NamespacePlan[];
}

/** A namespace of a cluster. */
export interface NamespacePlan {
  readonly name: string;
  /** Whether the tree contains the Namespace object (`false`: somebody else makes it). */
  readonly managed: boolean;
  /** What it is for: live data, or the isolated place of drills. */
  readonly purpose: 'live' | 'drill';
}
