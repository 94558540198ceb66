export { Environment, type EnvironmentDrillProps, type EnvironmentProps } from './environment';
export {
  KubernetesCluster,
  type DrillSettings,
  type FluxProps,
  type KubernetesClusterProps,
  type Network,
  type NetworkProps,
} from './kubernetes-cluster';
export { OPERATOR_VERSIONS, Operators, type PinnedOperatorsProps } from './operators';
