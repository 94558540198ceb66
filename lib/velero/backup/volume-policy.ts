import { fail, Quantity, veleroProblems, type QuantityInput } from '../../core';

/** Which volumes a policy is for: all conditions must hold. At least one. */
export interface VolumeConditions {
  /** Size: from and up to. @default - any */
  readonly capacity?: { readonly from: QuantityInput; readonly to: QuantityInput };
  readonly storageClasses?: readonly string[];
  /** Driver of CSI volumes. */
  readonly csiDriver?: string;
  /** Attributes of volumes of that driver, all of them; only with `csiDriver`. */
  readonly csiAttributes?: Readonly<Record<string, string>>;
  /** Server of NFS volumes. */
  readonly nfsServer?: string;
  /** Path that the server exports. */
  readonly nfsPath?: string;
  /** Types as in a pod or PersistentVolume: `emptyDir`, `configMap`, `csi` … */
  readonly types?: readonly string[];
  /** Labels of the claim. */
  readonly claimLabels?: Readonly<Record<string, string>>;
  /** Phases of the claim: one that is Pending or Lost has no data to back up. */
  readonly claimPhases?: readonly ('Pending' | 'Bound' | 'Lost')[];
}

/** What is done with a volume. */
export type VolumeAction = 'skip' | 'fs-backup' | 'snapshot';

/** A policy as Velero's file has it. */
export interface VolumePolicyEntry {
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly action: { readonly type: VolumeAction };
}

/** What happens to volumes that are told from others by what they are. The first policy that fits decides. */
export class VolumePolicy {
  /** These volumes are not backed up. Throws RST104 for a size, RST962. */
  static skip(conditions: VolumeConditions): VolumePolicy {
    return new VolumePolicy(read(conditions), 'skip');
  }

  /** Files of these volumes are backed up. Throws RST104 for a size, RST962. */
  static fileSystem(conditions: VolumeConditions): VolumePolicy {
    return new VolumePolicy(read(conditions), 'fs-backup');
  }

  /** Snapshots are taken of these volumes. Throws RST104 for a size, RST962. */
  static snapshot(conditions: VolumeConditions): VolumePolicy {
    return new VolumePolicy(read(conditions), 'snapshot');
  }

  private constructor(
    private readonly conditions: Readonly<Record<string, unknown>>,
    private readonly type: VolumeAction,
  ) {}

  /** As Velero's file has it. */
  get entry(): VolumePolicyEntry {
    return { conditions: this.conditions, action: { type: this.type } };
  }
}

/**
 * Volumes of CloudNativePG come back by their archive: whatever else is said, Velero leaves them out. The operator labels
 * claims with the name of their Cluster, which no list of policies can match; so backups also leave out every object with
 * that label, see `backupSpec`.
 */
export function policyFile(policies: readonly VolumePolicy[]): string {
  // JSON is YAML, and quotes everything that YAML would read as something else.
  return `${JSON.stringify({ version: 'v1', volumePolicies: policies.map(({ entry }) => entry) }, undefined, 2)}\n`;
}

function read(conditions: VolumeConditions): Readonly<Record<string, unknown>> {
  const { capacity, storageClasses, csiDriver, csiAttributes, nfsServer, nfsPath } = conditions;
  const { types, claimLabels, claimPhases } = conditions;
  const refuse = (property: string, value: unknown, reason: string): never =>
    fail(veleroProblems.invalidVolumePolicy, { property, value, reason });
  const keysOf = (labels?: Readonly<Record<string, string>>) => labels && Object.keys(labels);
  const lists = {
    ...{ storageClasses, types, claimPhases },
    claimLabels: keysOf(claimLabels),
    csiAttributes: keysOf(csiAttributes),
  };
  for (const [property, list] of Object.entries(lists))
    if (list?.length === 0) refuse(property, list, 'the list is empty');
  if (csiAttributes !== undefined && csiDriver === undefined)
    refuse('csiAttributes', csiAttributes, 'attributes are those of a driver, and none is named');
  const nfs = {
    ...(nfsServer !== undefined && { server: nfsServer }),
    ...(nfsPath !== undefined && { path: nfsPath }),
  };
  const entries = {
    ...(capacity !== undefined && { capacity: range(capacity, refuse) }),
    ...(storageClasses !== undefined && { storageClass: [...storageClasses] }),
    ...(csiDriver !== undefined && {
      csi: {
        driver: csiDriver,
        ...(csiAttributes !== undefined && { volumeAttributes: { ...csiAttributes } }),
      },
    }),
    ...(Object.keys(nfs).length > 0 && { nfs }),
    ...(types !== undefined && { volumeTypes: [...types] }),
    ...(claimLabels !== undefined && { pvcLabels: { ...claimLabels } }),
    ...(claimPhases !== undefined && { pvcPhase: [...claimPhases] }),
  };
  if (Object.keys(entries).length === 0) refuse('conditions', conditions, 'it is for every volume');
  return entries;
}

function range(
  { from, to }: NonNullable<VolumeConditions['capacity']>,
  refuse: (property: string, value: unknown, reason: string) => never,
): string {
  const [least, most] = [Quantity.of(from), Quantity.of(to)];
  if (most.value < least.value) refuse('capacity', { from, to }, 'no volume is so large and so small');
  return `${least.toString()},${most.toString()}`;
}
