import type { ProtectionPlan, RecoveryPlan } from '../../lib/plan';

/** The etcd snapshots that the composition plans for one cluster, and that k3s takes. */
export interface PlannedEtcdSnapshots {
  /** Identity of the protection, for messages. */
  readonly id: string;
  /** Host and port, as k3s wants the endpoint. */
  readonly host: string;
  readonly bucket: string;
  readonly region: string;
  readonly pathStyle: boolean;
  readonly folder: string;
  /** Cron text in the dialect of k3s. */
  readonly schedule: string;
  /** Seconds. */
  readonly rpo: number;
  /** Seconds that a snapshot is kept at least. */
  readonly retention: number;
}

/** Kind of the protection (`EtcdSnapshots`). */
const KIND = 'EtcdSnapshots';

/** What the plan says of the snapshots that k3s takes of a cluster; nothing where others take them, or nobody. */
export function etcdSnapshotsOfPlan(plan: RecoveryPlan, cluster: string): readonly PlannedEtcdSnapshots[] {
  return plan.protections
    .filter(
      ({ kind, cluster: its, source }) => kind === KIND && its === cluster && source['takenBy'] === 'k3s',
    )
    .map(plannedSnapshots);
}

function plannedSnapshots({ id, objectives, backup }: ProtectionPlan): PlannedEtcdSnapshots {
  const { endpoint, region = '', pathStyle, bucket, prefix } = backup.archive;
  return {
    id,
    // Amazon S3 has no endpoint in the plan (AWS General Reference, S3 endpoints).
    host: endpoint === undefined ? `s3.${region}.amazonaws.com` : new URL(endpoint).host,
    bucket,
    region,
    pathStyle,
    folder: prefix,
    schedule: backup.schedule,
    rpo: objectives.rpo,
    retention: objectives.retention,
  };
}
