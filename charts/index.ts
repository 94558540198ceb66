export { EnvironmentAlerts, type EnvironmentAlertsProps } from './environment-alerts';
export { PostgresClusters, type PostgresClustersProps } from './postgres-clusters';
