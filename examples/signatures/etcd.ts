import type {
  BackupStore,
  Check,
  Credentials,
  DrillProps,
  FluxFolder,
  RecoveryObjectivesProps,
  S3Keys,
  Schedule,
  Waiver,
} from 'restorable';

/** Who takes the snapshots: k3s itself, as its cluster stack configures it, or a CronJob with etcdctl on kubeadm. */
export declare class EtcdSource {
  static k3s(options: { readonly folder: string }): EtcdSource;
  static kubeadm(options?: { readonly certificates?: string }): EtcdSource;
}

/** Checks of a restored etcd. */
export declare const EtcdCheck: {
  namespaces(...names: readonly string[]): Check;
  customResources(...kinds: readonly string[]): Check;
  keys(prefix: string, expect: { readonly atLeast: number }): Check;
};

/** Cluster state: every object of the API server, and no data of volumes. */
export declare class EtcdSnapshots {
  constructor(
    folder: FluxFolder,
    name: string,
    props: {
      readonly source: EtcdSource;
      readonly schedule: Schedule;
      readonly store?: BackupStore;
      readonly credentials?: Credentials<S3Keys>;
      readonly objectives?: Partial<RecoveryObjectivesProps>;
      readonly drill: DrillProps | Waiver;
    },
  );
}
