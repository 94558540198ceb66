export { Environment, type EnvironmentDrillProps, type EnvironmentProps } from './environment';
export type { ClusterAlerts } from './cluster-alerts';
export type { EvidenceProps } from './evidence-props';
export {
  KubernetesCluster,
  type DrillSettings,
  type FluxProps,
  type KubernetesClusterProps,
  type Network,
  type NetworkProps,
} from './kubernetes-cluster';
export { OPERATOR_VERSIONS, Operators, type PinnedOperatorsProps } from './operators';
