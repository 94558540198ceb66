export { PostgresClusters, type PostgresClustersProps } from './postgres-clusters';
