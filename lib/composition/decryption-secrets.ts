import type { KubernetesCluster } from '../kubernetes/kubernetes-cluster';
import type { RequiredSecret } from '../plan';

/** The Secrets with the keys that Flux decrypts SOPS files with, one for each cluster that has any. */
export function decryptionSecrets(clusters: readonly KubernetesCluster[]): readonly RequiredSecret[] {
  return clusters.flatMap(({ name: cluster, flux, node }) =>
    flux.decryption === undefined
      ? []
      : [
          {
            cluster,
            namespace: flux.namespace,
            name: flux.decryption.secret,
            type: 'Opaque',
            roles: ['decryption'],
            keys: flux.decryption.keys.map((key) => ({ key, holds: 'privateKey' })),
            source: { kind: 'bootstrap' },
            usedBy: [node.path],
          },
        ],
  );
}
