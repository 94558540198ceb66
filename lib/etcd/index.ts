export { EtcdCheck } from './check/etcd-check';
export { EtcdSnapshots } from './etcd-snapshots';
export type { EtcdDrillProps, EtcdSnapshotsProps } from './etcd-snapshots-props';
export { EtcdSource, type K3sSourceOptions, type KubeadmSourceOptions } from './etcd-source';
