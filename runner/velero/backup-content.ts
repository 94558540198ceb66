import type { BackupStore } from './backup-store';
import { Incident, type Finding } from '../drill/incident';
import { isNamed } from './objects';
import type { DrilledSource } from './source';

/** A volume whose bytes are in a backup. */
export interface BackedUpVolume {
  /** Live namespace. */
  readonly namespace: string;
  readonly claim: string;
  /** Bytes of its files; undefined where the method tells none. */
  readonly bytes?: number;
  /** Pod it was backed up through. @default - by a snapshot */
  readonly pod?: string;
}

/** What a backup says it holds. Names are of live namespaces. */
export interface BackupContent {
  readonly volumes: readonly BackedUpVolume[];
  readonly claims: readonly NamespacedName[];
  readonly pods: readonly NamespacedName[];
  /** What it should hold and does not. */
  readonly findings: readonly Finding[];
}

/** An object of a namespace. */
export interface NamespacedName {
  readonly namespace: string;
  readonly name: string;
}

/** One volume in the volume information of a backup (Velero 1.18, `internal/volume/volumes_information.go`). */
export interface VolumeInfo {
  readonly pvcName?: string;
  readonly pvcNamespace?: string;
  readonly backupMethod?: string;
  readonly snapshotDataMoved?: boolean;
  readonly skipped?: boolean;
  readonly skippedReason?: string;
  readonly result?: string;
  readonly pvbInfo?: { readonly size?: number; readonly podName?: string };
  readonly snapshotDataMovementInfo?: { readonly size?: number };
}

/** Lists of `namespace/name` by `group/version/Kind`. */
export type ResourceList = Readonly<Record<string, readonly string[] | null>>;

/** Kinds that cannot be restored whole without their data. */
const CLAIM = 'v1/PersistentVolumeClaim';
const POD = 'v1/Pod';

/**
 * Reads what a completed Backup holds from its own metadata. A Backup is Completed also where a volume is not in it: one that
 * no running pod mounts, one of a hostPath, one that an annotation leaves out (all seen with Velero 1.18).
 *
 * Throws an Incident.
 */
export async function readContent(
  store: BackupStore,
  backup: string,
  source: DrilledSource,
  signal: AbortSignal,
): Promise<BackupContent> {
  const volumes = await store.readBackupFile(backup, `${backup}-volumeinfo.json.gz`, signal);
  const resources = await store.readBackupFile(backup, `${backup}-resource-list.json.gz`, signal);
  if (!Array.isArray(volumes) || typeof resources !== 'object' || resources === null)
    throw new Incident('backup-corrupt', `the metadata of the Backup ${backup} is of another kind`);
  return contentOf(volumes as readonly VolumeInfo[], resources as ResourceList, source);
}

/** What follows from the metadata of a backup. */
export function contentOf(
  infos: readonly VolumeInfo[],
  resources: ResourceList,
  source: DrilledSource,
): BackupContent {
  const claims = namesOf(resources, CLAIM, source);
  const pods = namesOf(resources, POD, source);
  const withData = source.volumes === 'none' ? [] : claims.filter((claim) => !isExcluded(claim, source));
  const volumes: BackedUpVolume[] = [];
  const missing: string[] = [];
  for (const { namespace, name } of withData) {
    const info = infos.find((one) => one.pvcNamespace === namespace && one.pvcName === name);
    const why = absenceOf(info);
    if (why !== undefined) {
      missing.push(`${namespace}/${name} (${why})`);
      continue;
    }
    const bytes = info?.pvbInfo?.size ?? info?.snapshotDataMovementInfo?.size;
    const pod = info?.pvbInfo?.podName;
    volumes.push({
      namespace,
      claim: name,
      ...(bytes !== undefined && { bytes }),
      ...(pod !== undefined && { pod }),
    });
  }
  return { volumes, claims, pods, findings: findingsOf(missing, claims, pods, resources, source) };
}

function findingsOf(
  missing: readonly string[],
  claims: readonly NamespacedName[],
  pods: readonly NamespacedName[],
  resources: ResourceList,
  { namespaces, drill }: DrilledSource,
): readonly Finding[] {
  const { expected } = drill;
  const absent = [
    ...expected.claims
      .filter(
        ({ namespace, claim }) => !claims.some((one) => one.namespace === namespace && one.name === claim),
      )
      .map(({ namespace, claim }) => `claim ${namespace}/${claim}`),
    ...expected.pods
      .filter(
        ({ namespace, pod }) => !pods.some((one) => one.namespace === namespace && isNamed(one.name, pod)),
      )
      .map(({ namespace, pod }) => `pod ${namespace}/${pod}`),
    ...namespaces.filter((name) => !holds(resources, name)).map((name) => `namespace ${name}`),
  ];
  const findings: Finding[] = [];
  if (missing.length > 0)
    findings.push({
      reason: 'backup-incomplete',
      message: `the backup has no data of these claims: ${missing.join(', ')}`,
    });
  if (absent.length > 0)
    findings.push({ reason: 'backup-incomplete', message: `the backup lacks ${absent.join(', ')}` });
  return findings;
}

/** Why the bytes of a volume are not in the backup; undefined where they are. */
function absenceOf(info: VolumeInfo | undefined): string | undefined {
  if (info === undefined) return 'it is not mentioned';
  if (info.skipped === true) return info.skippedReason ?? 'it was skipped';
  if (info.result === 'failed') return 'its backup failed';
  if (info.backupMethod === undefined || info.backupMethod === '') return 'no method of backup is named';
  return undefined;
}

function isExcluded({ namespace, name }: NamespacedName, { excludedClaims }: DrilledSource): boolean {
  return excludedClaims.some((one) => one.namespace === namespace && isNamed(name, one.claim));
}

function namesOf(
  resources: ResourceList,
  kind: string,
  { namespaces }: DrilledSource,
): readonly NamespacedName[] {
  return (resources[kind] ?? []).flatMap((text) => {
    const [namespace = '', name = ''] = text.split('/');
    return namespaces.includes(namespace) && name !== '' ? [{ namespace, name }] : [];
  });
}

/** Whether anything of a namespace is in the backup but what stands in every one. */
function holds(resources: ResourceList, namespace: string): boolean {
  return Object.values(resources).some((names) => names?.some((name) => name.startsWith(`${namespace}/`)));
}
