import type { PodDatabasePlan } from '../../lib/velero/velero-source';
import type { DatabaseAddress } from '../checks';
import type { ApiClient, KubernetesObject } from '../kubernetes';
import { Incident } from '../drill/incident';
import { kindsIn } from './objects';
import { findPod } from './restored-pod';

interface Secret extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * How to connect to the database in a restored pod. Not encrypted: the connection does not leave the cluster's drill
 * namespaces, and the restored server has a certificate for another name, if any.
 *
 * Throws an Incident.
 */
export async function podAddress(
  client: ApiClient,
  plan: PodDatabasePlan,
  namespace: string,
  signal: AbortSignal,
): Promise<DatabaseAddress> {
  const { port, database, user } = plan;
  const pod = await findPod({ client }, namespace, plan.pod, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    if (error instanceof Error && error.name === 'CheckImpossible')
      throw new Incident(
        'restored-incomplete',
        `the pod of the database did not come back: ${error.message}`,
      );
    throw error;
  });
  const host = pod.status?.podIP;
  if (host === undefined)
    throw new Incident('database-unreachable', `the pod ${namespace}/${pod.metadata.name} has no address`);
  const password =
    plan.password === undefined ? undefined : await readKey(client, namespace, plan.password, signal);
  return { host, port, database, user, ...(password !== undefined && { password }) };
}

async function readKey(
  client: ApiClient,
  namespace: string,
  { secret, key }: NonNullable<PodDatabasePlan['password']>,
  signal: AbortSignal,
): Promise<string> {
  const found = (await client.tryGet(kindsIn(namespace).secrets, secret, signal)) as Secret | undefined;
  const value = Buffer.from(found?.data?.[key] ?? '', 'base64').toString('utf8');
  if (value === '')
    throw new Incident(
      'restored-incomplete',
      `the Secret ${namespace}/${secret} with its key ${key} did not come back`,
    );
  return value;
}
