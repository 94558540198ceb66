import { fail, veleroProblems } from '../../core';
import type { SnapshotLocationProps } from '../installation/snapshot-location';
import type { ExcludedClaimPlan, VolumeMethod } from '../velero-source';

/** A volume that is left out on purpose. */
export interface ExcludedVolume {
  /** Name of the claim, or a prefix ending in `*`; of the volume in the pod where it has no claim. */
  readonly volume: string;
  /** Why, for reports: who has the data instead, or why nobody needs it. */
  readonly reason: string;
}

/** Options of a backup of files. */
export interface FileSystemOptions {
  /** Volumes that are left out. Their pods need the annotation of `podAnnotations()`. @default - none */
  readonly except?: readonly ExcludedVolume[];
}

/** Options of CSI snapshots. */
export interface CsiSnapshotOptions {
  /** Whether the data is moved to the store, by kopia. Without that it stays in the storage system (RST963). */
  readonly moveData: boolean;
  /** VolumeSnapshotClass by CSI driver. @default - the class labelled for Velero, or the default one of the driver */
  readonly snapshotClasses?: Readonly<Record<string, string>>;
}

/** Fields of a Backup's spec that decide over volumes. */
export interface VolumeFields {
  readonly defaultVolumesToFsBackup: boolean;
  readonly snapshotVolumes: boolean;
  readonly snapshotMoveData?: boolean;
  readonly volumeSnapshotLocations?: string[];
}

/** How the bytes of volumes get into the backup. */
export class VolumeBackup {
  /**
   * Files of every mounted volume of a running pod, copied by kopia: works with any storage, and is consistent only as far
   * as a hook makes it so. Volumes of type hostPath are never backed up (RST955).
   *
   * Throws RST977 for a volume without a reason.
   */
  static fileSystem({ except = [] }: FileSystemOptions = {}): VolumeBackup {
    for (const { volume, reason } of except) {
      if (volume.trim() === '' || reason.trim() === '') {
        fail(veleroProblems.invalidOption, {
          property: 'except',
          value: volume,
          reason: 'a volume that is left out needs its name and a reason',
          fix: "Write { volume: 'cache', reason: 'filled again at start' }.",
        });
      }
    }
    return new VolumeBackup('fileSystem', {
      except,
      fields: { defaultVolumesToFsBackup: true, snapshotVolumes: false },
    });
  }

  /** Snapshots by the CSI driver of each volume, moved to the store or not. Needs `csi` of Velero (RST976). */
  static csiSnapshots({ moveData, snapshotClasses = {} }: CsiSnapshotOptions): VolumeBackup {
    return new VolumeBackup(moveData ? 'csiMoved' : 'csi', {
      fields: { defaultVolumesToFsBackup: false, snapshotVolumes: true, snapshotMoveData: moveData },
      annotations: Object.fromEntries(
        Object.entries(snapshotClasses).map(([driver, name]) => [
          // Velero 1.18, "CSI support": annotation of a Backup or Schedule for each driver.
          `velero.io/csi-volumesnapshot-class_${driver}`,
          name,
        ]),
      ),
    });
  }

  /** Snapshots by the provider's own API, without CSI; their location is always named. The data stays there (RST963). */
  static nativeSnapshots({ location }: { readonly location: SnapshotLocationProps }): VolumeBackup {
    return new VolumeBackup('native', {
      location,
      fields: {
        defaultVolumesToFsBackup: false,
        snapshotVolumes: true,
        snapshotMoveData: false,
        volumeSnapshotLocations: [location.name],
      },
    });
  }

  /** Objects only. Throws RST977 without a reason. */
  static none({ reason }: { readonly reason: string }): VolumeBackup {
    const except = [{ volume: '*', reason }];
    VolumeBackup.fileSystem({ except });
    return new VolumeBackup('none', {
      except,
      fields: { defaultVolumesToFsBackup: false, snapshotVolumes: false },
    });
  }

  private constructor(
    readonly method: VolumeMethod,
    private readonly parts: {
      readonly fields: VolumeFields;
      readonly except?: readonly ExcludedVolume[];
      readonly annotations?: Readonly<Record<string, string>>;
      readonly location?: SnapshotLocationProps;
    },
  ) {}

  /** Fields of a Backup's spec. */
  get fields(): VolumeFields {
    return this.parts.fields;
  }

  /** Annotations of the Schedule, which its Backups get too. */
  get annotations(): Readonly<Record<string, string>> {
    return this.parts.annotations ?? {};
  }

  /** Where native snapshots are; undefined for every other way. */
  get snapshotLocation(): SnapshotLocationProps | undefined {
    return this.parts.location;
  }

  /** Whether the data is gone with the storage system. */
  get staysBehind(): boolean {
    return this.method === 'csi' || this.method === 'native';
  }

  /**
   * Annotations that the pods need: with file-system backup of everything only this one leaves a volume out, the opt-in
   * one changes nothing (Velero 1.18, seen). Names of volumes in the pod, not of claims.
   */
  podAnnotations(volumes: readonly string[]): Readonly<Record<string, string>> {
    return { 'backup.velero.io/backup-volumes-excludes': volumes.join(',') };
  }

  /** The volumes that are left out, by name or prefix. */
  tryFindExcluded(volume: string): ExcludedVolume | undefined {
    return this.parts.except?.find(({ volume: pattern }) => matchesName(pattern, volume));
  }

  /** The claims that are left out, for the recovery plan. */
  excludedClaims(namespaces: readonly string[]): readonly ExcludedClaimPlan[] {
    return namespaces.flatMap((namespace) =>
      (this.parts.except ?? []).map(({ volume, reason }) => ({ namespace, claim: volume, reason })),
    );
  }

  /** For people. */
  describe(): string {
    return DESCRIPTIONS[this.method];
  }
}

/** Whether a name is the one of a pattern: itself, or a prefix ending in `*`. */
export function matchesName(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

const DESCRIPTIONS: Readonly<Record<VolumeMethod, string>> = {
  fileSystem: 'objects and files of volumes (Velero, kopia)',
  csiMoved: 'objects and CSI snapshots moved to the store (Velero)',
  csi: 'objects and CSI snapshots (Velero)',
  native: 'objects and native snapshots (Velero)',
  none: 'objects without volumes (Velero)',
};
