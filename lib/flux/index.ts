export { Sops, type Decryption } from './decryption';
export { FluxFolder, type FluxFolderProps, type KeptFile } from './flux-folder';
export { READY_CONDITION, type HealthCheck, type HealthExpressions } from './health-check';
export { PrunePolicy } from './prune-policy';
export { fluxVariable, type SubstitutionSource } from './substitution';
