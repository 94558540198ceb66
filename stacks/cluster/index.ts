export { userData } from './cloud-init/user-data';
export * from './cluster-secrets';
export * from './cluster-settings';
export * from './recovery-bundle';
export { parseRecoveryBundle } from './read-recovery-bundle';
export { inspectClusterSettings } from './rules';
export * from './server-layout';
export * from './settings';
