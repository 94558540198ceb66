import type { CheckBasePlan, ExpectationPlan } from './check-plan';

/** One assertion about a restored etcd: the objects of a Kubernetes API server in it. */
export type EtcdCheckPlan = EtcdNamespacesCheckPlan | EtcdCustomResourcesCheckPlan | EtcdKeysCheckPlan;

/** The namespaces exist. */
export interface EtcdNamespacesCheckPlan extends CheckBasePlan {
  readonly kind: 'etcd.namespaces';
  /** At least one. */
  readonly namespaces: readonly string[];
}

/** Custom resources are defined, and there is at least one object of each. */
export interface EtcdCustomResourcesCheckPlan extends CheckBasePlan {
  readonly kind: 'etcd.customResources';
  /** Names of the definitions, `plural.group`, at least one. */
  readonly resources: readonly string[];
}

/** Below a prefix there are as many keys as expected. */
export interface EtcdKeysCheckPlan extends CheckBasePlan {
  readonly kind: 'etcd.keys';
  /** As etcd has it: `/registry/secrets/shop/`. */
  readonly prefix: string;
  readonly expect: ExpectationPlan;
}
