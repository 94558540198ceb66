import { RUN_ANNOTATION } from '../../lib/drill/site/labels';
import type { DrillDocument } from '../../lib/plan';
import type { ObjectMeta } from '../kubernetes';
import { Incident } from '../drill/incident';

/** Manifest of the Cluster to restore, as the plan has it: without a target. */
export interface ClusterManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly bootstrap: { readonly recovery: Readonly<Record<string, unknown>> };
    readonly [field: string]: unknown;
  };
}

/** What the plan says of a PostgreSQL source. */
export interface PostgresSource {
  readonly database: string;
  readonly cluster: ClusterManifest;
  /** Name of the ObjectStore in the drill namespace. @default - the archive is one of the operator's own Barman */
  readonly objectStore?: string;
}

/** Reads the part of the plan that belongs to PostgreSQL. Throws an Incident `plan-invalid`. */
export function readSource({ protection }: DrillDocument): PostgresSource {
  const { database, drillCluster: cluster, drillObjectStore: objectStore } = protection.source;
  if (typeof database !== 'string' || database === '') throw invalid('database');
  const { name, namespace } = protection.drill;
  if (!isManifest(cluster) || cluster.metadata.name !== name || cluster.metadata.namespace !== namespace)
    throw invalid('drillCluster');
  // They would reach the archive that is restored from.
  if ('plugins' in cluster.spec || 'backup' in cluster.spec) throw invalid('drillCluster.spec');
  if (objectStore !== undefined && typeof objectStore !== 'string') throw invalid('drillObjectStore');
  return { database, cluster, ...(objectStore !== undefined && { objectStore }) };
}

export { RUN_ANNOTATION };

/** The Cluster of one run, restored to a time or to the end of the archive. */
export function clusterOf({ cluster }: PostgresSource, run: string, targetTime?: string): ClusterManifest {
  const { metadata, spec } = cluster;
  const { recovery } = spec.bootstrap;
  return {
    ...cluster,
    metadata: { ...metadata, annotations: { ...metadata.annotations, [RUN_ANNOTATION]: run } },
    spec: {
      ...spec,
      bootstrap: {
        ...spec.bootstrap,
        recovery: { ...recovery, ...(targetTime !== undefined && { recoveryTarget: { targetTime } }) },
      },
    },
  };
}

function isManifest(value: unknown): value is ClusterManifest {
  const recovery = field(field(field(value, 'spec'), 'bootstrap'), 'recovery');
  return (
    field(value, 'kind') === 'Cluster' &&
    typeof field(field(value, 'metadata'), 'name') === 'string' &&
    typeof recovery === 'object' &&
    recovery !== null
  );
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function invalid(part: string): Incident {
  return new Incident('plan-invalid', `the plan's protection.source.${part} is missing or of another kind`);
}
