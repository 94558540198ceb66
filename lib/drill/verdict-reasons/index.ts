export { POSTGRES_REASONS, type PostgresReason } from './postgres-reasons';
export { ETCD_REASONS, type EtcdReason } from './etcd-reasons';
export { SHARED_REASONS } from './shared-reasons';
export { VELERO_REASONS, type VeleroReason } from './velero-reasons';
export type { VerdictReason } from './verdict-reason';
export { verdictOf, type DrillReason } from './verdict-of';
