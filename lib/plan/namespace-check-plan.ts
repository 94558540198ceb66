import type { CheckBasePlan, ExpectationPlan } from './check-plan';

/** One assertion about a restored namespace. Namespaces are those of the source; the drill maps them. */
export type NamespaceCheckPlan =
  ReadyCheckPlan | ClaimsCheckPlan | FilesCheckPlan | HttpCheckPlan | PodCommandCheckPlan;

/** A restored pod: the first that is ready of those whose name is this, or begins so where it ends in `*`. */
export interface RestoredPodPlan {
  readonly namespace: string;
  readonly pod: string;
  /** Absent: the first container. */
  readonly container?: string;
}

/** Workloads have all their replicas ready. */
export interface ReadyCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.ready';
  readonly namespace: string;
  /** Names of Deployments, StatefulSets and DaemonSets. Empty: those that were restored, of which there must be one. */
  readonly workloads: readonly string[];
}

/** Claims are there and bound. */
export interface ClaimsCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.claims';
  readonly namespace: string;
  /** Names, at least one. */
  readonly claims: readonly string[];
}

/**
 * Files of a restored volume, looked at from inside a restored pod that mounts it, with the `find` and `sha256sum` of its
 * image. The folder `.velero` that a restore leaves in every volume does not count.
 */
export interface FilesCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.files';
  readonly in: RestoredPodPlan;
  /** Absolute path of a folder. */
  readonly folder: string;
  /** Files that must have this content: path in the folder, and SHA-256 in lower-case hex. */
  readonly checksums: readonly { readonly path: string; readonly sha256: string }[];
  /** How many files there must be in the folder and below. Absent: any number. */
  readonly count?: ExpectationPlan;
}

/** A restored Service answers over HTTP. */
export interface HttpCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.http';
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  readonly path: string;
  readonly status: number;
  /** Text the body must contain. Absent: any body. */
  readonly contains?: string;
}

/** A command in a restored pod exits with 0. */
export interface PodCommandCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.command';
  readonly in: RestoredPodPlan;
  /** Program and arguments; no shell. */
  readonly command: readonly string[];
  /** Text its output must contain. Absent: any output. */
  readonly prints?: string;
}
