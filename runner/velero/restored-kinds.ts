import { ApiError, type ApiClient, type Resource } from '../kubernetes';

/** A kind that a drill restores. */
export interface RestoredKind {
  /** As the Restore names it: `deployments.apps`. */
  readonly name: string;
  readonly apiVersion: string;
  readonly plural: string;
}

/** Kinds without a namespace: the only one that drills restore. */
const CLUSTER_SCOPED: readonly string[] = ['persistentvolumes'];

/**
 * The kinds with namespaces that a Restore names, with the version in which the API server has them. Kinds that it does not
 * know cannot be restored either.
 */
export async function resolveKinds(
  client: ApiClient,
  included: readonly string[],
  signal: AbortSignal,
): Promise<readonly RestoredKind[]> {
  const versions = new Map<string, string | undefined>([['', 'v1']]);
  const kinds: RestoredKind[] = [];
  for (const name of included) {
    if (CLUSTER_SCOPED.includes(name)) continue;
    const [plural = '', ...rest] = name.split('.');
    const group = rest.join('.');
    if (!versions.has(group)) versions.set(group, await versionOf(client, group, signal));
    const apiVersion = versions.get(group);
    if (apiVersion !== undefined) kinds.push({ name, apiVersion, plural });
  }
  return kinds;
}

/** Objects of a kind in a namespace. */
export function inNamespace({ apiVersion, plural }: RestoredKind, namespace: string): Resource {
  return { apiVersion, plural, namespace };
}

async function versionOf(client: ApiClient, group: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await client.preferredVersion(group, signal);
  } catch (error) {
    if (ApiError.is(error) && error.status === 404) return undefined;
    throw error;
  }
}
