import type { ObjectPlace } from './kubectl';

/** Metadata, as far as it is looked at. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly creationTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One condition of an object's status. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** Where Barman writes (barman-cloud API). */
export interface BarmanStore {
  readonly destinationPath?: string;
  readonly endpointURL?: string;
  readonly serverName?: string;
}

/** A Cluster (postgresql.cnpg.io/v1). */
export interface Cluster {
  readonly metadata: Metadata;
  readonly spec?: {
    readonly plugins?: readonly {
      readonly name: string;
      readonly parameters?: Readonly<Record<string, string>>;
    }[];
    readonly backup?: { readonly barmanObjectStore?: BarmanStore };
  };
  readonly status?: {
    readonly phase?: string;
    readonly currentPrimary?: string;
    readonly conditions?: readonly Condition[];
    /** Only of the operator's own Barman. */
    readonly firstRecoverabilityPoint?: string;
    readonly lastSuccessfulBackup?: string;
  };
}

/** A Backup (postgresql.cnpg.io/v1). */
export interface Backup {
  readonly metadata: Metadata;
  readonly spec?: { readonly cluster?: { readonly name?: string } };
  readonly status?: {
    readonly phase?: string;
    readonly backupId?: string;
    readonly startedAt?: string;
    readonly stoppedAt?: string;
    readonly endWal?: string;
    readonly error?: string;
  };
}

/** A ScheduledBackup (postgresql.cnpg.io/v1). */
export interface ScheduledBackup {
  readonly metadata: Metadata;
  readonly spec?: {
    readonly cluster?: { readonly name?: string };
    readonly method?: string;
    readonly schedule?: string;
    readonly suspend?: boolean;
  };
  readonly status?: { readonly nextScheduleTime?: string };
}

/** An ObjectStore (barmancloud.cnpg.io/v1). */
export interface ObjectStore {
  readonly spec?: { readonly configuration?: BarmanStore };
  readonly status?: {
    readonly serverRecoveryWindow?: Readonly<
      Record<
        string,
        { readonly firstRecoverabilityPoint?: string; readonly lastSuccessfulBackupTime?: string } | undefined
      >
    >;
  };
}

/** A container of a pod. */
export interface Container {
  readonly name: string;
  readonly env?: readonly object[];
}

/** What a Job is made of. */
export interface JobTemplate {
  readonly metadata?: Partial<Metadata>;
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly Container[] } };
  };
}

/** A CronJob (batch/v1). */
export interface CronJob {
  readonly metadata: Metadata;
  readonly spec: { readonly suspend?: boolean; readonly jobTemplate: JobTemplate };
}

/** A Job (batch/v1). */
export interface Job {
  readonly metadata: Metadata;
  readonly status?: { readonly conditions?: readonly Condition[]; readonly active?: number };
}

/** A pod. */
export interface Pod {
  readonly metadata: Metadata;
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly {
      readonly name: string;
      readonly state?: {
        readonly waiting?: { readonly reason?: string; readonly message?: string };
        readonly running?: object;
        readonly terminated?: { readonly exitCode: number; readonly reason?: string };
      };
    }[];
  };
}

/** A ConfigMap. */
export interface ConfigMap {
  readonly metadata: Metadata;
  readonly data?: Readonly<Record<string, string>>;
}

/** Kinds, by plural and group. */
export const RESOURCES = {
  clusters: 'clusters.postgresql.cnpg.io',
  backups: 'backups.postgresql.cnpg.io',
  scheduledBackups: 'scheduledbackups.postgresql.cnpg.io',
  objectStores: 'objectstores.barmancloud.cnpg.io',
  cronJobs: 'cronjobs.batch',
  jobs: 'jobs.batch',
  pods: 'pods',
  configMaps: 'configmaps',
} as const;

/** A place of an object of one of these kinds. */
export function placeOf(kind: keyof typeof RESOURCES, namespace: string, name: string): ObjectPlace {
  return { resource: RESOURCES[kind], namespace, name };
}

/** The status of a condition; undefined where the object has none of that type. */
export function conditionOf(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}
