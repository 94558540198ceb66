export type * from './backup/backup-props';
export type { ManagedRoleProps } from './managed-roles';
export type { MergePatch, PostgresPatches } from './patch';
export { PostgresCluster } from './postgres-cluster';
export type * from './postgres-cluster-props';
export { ClusterImageCatalog, ImageCatalog, PostgresImage, type PostgresImageInput } from './postgres-image';
export { PostgresRecovery, type PostgresRecoveryProps } from './recovery/postgres-recovery';
export { RecoveryTarget } from './recovery/recovery-target';
