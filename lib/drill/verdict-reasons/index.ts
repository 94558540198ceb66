export { DRILL_REASONS, type DrillReason } from './drill-reasons';
export { ETCD_REASONS, type EtcdReason } from './etcd-reasons';
export { SHARED_REASONS } from './shared-reasons';
export { VELERO_REASONS, type VeleroReason } from './velero-reasons';
export type { VerdictReason } from './verdict-reason';
