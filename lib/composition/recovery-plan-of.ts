import type { IConstruct } from 'constructs';
import { Environment } from '../kubernetes/environment';
import type { KubernetesCluster } from '../kubernetes/kubernetes-cluster';
import { RECOVERY_PLAN_VERSION, type ClusterPlan, type RecoveryPlan } from '../plan';
import type { Protection } from '../protection';
import { SecretUses } from '../storage';
import { checkSecrets } from './check-secrets';
import { decryptionSecrets } from './decryption-secrets';
import { mergeSecrets } from './merge-secrets';

/** The plan of a composition, in an order that does not depend on the order of declaration. */
export function recoveryPlanOf(
  root: IConstruct,
  clusters: readonly KubernetesCluster[],
  protections: readonly Protection[],
): RecoveryPlan {
  const plans = protections.map((protection) => protection.plan()).sort((a, b) => (a.id < b.id ? -1 : 1));
  const sorted = [...clusters].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    version: RECOVERY_PLAN_VERSION,
    clusters: sorted.map(clusterPlan),
    protections: plans,
    requiredSecrets: mergeSecrets([
      ...SecretUses.of(root).requiredSecrets(),
      ...checkSecrets(plans),
      ...decryptionSecrets(sorted),
    ]),
  };
}

function clusterPlan(cluster: KubernetesCluster): ClusterPlan {
  return {
    name: cluster.name,
    path: cluster.flux.path,
    environments: cluster.node.children
      .filter((child) => Environment.isEnvironment(child))
      .map((environment) => environment.name)
      .sort(),
    namespaces: cluster.namespaces.plan,
  };
}
