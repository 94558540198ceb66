import type { Verdict } from '../verdict';
import { ETCD_REASONS, type EtcdReason } from './etcd-reasons';
import { POSTGRES_REASONS, type PostgresReason } from './postgres-reasons';
import { VELERO_REASONS, type VeleroReason } from './velero-reasons';

/** Code of a reason of any drill. */
export type DrillReason = PostgresReason | EtcdReason | VeleroReason;

const REASONS = { ...POSTGRES_REASONS, ...ETCD_REASONS, ...VELERO_REASONS };

/** The verdict that a reason stands for: the same whatever is drilled, though its meaning is told in other words. */
export function verdictOf(reason: DrillReason): Verdict {
  return REASONS[reason].verdict;
}
