import type { ApiAccess } from './api-access';

/** What the teardown program is told, as JSON in its environment. */
export interface TeardownInstruction {
  readonly api: ApiAccess;
  readonly cluster: string;
  /** Namespaces of the platform. */
  readonly namespaces: readonly string[];
  /** Whether load balancers and volumes of all namespaces are deleted, those of Kubernetes itself excepted. */
  readonly wholeCluster: boolean;
  readonly mayDeleteData: boolean;
  /** Longest time for everything, seconds. */
  readonly timeout: number;
}

/** Name of the variable that holds the instruction. */
export const TEARDOWN_VARIABLE = 'RESTORABLE_TEARDOWN';
