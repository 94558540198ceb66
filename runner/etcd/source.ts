import type { DrillDocument } from '../../lib/plan';
import { Incident } from '../drill/incident';

/** Who takes the snapshots. */
export type SnapshotMaker = 'k3s' | 'kubeadm';

/** What the plan says of the snapshots of an etcd. */
export interface EtcdSourcePlan {
  readonly takenBy: SnapshotMaker;
  /** Space of the drill for the snapshot and the etcd restored from it, bytes. */
  readonly scratch: number;
}

/** Reads the part of the plan that belongs to etcd. Throws an Incident `plan-invalid`. */
export function readSource({ protection }: DrillDocument): EtcdSourcePlan {
  const { takenBy, scratch } = protection.source;
  if (takenBy !== 'k3s' && takenBy !== 'kubeadm') throw invalid('takenBy');
  if (typeof scratch !== 'number' || !(scratch > 0)) throw invalid('scratch');
  return { takenBy, scratch };
}

function invalid(part: string): Incident {
  return new Incident('plan-invalid', `the plan's protection.source.${part} is missing or of another kind`);
}
