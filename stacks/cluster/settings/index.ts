export * from './etcd-backup';
export * from './ingress';
export * from './maintenance';
export * from './network';
export * from './server-pool';
