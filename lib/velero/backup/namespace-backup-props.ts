import type { DurationInput, RecoveryObjectivesProps, Schedule } from '../../core';
import type { DrillProps, Waiver } from '../../drill';
import type { DrillNeeds } from '../../drill/site/limits';
import type { PodSecurity } from '../drill/target-namespace';
import type { BackupHook } from '../hooks/backup-hook';
import type { Velero } from '../installation/velero';
import type { RestoreModifier } from '../recovery/restore-modifier';
import type { PodDatabasePlan } from '../velero-source';
import type { ResourceFilter } from './resource-filter';
import type { VolumeBackup } from './volume-backup';
import type { VolumePolicy } from './volume-policy';

/** Options of a NamespaceBackup. */
export interface NamespaceBackupProps {
  /** Who backs up. */
  readonly velero: Velero;
  /** Namespaces by name, all of them live. @default - the namespace of the environment */
  readonly namespaces?: readonly string[];
  /** When a backup is made. */
  readonly schedule: Schedule;
  /** @default - those of the environment */
  readonly objectives?: Partial<RecoveryObjectivesProps>;
  /** How the bytes of volumes get into it. */
  readonly volumes: VolumeBackup;
  /** Which objects are in it. @default - every kind but events and those of CloudNativePG */
  readonly resources?: ResourceFilter;
  /** What runs in pods before and after. @default - nothing */
  readonly hooks?: readonly BackupHook[];
  /** What happens to volumes that are told apart by what they are. @default - the same to all */
  readonly policies?: readonly VolumePolicy[];
  /** Objects backed up first and in this order, `namespace/name` by kind: `{ pods: ['shop/db-0'] }`. @default - any order */
  readonly ordered?: Readonly<Record<string, readonly string[]>>;
  /** How long a CSI snapshot may take. @default - Velero's 10m */
  readonly snapshotTimeout?: DurationInput;
  /** How long the data of one volume may take to be moved. @default - Velero's 4h */
  readonly operationTimeout?: DurationInput;
  /** Files of a volume that are uploaded at a time. @default - Velero's: one for each processor */
  readonly parallelUploads?: number;
  /** Labels of every Backup. @default - those of this library */
  readonly labels?: Readonly<Record<string, string>>;
  readonly drill: NamespaceDrillProps | Waiver;
}

/** The drill of a NamespaceBackup: restored beside its source, into namespaces of its own. */
export interface NamespaceDrillProps extends Omit<DrillProps, 'targets'> {
  /** Where `Check.query` and the like connect: a PostgreSQL in a restored pod. @default - there are none */
  readonly database?: Omit<PodDatabasePlan, 'namespace' | 'port'> & {
    /** @default - the only namespace that is backed up */
    readonly namespace?: string;
    /** @default 5432 */
    readonly port?: number;
  };
  /**
   * What is restored into which namespace: each live namespace by its name.
   *
   * @default - the name of the drill namespace, a dash, and the live one's
   */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Kinds that are restored besides {@link DRILL_KINDS}. @default - none */
  readonly kinds?: readonly string[];
  /** Changes besides those of every drill: CronJobs are suspended, Services are ClusterIP. @default - none */
  readonly modifiers?: readonly RestoreModifier[];
  /** Ports of Services with an explicit node port: `{ web: [80] }`; a drill fails without. @default - there are none */
  readonly nodePorts?: Readonly<Record<string, readonly number[]>>;
  /** Texts of warnings of the restore that are harmless. @default - none, besides one that every restore has */
  readonly allowedWarnings?: readonly string[];
  /** What the restored pods of one namespace ask for together. @default - 1 CPU, 2Gi of memory, 20Gi of volumes */
  readonly needs?: DrillNeeds;
  /** Pod Security Standard of the namespaces restored into. @default baseline */
  readonly podSecurity?: PodSecurity;
}
