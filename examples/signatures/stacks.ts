import type { BackupStore, Schedule } from 'restorable';

/** Bucket, keys and locks of a store, by Pulumi. */
export declare class BackupStorage {
  constructor(
    name: string,
    props: {
      readonly store: BackupStore;
      readonly versioning: true;
      readonly encryption: 'AES256' | 'aws:kms';
      readonly objectLock?: { readonly mode: 'compliance' | 'governance'; readonly retention: string };
      readonly replica?: BackupStore;
    },
  );
}

/** A k3s cluster at Hetzner, by Pulumi, that can be rebuilt from its etcd snapshots. */
export declare class HetznerK3sCluster {
  constructor(
    name: string,
    props: {
      readonly location: 'fsn1' | 'nbg1' | 'hel1';
      readonly controlPlanes: Readonly<
        Record<
          string,
          { readonly serverType: string; readonly count: 1 | 3 | 5; readonly labels?: readonly string[] }
        >
      >;
      readonly workers: Readonly<
        Record<
          string,
          | { readonly serverType: string; readonly count: number; readonly labels?: readonly string[] }
          | {
              readonly serverType: string;
              readonly autoscale: { readonly min: number; readonly max: number };
              readonly labels?: readonly string[];
            }
        >
      >;
      readonly scheduleOnControlPlanes?: boolean;
      readonly loadBalancer: { readonly type: string; readonly ipv6?: boolean };
      readonly ingress:
        { readonly traefik: { readonly redirectToHttps: boolean; readonly autoscaling: boolean } } | 'none';
      readonly k3s: { readonly version: string } | { readonly channel: string };
      readonly upgrades?: { readonly k3s: boolean; readonly os: boolean };
      readonly kured?: { readonly days: readonly string[]; readonly start: string; readonly end: string };
      readonly apiServerArguments?: readonly string[];
      readonly etcdSnapshots: {
        readonly store: BackupStore;
        readonly folder: string;
        readonly schedule: Schedule;
      };
      readonly restoreFrom?: { readonly snapshot: 'latest' | (string & {}); readonly bundle: string };
    },
  );
}

/** Flux, the namespaces and the Secrets of a recovery plan, by Pulumi. */
export declare class FluxPlatform {
  constructor(
    name: string,
    props: {
      readonly plan: string;
      readonly cluster: string;
      readonly namespaces: readonly string[];
      readonly git: { readonly url: string; readonly branch: string; readonly path: string };
      readonly runtimeInfo: Readonly<Record<string, string>>;
      readonly fluxVersion: string;
    },
  );
}
