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

/** A hook that Velero runs in a container before or after it copies a volume. */
export declare class BackupHook {
  /** PostgreSQL's CHECKPOINT, so that the copy starts from a flushed point; a failing hook leaves the pod out of the backup. */
  static postgresCheckpoint(options: {
    readonly pods: Readonly<Record<string, string>>;
    readonly container: string;
    readonly user: string;
    readonly database: string;
    readonly onError: 'Fail' | 'Continue';
  }): BackupHook;
}

/** How the bytes of volumes get into the backup. */
export declare class VolumeBackup {
  static fileSystem(options?: { readonly excludes?: readonly string[] }): VolumeBackup;
  static csiSnapshots(options: { readonly moveData: boolean; readonly snapshotClass?: string }): VolumeBackup;
  static none(): VolumeBackup;
}

/** What Velero changes in objects as it restores them elsewhere. */
export declare class RestoreModifier {
  static suspendCronJobs(): RestoreModifier;
  static servicesToClusterIp(): RestoreModifier;
  static replicas(count: number): RestoreModifier;
}

/** Checks of what Velero restores. */
export declare const NamespaceCheck: {
  ready(): Check;
  claims(...names: readonly string[]): Check;
  postgres(
    target: { readonly pod: string; readonly user: string; readonly database: string },
    ...checks: readonly Check[]
  ): Check;
  http(service: string, options: { readonly port: number; readonly get: string }): Check;
  files(claim: string, paths: readonly string[]): Check;
  command(pod: string, command: readonly string[]): Check;
};

export interface NamespaceBackupProps {
  readonly namespaces: readonly string[];
  readonly schedule: Schedule;
  readonly store?: BackupStore;
  readonly credentials?: Credentials<S3Keys>;
  readonly objectives?: Partial<RecoveryObjectivesProps>;
  readonly volumes: VolumeBackup;
  readonly hooks?: readonly BackupHook[];
  readonly resources?: readonly string[];
  readonly includeClusterResources?: boolean;
  readonly modifiers?: readonly RestoreModifier[];
  readonly drill: DrillProps | Waiver;
}

/** Namespaces with their objects and volumes, backed up by Velero. */
export declare class NamespaceBackup {
  constructor(folder: FluxFolder, name: string, props: NamespaceBackupProps);
}
