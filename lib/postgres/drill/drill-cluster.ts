import type { Cluster } from '../../kubernetes/generated/postgresql.cnpg.io/v1';
import { managedLabels } from '../../kubernetes/labels';
import { recoveryBootstrap, type RecoveryBootstrapInput } from '../recovery/recovery-bootstrap';
import { RecoveryTarget } from '../recovery/recovery-target';
import { serverSpec, type ServerInput } from '../cluster-manifest';

/** What the Cluster of a drill is made of. */
export interface DrillClusterInput {
  /** Name of the drill. */
  readonly name: string;
  readonly namespace: string;
  /** As the source: PostgreSQL does not recover with lower settings or another major. */
  readonly server: ServerInput;
  readonly recovery: Omit<RecoveryBootstrapInput, 'target'>;
  /** Environment that in-tree archives need. */
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
}

/**
 * The Cluster that a drill recovers: one server, no `plugins` and no `backup`, so that nothing of it can reach the archive
 * it came from; not even a disabled plugin entry, which injects the sidecar all the same (seen with plugin 0.14). The
 * runner adds the recovery target of each run.
 */
export function drillCluster(input: DrillClusterInput): Cluster {
  const annotations = { ...input.serviceAccountAnnotations };
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: {
      name: input.name,
      namespace: input.namespace,
      labels: managedLabels({
        'app.kubernetes.io/part-of': 'restorable',
        'app.kubernetes.io/instance': input.name,
      }),
      // The second lock: even with an archiver configured nothing would be archived (CloudNativePG 1.30).
      annotations: { 'cnpg.io/skipWalArchiving': 'enabled' },
    },
    spec: {
      instances: 1,
      enablePDB: false,
      enableSuperuserAccess: true,
      ...serverSpec(input.server),
      ...(input.environment.length > 0 && { env: input.environment.map((variable) => ({ ...variable })) }),
      ...(Object.keys(annotations).length > 0 && { serviceAccountTemplate: { metadata: { annotations } } }),
      ...recoveryBootstrap({ ...input.recovery, target: RecoveryTarget.latest() }),
    },
  };
}
