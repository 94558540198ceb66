import type { Input } from '@pulumi/pulumi';
import type { RecoveryPlan } from '../../lib/plan';
import type { SecretValues } from '../plan/secret-values';

/** What the platform of a cluster is made of. An optional input that is not given makes no resource. */
export interface FluxPlatformArgs {
  /** Name that the KubernetesCluster has in the composition. */
  readonly cluster: string;
  /** The composition's recovery plan: namespaces and Secrets of the cluster. */
  readonly plan: RecoveryPlan;
  /** Kubeconfig of an administrator, with certificates or a token in it; no commands and no files. */
  readonly kubeconfig: Input<string>;
  /** Where Flux reads from. */
  readonly sync: FluxSync;
  /** Values of the Secrets that the plan requires of this stack. @default - none */
  readonly secrets?: SecretValues;
  /** Namespaces to make besides those of the plan. They may hold data. @default - none */
  readonly namespaces?: readonly string[];
  /** How flux-operator gets there. @default - by its chart, pinned */
  readonly operator?: FluxOperatorInstallation;
  /** The Flux that the operator deploys. @default - pinned, from ghcr.io/fluxcd, for a small cluster */
  readonly flux?: FluxDistribution;
  /** Values for `substituteFrom`, in the ConfigMap `runtime-info`. @default - none */
  readonly runtimeInfo?: Readonly<Record<string, Input<string>>>;
  /** Data source name of Uptrace, in the Secret `uptrace`. @default - none */
  readonly uptraceDsn?: Input<string>;
  /** Password or token for the Git repository, in the Secret `flux-system`. @default - none: it is public */
  readonly gitToken?: Input<string>;
  /** Token with which Flux pushes updates of images, in the Secret `github-image-automation`. @default - none */
  readonly imageAutomationToken?: Input<string>;
  /** Account at a registry of images, in the Secret `ghcr-credentials-docker`. @default - none */
  readonly registry?: RegistryAccount;
  /** What `pulumi destroy` may delete. @default - nothing that may hold data */
  readonly teardown?: TeardownSettings;
  /** Seconds to wait for the API server. @default 600 */
  readonly apiTimeout?: number;
}

/** Where Flux reads the tree of the cluster from. */
export interface FluxSync {
  /** Repository: `https://…` or `ssh://…`. */
  readonly url: string;
  /** Reference, for example `refs/heads/main`. */
  readonly ref: string;
  /** Folder in the repository, for example `flux/clusters/safeops`. */
  readonly path: string;
  /** Time between two looks, as Go writes durations. @default 1m */
  readonly interval?: string;
  /**
   * Secret in flux-system that the repository is read with, where this stack does not make it (any more).
   *
   * @default - `flux-system` where `gitToken` is given, none otherwise: the repository is public
   */
  readonly pullSecret?: string;
}

/**
 * - `chart`: by the Helm chart, from `repository` and of exactly `version`.
 * - `installed`: somebody else installs operator and CRDs, before. Nothing is waited for.
 */
export type FluxOperatorInstallation =
  | {
      readonly kind: 'chart';
      /** @default - the chart of flux-operator at ghcr.io */
      readonly repository?: string;
      /** @default - the pinned version */
      readonly version?: string;
      /** @default - those of the chart */
      readonly values?: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'installed' };

/** Which Flux is deployed. */
export interface FluxDistribution {
  /** Exact version. @default - the pinned one */
  readonly version?: string;
  /** @default ghcr.io/fluxcd */
  readonly registry?: string;
  /** Concurrency and limits of the controllers. @default small */
  readonly size?: 'small' | 'medium' | 'large';
}

/** An account at a registry of images. */
export interface RegistryAccount {
  /** @default ghcr.io */
  readonly host?: string;
  readonly username: Input<string>;
  readonly token: Input<string>;
  /** Namespaces that pull with it. @default - those of the plan that hold live data */
  readonly namespaces?: readonly string[];
}

/** What `pulumi destroy` may delete. */
export interface TeardownSettings {
  /**
   * Name of the cluster whose namespaces may be deleted with their data. Takes effect with the `up` after it is set; until
   * then `destroy` is refused as a whole.
   *
   * @default - none: namespaces that may hold data are protected
   */
  readonly deleteDataOf?: string;
  /**
   * Whether load balancers and volumes in all namespaces are deleted before the operator goes, or those of the platform's
   * namespaces only. Left behind, they keep costing and hold the network of the cluster.
   *
   * @default true
   */
  readonly wholeCluster?: boolean;
}
