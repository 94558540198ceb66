import { veleroProblems, type Inspection } from '../../core';
import type { Surroundings } from '../../protection';
import { matchesName, type VolumeBackup } from './volume-backup';

/** Kinds with a pod in them, and where it is. */
const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

const CLAIM = 'PersistentVolumeClaim';

/** Kinds that have volumes, or are one. */
const KINDS: ReadonlySet<string> = new Set([...Object.keys(POD_SPECS), CLAIM]);

/** What is looked at. */
export interface VolumesUnderInspection {
  /** Name of the cluster. */
  readonly cluster: string;
  readonly namespaces: readonly string[];
  readonly volumes: VolumeBackup;
}

/**
 * Looks at the workloads of the same composition that stand in these namespaces. Reports RST955 for volumes that Velero
 * would leave empty, RST956 for claims whose data nobody has. What somebody else applies only a drill sees.
 */
export function inspectVolumes(
  around: Surroundings,
  { cluster, namespaces, volumes }: VolumesUnderInspection,
  inspect: Inspection,
): void {
  const others = namespaces.flatMap((namespace) => around.plansIn(cluster, namespace));
  for (const object of namespaces.flatMap((namespace) => around.objectsIn(cluster, namespace, KINDS))) {
    const { kind, metadata, ...fields } = object;
    const pod = (POD_SPECS[kind] ?? []).reduce<unknown>(field, fields);
    for (const volume of listOf(field(pod, 'volumes'))) {
      const name = String(field(volume, 'name'));
      if (field(volume, 'hostPath') === undefined || volumes.tryFindExcluded(name) !== undefined) continue;
      inspect.report(veleroProblems.hostPathVolume, {
        property: 'volumes',
        value: name,
        reason: `${kind} ${metadata.name ?? ''} mounts it from the host`,
      });
    }
    for (const claim of claimsOf(kind, metadata.name ?? '', fields)) {
      const excluded = volumes.tryFindExcluded(claim) ?? (volumes.method === 'none' ? {} : undefined);
      const owned = others.some((plan) => plan.volumes.some((pattern) => matchesName(pattern, claim)));
      if (excluded === undefined || owned) continue;
      inspect.report(veleroProblems.unprotectedVolume, {
        property: 'volumes',
        value: claim,
        reason: 'this backup leaves its data out, and no other protection of the namespace owns it',
      });
    }
  }
}

/** Names of claims, those of StatefulSets with `*` for the number. */
function claimsOf(kind: string, name: string, fields: unknown): readonly string[] {
  if (kind === CLAIM) return [name];
  if (kind !== 'StatefulSet') return [];
  return listOf(field(field(fields, 'spec'), 'volumeClaimTemplates')).map(
    (template) => `${String(field(field(template, 'metadata'), 'name'))}-${name}-0`,
  );
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
