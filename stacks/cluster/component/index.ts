export type { HetznerK3sClusterArgs, RegistryLoginInput, StoreKeysInput } from './cluster-args';
export { HetznerK3sCluster } from './hetzner-k3s-cluster';
