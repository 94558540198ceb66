/** An object whose health Flux waits for before it calls a folder ready. */
export interface HealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /**
   * How its health is read. Needed for kinds that have no status at first: without it Flux counts a CloudNativePG
   * Cluster as healthy 24 s before it is (seen).
   *
   * @default - Flux's own rules (kstatus)
   */
  readonly expressions?: HealthExpressions;
}

/** CEL expressions over the object (`status`, `metadata` …), as Flux evaluates them. */
export interface HealthExpressions {
  readonly current: string;
  /** @default - none */
  readonly inProgress?: string;
  /** @default - none */
  readonly failed?: string;
}

/** Expressions for a kind that reports a `Ready` condition, but no status while it is new. */
export const READY_CONDITION: HealthExpressions = {
  current: "has(status.conditions) && status.conditions.exists(e, e.type == 'Ready' && e.status == 'True')",
  inProgress:
    "!has(status.conditions) || status.conditions.exists(e, e.type == 'Ready' && e.status != 'True')",
};
