import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrillPlan } from '../../lib/plan';
import { ApiError, type ApiClient } from '../kubernetes';
import { Incident } from './incident';
import { resourcesOf } from './objects';
import type { PostgresSource } from './source';

/** Where the Secret with the drill's storage credentials is mounted, below the folder of all Secrets. */
const ARCHIVE_SECRET = 'archive';

/** What is looked at before anything is made. */
export interface PreflightInput {
  readonly drill: DrillPlan;
  readonly source: PostgresSource;
  /** Folder with a folder for each mounted Secret. */
  readonly secrets: string;
  readonly client: ApiClient;
  readonly signal: AbortSignal;
}

/**
 * Finds what would otherwise hang in silence. Without its ObjectStore a Cluster gets no phase, no pod and no event, for
 * ever (seen with plugin 0.14).
 *
 * Throws an Incident.
 */
export async function preflight({ drill, source, secrets, client, signal }: PreflightInput): Promise<void> {
  const { credentials, namespace } = drill;
  if (credentials !== undefined) {
    for (const key of Object.values(credentials.keys)) {
      if (isEmpty(join(secrets, ARCHIVE_SECRET, key))) {
        throw new Incident(
          'credentials-missing',
          `the Secret ${namespace}/${credentials.secret} is missing, or its key ${key} is missing or empty`,
        );
      }
    }
  }
  const { objectStores, clusters } = resourcesOf(namespace);
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

function isEmpty(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').trim() === '';
  } catch {
    // Secrets are mounted as optional: what is missing has no file.
    return true;
  }
}
