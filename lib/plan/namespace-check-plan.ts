import type { CheckBasePlan, CheckPlan } from './check-plan';

/**
 * One assertion about restored namespaces. Every namespace in it is a live one, as in the backup: the runner looks into the
 * one it was restored to. Absent: the only one that is backed up.
 */
export type NamespaceCheckPlan =
  | NamespaceReadyCheckPlan
  | NamespaceClaimsCheckPlan
  | NamespaceFilesCheckPlan
  | NamespaceHttpCheckPlan
  | NamespaceSqlCheckPlan
  | NamespaceCommandCheckPlan;

/** Every restored workload has its replicas, and every pod of a restored one is ready. */
export interface NamespaceReadyCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.ready';
  /** Absent: every namespace that is backed up. */
  readonly namespace?: string;
}

/** The claims are there and bound. */
export interface NamespaceClaimsCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.claims';
  readonly namespace?: string;
  readonly claims: readonly string[];
}

/** The files are in the volume of a claim; read through a restored pod that mounts it. */
export interface NamespaceFilesCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.files';
  readonly namespace?: string;
  readonly claim: string;
  readonly files: readonly ExpectedFilePlan[];
}

/** A file in a volume. */
export interface ExpectedFilePlan {
  /** From the root of the volume, without a slash in front. */
  readonly path: string;
  /** SHA-256 of its content, lower-case hex. Absent: any content but none. */
  readonly sha256?: string;
}

/** A restored Service answers over HTTP. */
export interface NamespaceHttpCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.http';
  readonly namespace?: string;
  readonly service: string;
  /** Port of the Service. */
  readonly port: number;
  readonly path: string;
  readonly status: number;
  /** Text the body must contain. Absent: any body. */
  readonly contains?: string;
}

/** A check of the database that runs in a restored pod. */
export interface NamespaceSqlCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.sql';
  readonly namespace?: string;
  readonly server: RestoredServerPlan;
  /** What is asserted of it. Its name and timeout are those of this check. */
  readonly check: Extract<CheckPlan, { kind: `sql.${string}` }>;
}

/** A PostgreSQL server in a restored pod; it is connected to at the address of the pod. */
export interface RestoredServerPlan {
  readonly pod: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Key of a restored Secret with the password. */
  readonly password: { readonly secret: string; readonly key: string };
}

/** A command in a restored pod exits with 0. */
export interface NamespaceCommandCheckPlan extends CheckBasePlan {
  readonly kind: 'namespace.command';
  readonly namespace?: string;
  readonly pod: string;
  /** Absent: the first container. */
  readonly container?: string;
  readonly command: readonly string[];
  /** Text a line of its output must contain. Absent: any output. */
  readonly prints?: string;
}
