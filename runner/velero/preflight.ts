import { skewText } from '../clock-skew';
import { ApiError, type ApiClient } from '../kubernetes';
import { readContent, type BackupContent } from './backup-content';
import type { BackupObjects, BackupStore } from './backup-store';
import { Incident, type Finding } from '../drill/incident';
import { findNewestBackup, type BackupSearch, type NewestBackup } from './newest-backup';
import { kindsIn, veleroKinds, type Location, type Workload } from './objects';
import { shortened } from './shortened';
import type { DrilledSource } from './source';
import type { DrilledProtectionPlan } from '../../lib/plan';

/** What was seen before anything was restored. */
export interface Seen {
  readonly backup: NewestBackup;
  readonly objects: BackupObjects;
  readonly content: BackupContent;
  /** What speaks against the backup already. */
  readonly findings: readonly Finding[];
}

/** What is looked at. */
export interface PreflightInput extends BackupSearch {
  readonly protection: DrilledProtectionPlan;
  readonly store: BackupStore;
}

/**
 * Looks at the drill site, at the backups and at what the newest one holds, before anything is restored.
 *
 * Throws an Incident.
 */
export async function preflight(input: PreflightInput): Promise<Seen> {
  const { client, store, source, signal } = input;
  await inspectSite(input);
  refuseSkew(skewText('the API server', client.clock));
  const backup = await findNewestBackup(input);
  const objects = await store.objectsOf(backup.name, signal);
  refuseSkew(skewText('the store of the backups', store.clock));
  const absent = REQUIRED.map((file) => file.replace('<name>', backup.name)).filter(
    (file) => !objects.names.has(file),
  );
  if (absent.length > 0) {
    throw new Incident(
      'backup-object-missing',
      `of the Backup ${backup.name} these objects are not in the store: ${absent.join(', ')}`,
    );
  }
  const content = await readContent(store, backup.name, source, signal);
  return { backup, objects, content, findings: [...backup.findings, ...content.findings] };
}

/**
 * Objects that every completed Backup has (Velero 1.18). A Backup without its `velero-backup.json` can still be restored in
 * the cluster that knows it, and in no other one.
 */
const REQUIRED: readonly string[] = [
  'velero-backup.json',
  '<name>.tar.gz',
  '<name>-volumeinfo.json.gz',
  '<name>-resource-list.json.gz',
];

/** Name of the server's Deployment and of the node agents' DaemonSet (Velero 1.18, its chart and `velero install`). */
const SERVER = 'velero';
const NODE_AGENT = 'node-agent';

async function inspectSite({ client, source, protection, signal }: PreflightInput): Promise<void> {
  const { namespace, location: name } = source.drill.velero;
  const { locations } = veleroKinds(namespace);
  let location: Location | undefined;
  try {
    location = await client.tryGet(locations, name, signal);
  } catch (error) {
    if (ApiError.is(error) && error.isUnknownKind)
      throw new Incident('site-missing', 'Velero is not installed: there are no BackupStorageLocations');
    throw error;
  }
  if (location === undefined)
    throw new Incident('site-missing', `there is no BackupStorageLocation ${namespace}/${name}`);
  inspectLocation(`${namespace}/${name}`, location, protection);
  await inspectServers(client, namespace, source, signal);
  const [configMap] = [source.drill.restore.spec.resourceModifier?.name];
  if (configMap === undefined)
    throw new Incident('modifiers-missing', 'the Restore of the plan names no resource modifiers');
  const modifiers = (await client.tryGet(kindsIn(namespace).configMaps, configMap, signal)) as
    { readonly data?: Readonly<Record<string, string>> } | undefined;
  if (Object.keys(modifiers?.data ?? {}).length !== 1)
    throw new Incident(
      'modifiers-missing',
      `the ConfigMap ${namespace}/${configMap} is not there, or has not one key`,
    );
}

function inspectLocation(name: string, { spec, status }: Location, { backup }: DrilledProtectionPlan): void {
  if (spec?.accessMode !== 'ReadOnly')
    throw new Incident('location-writable', `the BackupStorageLocation ${name} is not ReadOnly`);
  const { bucket, prefix = '' } = spec.objectStorage ?? {};
  const planned = backup.archive.prefix.replace(/^\/+|\/+$/g, '');
  if (bucket !== backup.archive.bucket || prefix.replace(/^\/+|\/+$/g, '') !== planned) {
    throw new Incident(
      'location-of-other-store',
      `the BackupStorageLocation ${name} is for ${bucket ?? ''}/${prefix}, and the backups are in ${backup.archive.bucket}/${planned}`,
    );
  }
  if (status?.phase !== 'Available') {
    const why =
      status?.message === undefined || status.message === '' ? '' : `: ${shortened(status.message, 400)}`;
    throw new Incident(
      'location-unavailable',
      `the BackupStorageLocation ${name} is ${status?.phase ?? 'not looked at yet'}${why}`,
    );
  }
}

/** A location stays Available where nobody is there to look at it. */
async function inspectServers(
  client: ApiClient,
  namespace: string,
  { volumes }: DrilledSource,
  signal: AbortSignal,
): Promise<void> {
  const { deployments, daemonSets } = kindsIn(namespace);
  const server = (await client.tryGet(deployments, SERVER, signal)) as Workload | undefined;
  if ((server?.status?.readyReplicas ?? 0) === 0)
    throw new Incident(
      'site-missing',
      `the Deployment ${namespace}/${SERVER} is not there, or has no ready pod`,
    );
  if (volumes !== 'fileSystem' && volumes !== 'csiMoved') return;
  const agents = (await client.tryGet(daemonSets, NODE_AGENT, signal)) as Workload | undefined;
  if ((agents?.status?.numberReady ?? 0) === 0)
    throw new Incident(
      'site-missing',
      `the DaemonSet ${namespace}/${NODE_AGENT} is not there, or has no ready pod`,
    );
}

function refuseSkew(difference: string | undefined): void {
  if (difference !== undefined) throw new Incident('clock-skew', difference);
}
