import type { RecoveryPlan } from '../../lib/plan';

/** A bucket that the plan describes. */
export interface PlannedStore {
  /** Identity, `endpoint/bucket`. */
  readonly id: string;
  readonly bucket: string;
  /** Profile of its provider, for example `aws`. */
  readonly profile: string;
  readonly endpoint?: string;
  readonly region?: string;
  /** Longest retention of the archives in it, seconds; 0 where there are none. */
  readonly archiveRetention: number;
  /** Longest lock that is asked for with records of evidence in it, seconds; 0 where none is. */
  readonly evidenceRetention: number;
  readonly holdsArchives: boolean;
  readonly holdsEvidence: boolean;
}

/** Every bucket the plan describes, by archives and by evidence, in the order of their identities. */
export function storesOfPlan(plan: RecoveryPlan): readonly PlannedStore[] {
  const stores = new Map<string, PlannedStore>();
  for (const { backup, objectives, drill } of plan.protections) {
    const known = find(stores, backup.archive);
    stores.set(known.id, {
      ...known,
      archiveRetention: Math.max(known.archiveRetention, objectives.retention),
      holdsArchives: true,
    });
    if ('evidence' in drill) {
      const place = find(stores, drill.evidence);
      const retention = drill.evidence.objectLock?.retention ?? 0;
      stores.set(place.id, {
        ...place,
        evidenceRetention: Math.max(place.evidenceRetention, retention),
        holdsEvidence: true,
      });
    }
  }
  return [...stores.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Described {
  readonly store: string;
  readonly bucket: string;
  readonly profile: string;
  readonly endpoint?: string;
  readonly region?: string;
}

function find(stores: ReadonlyMap<string, PlannedStore>, described: Described): PlannedStore {
  const { store, bucket, profile, endpoint, region } = described;
  return (
    stores.get(store) ?? {
      id: store,
      bucket,
      profile,
      ...(endpoint !== undefined && { endpoint }),
      ...(region !== undefined && { region }),
      archiveRetention: 0,
      evidenceRetention: 0,
      holdsArchives: false,
      holdsEvidence: false,
    }
  );
}
