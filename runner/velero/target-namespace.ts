import { drillLabels } from '../../lib/drill/site/labels';
import { ApiError, type ApiClient, type KubernetesObject } from '../kubernetes';
import { Incident } from '../drill/incident';
import { kindsIn, NAMESPACES } from './objects';

/** A NetworkPolicy, as far as isolation is looked at. */
interface NetworkPolicy extends KubernetesObject {
  readonly spec?: {
    readonly podSelector?: Readonly<Record<string, unknown>>;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly unknown[] | null;
    readonly egress?: readonly unknown[] | null;
  };
}

/** Labels that a namespace of drills has, whatever else is on it. */
const { 'app.kubernetes.io/part-of': PART_OF, 'app.kubernetes.io/name': NAME } = drillLabels();

/**
 * Looks whether a namespace is one that drills restore into, and is isolated before anything is in it: a quota, and a policy
 * by which no pod reaches anything that another policy does not name. What they should be the composition says; here it only
 * has to be sure that they are there.
 *
 * Throws an Incident.
 */
export async function assertIsolated(
  client: ApiClient,
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  const found = await readNamespace(client, namespace, signal);
  const labels = found?.metadata.labels ?? {};
  if (labels['app.kubernetes.io/part-of'] !== PART_OF || labels['app.kubernetes.io/name'] !== NAME) {
    const what =
      found === undefined ? 'is not there, or not for this drill' : 'is not labelled as one of drills';
    throw new Incident('namespace-not-drill', `the namespace ${namespace} ${what}`);
  }
  if (found?.metadata.deletionTimestamp !== undefined)
    throw new Incident('namespace-not-drill', `the namespace ${namespace} is being deleted`);
  const { quotas, networkPolicies } = kindsIn(namespace);
  const { items } = await client.list(quotas, {}, signal);
  if (items.length === 0) throw notIsolated(namespace, 'has no quota');
  const policies = (await client.list(networkPolicies, {}, signal)).items as readonly NetworkPolicy[];
  for (const type of ['Ingress', 'Egress'])
    if (!policies.some((policy) => deniesAll(policy, type)))
      throw notIsolated(namespace, `has no policy that denies ${type.toLowerCase()}`);
}

async function readNamespace(
  client: ApiClient,
  namespace: string,
  signal: AbortSignal,
): Promise<KubernetesObject | undefined> {
  try {
    return await client.tryGet(NAMESPACES, namespace, signal);
  } catch (error) {
    // The right to read it stands in the namespace itself.
    if (ApiError.is(error) && error.status === 403) return undefined;
    throw error;
  }
}

function deniesAll({ spec }: NetworkPolicy, type: string): boolean {
  const rules = type === 'Ingress' ? spec?.ingress : spec?.egress;
  const everyPod = Object.keys(spec?.podSelector ?? {}).length === 0;
  return everyPod && spec?.policyTypes?.includes(type) === true && (rules ?? []).length === 0;
}

function notIsolated(namespace: string, what: string): Incident {
  return new Incident('namespace-not-isolated', `the namespace ${namespace} ${what}`);
}
