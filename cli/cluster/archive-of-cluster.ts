import { fail, operationProblems } from '../../lib/core/problems';
import type { ProtectionPlan } from '../../lib/plan';
import { BARMAN_PLUGIN } from '../../lib/postgres/barman';
import type { Kubectl } from './kubectl';
import { placeOf, type BarmanStore, type Cluster, type ObjectStore } from './objects';

/** Where a Cluster of a cluster really archives. */
export interface LiveArchive {
  /** For people: destination, server name, endpoint. */
  readonly location: string;
  /** The ObjectStore of the plugin; undefined with the operator's own Barman, or where it is missing. */
  readonly objectStore: ObjectStore | undefined;
}

/** Reads where a Cluster archives. Undefined: nowhere. */
export async function tryReadArchive(cluster: Cluster, kubectl: Kubectl): Promise<LiveArchive | undefined> {
  const { name, namespace = '' } = cluster.metadata;
  const plugin = cluster.spec?.plugins?.find((entry) => entry.name === BARMAN_PLUGIN);
  if (plugin === undefined) {
    const store = cluster.spec?.backup?.barmanObjectStore;
    if (store === undefined) return undefined;
    return { location: locationOf(store, store.serverName ?? name), objectStore: undefined };
  }
  const { barmanObjectName = '', serverName = name } = plugin.parameters ?? {};
  const objectStore = await kubectl.tryGet<ObjectStore>(placeOf('objectStores', namespace, barmanObjectName));
  const store = objectStore?.spec?.configuration;
  const location =
    store === undefined ? `ObjectStore ${barmanObjectName}, which is missing` : locationOf(store, serverName);
  return { location, objectStore };
}

/** Where a protection is to archive, written as `location` of what it does. */
export function declaredLocation({ backup: { archive }, name }: ProtectionPlan): string {
  const { bucket, prefix, endpoint, serverName = name } = archive;
  const destinationPath = `s3://${[bucket, prefix].filter((part) => part !== '').join('/')}`;
  return locationOf(
    { destinationPath, ...(endpoint !== undefined && { endpointURL: endpoint }) },
    serverName,
  );
}

/** The Cluster of a protection, which archives where it is declared to. Throws RST743, RST747. */
export async function findDeclaredCluster(protection: ProtectionPlan, kubectl: Kubectl): Promise<Cluster> {
  const { id, namespace, name } = protection;
  const cluster = await kubectl.find<Cluster>(placeOf('clusters', namespace, name));
  const live = await tryReadArchive(cluster, kubectl);
  const declared = declaredLocation(protection);
  if (live?.location !== declared) {
    fail(operationProblems.otherArchive, {
      value: id,
      reason: `it archives to ${live?.location ?? 'nowhere'}, and is declared to archive to ${declared}`,
    });
  }
  return cluster;
}

function locationOf({ destinationPath = '', endpointURL }: BarmanStore, serverName: string): string {
  const at = endpointURL === undefined ? '' : ` at ${endpointURL.replace(/\/$/, '')}`;
  return `${destinationPath.replace(/\/$/, '')}/${serverName}${at}`;
}
