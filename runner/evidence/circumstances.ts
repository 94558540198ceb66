import { TRIGGER_ANNOTATION } from '../../lib/drill/site/labels';
import type { DrillPlan } from '../../lib/plan';
import { redactor } from '../checks/redact';
import type { ApiClient, KubernetesObject } from '../kubernetes';

/** What is known of why and from which sources a drill ran. */
export interface Circumstances {
  /** Git revision that Flux applied last. @default - unknown */
  readonly revision?: string;
  /** What started the drill. @default - unknown */
  readonly trigger?: string;
}

/** Set by the CronJob controller (Kubernetes 1.28 and newer) and by `kubectl create job --from`. */
const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';
const MANUAL = 'cronjob.kubernetes.io/instantiate';

/** Longest text that is recorded, characters. */
const LONGEST = 200;

/**
 * Asks Flux for the revision and the Job for what started it. Neither is worth losing a verdict for: what cannot be found out
 * within the time is unknown. Both can be written by whoever may write in the cluster, and say no more than that.
 *
 * @param job name of the runner's Job; undefined where it has none
 */
export async function findCircumstances(
  client: ApiClient,
  { namespace, appliedBy }: Pick<DrillPlan, 'namespace' | 'appliedBy'>,
  job: string | undefined,
  signal: AbortSignal,
): Promise<Circumstances> {
  const [kustomization, made] = await Promise.all([
    appliedBy &&
      tryGet(
        client,
        'kustomize.toolkit.fluxcd.io/v1',
        'kustomizations',
        appliedBy.namespace,
        appliedBy.name,
        signal,
      ),
    job === undefined ? undefined : tryGet(client, 'batch/v1', 'jobs', namespace, job, signal),
  ]);
  const { lastAppliedRevision } = (kustomization as Kustomization | undefined)?.status ?? {};
  const revision = shown(lastAppliedRevision);
  const trigger = triggerOf(made);
  return { ...(revision !== undefined && { revision }), ...(trigger !== undefined && { trigger }) };
}

interface Kustomization extends KubernetesObject {
  readonly status?: { readonly lastAppliedRevision?: unknown };
}

function triggerOf(job: KubernetesObject | undefined): string | undefined {
  const annotations = job?.metadata.annotations ?? {};
  const who = shown(annotations[TRIGGER_ANNOTATION]);
  if (who !== undefined) return who;
  if (annotations[MANUAL] !== undefined) return 'manual';
  return annotations[SCHEDULED] === undefined ? undefined : 'schedule';
}

async function tryGet(
  client: ApiClient,
  apiVersion: string,
  plural: string,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<KubernetesObject | undefined> {
  try {
    return await client.get({ apiVersion, plural, namespace }, name, signal);
  } catch {
    return undefined;
  }
}

/** One line of a text that somebody else wrote; undefined where it is none. */
function shown(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const line = redactor([])(text).slice(0, LONGEST);
  return line === '' ? undefined : line;
}
