import type { Restore } from '../kubernetes/generated/velero.io/v1';

/** `kind` of the protections of namespaces in the recovery plan. */
export const NAMESPACE_BACKUP = 'NamespaceBackup';

/** What `source` of a NamespaceBackup holds in the recovery plan. `backup.archive` says where Velero's objects lie. */
export interface NamespaceBackupSource {
  /** Live namespaces that are backed up: exact names, sorted. */
  readonly namespaces: readonly string[];
  /** The Velero that backs up. */
  readonly velero: VeleroPlan;
  /** Name of its Schedule; backups are called `<schedule>-<time>` and have it as label `velero.io/schedule-name`. */
  readonly schedule: string;
  /** How the bytes of volumes get into the backup. `none`: only objects do. */
  readonly volumes: VolumeMethod;
  /** Claims whose data is not in the backup, on purpose, and who has it instead, or why nobody does. */
  readonly excludedClaims: readonly ExcludedClaimPlan[];
  /** Absent where the drill is waived. */
  readonly drill?: NamespaceDrillSource;
}

/** A Velero and its storage location. */
export interface VeleroPlan {
  readonly namespace: string;
  /** Name of the BackupStorageLocation in that namespace. */
  readonly location: string;
}

/**
 * How the bytes of volumes are backed up: files by kopia (`fileSystem`), a CSI snapshot whose data is moved to the store
 * (`csiMoved`), a snapshot that stays in the storage system (`csi`, `native`), or not.
 */
export type VolumeMethod = 'fileSystem' | 'csiMoved' | 'csi' | 'native' | 'none';

/** A claim whose data is not in the backup. */
export interface ExcludedClaimPlan {
  readonly namespace: string;
  /** Name, or a prefix ending in `*`. */
  readonly claim: string;
  readonly reason: string;
}

/** Where and how a NamespaceBackup is drilled. */
export interface NamespaceDrillSource {
  /** The second Velero, which only reads the store of the first; Restores are made in its namespace. */
  readonly velero: VeleroPlan;
  /** Live namespace to the namespace it is restored into: exact names, one for each of `namespaces`. */
  readonly mapping: Readonly<Record<string, string>>;
  /**
   * The Restore to create, complete but for `spec.backupName` and the annotation of the run. Its name is the drill's, its
   * namespace that of the second Velero; `spec.includedResources` are the allowed kinds, `spec.resourceModifier` names the
   * ConfigMap. An admission policy admits this and no other.
   */
  readonly restore: DrillRestore;
  /** The database in a restored pod that `sql.*` checks are run in. Absent: the drill has none of them. */
  readonly database?: PodDatabasePlan;
  /** A warning of the Restore is allowed if it contains one of these texts; any other one fails the drill. */
  readonly allowedWarnings: readonly string[];
  /** What must be there besides what the backup's own metadata says. Namespaces are those of the source. */
  readonly expected: {
    /** Claims that must be restored and bound. */
    readonly claims: readonly { readonly namespace: string; readonly claim: string }[];
    /** Pods that must be restored and ready, by name or a prefix ending in `*`. */
    readonly pods: readonly { readonly namespace: string; readonly pod: string }[];
  };
}

/** A PostgreSQL in a restored pod, and the superuser, or at least the owner, that checks connect as. */
export interface PodDatabasePlan {
  /** Of the source. */
  readonly namespace: string;
  /** Name of the pod, or a prefix ending in `*`. The runner connects to its address. */
  readonly pod: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Key of a restored Secret of that namespace. Absent: the server asks for none. */
  readonly password?: { readonly secret: string; readonly key: string };
}

/** The Restore of a drill as synth writes it, without a backup. */
export interface DrillRestore extends Omit<Restore, 'spec'> {
  readonly spec: Omit<NonNullable<Restore['spec']>, 'backupName' | 'scheduleName' | 'labelSelector'>;
}
