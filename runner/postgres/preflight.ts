import type { DrillPlan } from '../../lib/plan';
import { skewText } from '../clock-skew';
import { ApiError, type ApiClient } from '../kubernetes';
import type { ArchiveInspection } from './archive';
import { Incident } from '../drill/incident';
import { operatorResourcesOf } from './objects';
import type { PostgresSource } from './source';

/** What is looked at before anything is made. */
export interface PreflightInput {
  readonly drill: DrillPlan;
  readonly source: PostgresSource;
  readonly inspectArchive: (signal: AbortSignal) => Promise<ArchiveInspection>;
  readonly client: ApiClient;
  readonly signal: AbortSignal;
}

/**
 * Finds what would otherwise hang in silence, or be told late. Without its ObjectStore a Cluster gets no phase, no pod and no
 * event, for ever (seen with plugin 0.14). Returns what the archive showed.
 *
 * Throws an Incident.
 */
export async function preflight(input: PreflightInput): Promise<ArchiveInspection> {
  const { client, inspectArchive, signal } = input;
  await findKinds(input);
  refuseSkew(skewText('the API server', client.clock));
  const archive = await inspectArchive(signal);
  refuseSkew(skewText('the store of the archive', archive.clock));
  return archive;
}

/** Ages that are measured with a clock of one's own mean nothing. */
function refuseSkew(difference: string | undefined): void {
  if (difference !== undefined) throw new Incident('clock-skew', difference);
}

async function findKinds({ drill, source, client, signal }: PreflightInput): Promise<void> {
  const { namespace } = drill;
  const { objectStores, clusters } = operatorResourcesOf(namespace);
  await kindIsServed(
    'operator-missing',
    'CloudNativePG is not installed: there are no Clusters',
    client.list(clusters, { fields: `metadata.name=${drill.name}` }, signal),
  );
  const name = source.objectStore;
  if (name === undefined) return;
  const store = await kindIsServed(
    'plugin-missing',
    'the Barman Cloud plugin is not installed: there are no ObjectStores',
    client.tryGet(objectStores, name, signal),
  );
  if (store === undefined)
    throw new Incident('object-store-missing', `there is no ObjectStore ${namespace}/${name}`);
}

async function kindIsServed<T>(
  reason: 'operator-missing' | 'plugin-missing',
  message: string,
  answer: Promise<T>,
): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (ApiError.is(error) && error.isUnknownKind) throw new Incident(reason, message);
    throw error;
  }
}
