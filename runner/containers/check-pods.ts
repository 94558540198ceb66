import { namesOf } from '../../lib/drill/site/access';
import {
  checkPodLabels,
  checkPodsOf,
  checkPodSpec,
  type ContainerCheckPlan,
} from '../../lib/drill/site/check-pod';
import { RUN_ANNOTATION } from '../../lib/drill/site/labels';
import type { DrillPlan } from '../../lib/plan';
import { CheckImpossible, type ContainerExecutor, type Finding } from '../checks';
import { ApiError, type ApiClient, type KubernetesObject } from '../kubernetes';
import { awaitAnswer } from './application';
import { deleteCheckPods, podsOf, type CheckPlace } from './check-place';
import { awaitEnd } from './command';
import { PodView } from './pod-view';

/** How long before the end of a check's time a finding is made of what was seen, milliseconds: it takes a moment. */
const HASTE = 1000;

/** Longest time that timers of Node.js know, milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** How long removing a pod is attempted, milliseconds. What is left the drill cleans up. */
const REMOVAL = 30_000;

/** What pods of checks are made of. */
export interface CheckPodsInput {
  readonly client: ApiClient;
  readonly drill: DrillPlan;
  /** The run that makes them. */
  readonly holder: string;
}

/** Carries out the checks that need a container, each in a pod of its own in the drill namespace. */
export class CheckPods implements ContainerExecutor {
  constructor(private readonly input: CheckPodsInput) {}

  async run(check: ContainerCheckPlan, signal: AbortSignal): Promise<Finding> {
    const time = Math.max(check.timeout * 1000 - HASTE, HASTE / 2);
    const until = AbortSignal.any([signal, AbortSignal.timeout(Math.min(time, LONGEST))]);
    try {
      const secrets = await this.connectionSecrets(signal);
      const made = await this.make(check, signal);
      const view = new PodView(this.place, made, until);
      const wait = { view, source: { place: this.place, check, secrets }, until, signal };
      try {
        return check.kind === 'application'
          ? await awaitAnswer({ ...wait, check })
          : await awaitEnd({ ...wait, check });
      } finally {
        await view.close();
      }
    } catch (error) {
      signal.throwIfAborted();
      throw ApiError.is(error) ? new CheckImpossible(error.message) : error;
    } finally {
      // Not waited for: what was found would come too late. The clean-up of the drill makes sure of it.
      void deleteCheckPods(this.place, AbortSignal.timeout(REMOVAL)).catch(() => undefined);
    }
  }

  private get place(): CheckPlace {
    const { client, drill } = this.input;
    return { client, namespace: drill.namespace, drill: drill.name };
  }

  /** Creates the pod of a check; the answer to a request that was carried out may get lost. */
  private async make(check: ContainerCheckPlan, signal: AbortSignal): Promise<KubernetesObject> {
    const { client, drill, holder } = this.input;
    const pods = podsOf(drill.namespace);
    const name = checkPodsOf(drill).find((pod) => pod.check.name === check.name)?.name;
    if (name === undefined) throw new CheckImpossible('the plan of the drill has no such check');
    const owner = await this.owner(signal);
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        namespace: drill.namespace,
        labels: checkPodLabels(drill.name),
        annotations: { [RUN_ANNOTATION]: holder },
        // It goes with the restored Cluster, whoever removes that.
        ownerReferences: [owner],
      },
      spec: checkPodSpec(drill.name, check),
    };
    try {
      return await client.create(pods, pod, signal);
    } catch (error) {
      if (!ApiError.is(error)) throw error;
      if (!error.isConflict) throw new CheckImpossible(`the pod of the check is refused: ${error.message}`);
      const found = await client.tryGet(pods, name, signal);
      if (
        found?.metadata.annotations?.[RUN_ANNOTATION] === holder &&
        found.metadata.deletionTimestamp === undefined
      )
        return found;
      throw new CheckImpossible(`there is a pod ${name} that this drill has not made`);
    }
  }

  private async owner(signal: AbortSignal): Promise<unknown> {
    const { client, drill } = this.input;
    const clusters = { apiVersion: 'postgresql.cnpg.io/v1', plural: 'clusters', namespace: drill.namespace };
    const { metadata } = await client.get(clusters, drill.name, signal);
    return { apiVersion: clusters.apiVersion, kind: 'Cluster', name: drill.name, uid: metadata.uid };
  }

  /** What containers are told of the restored database and must not stand in a result. */
  private async connectionSecrets(signal: AbortSignal): Promise<readonly string[]> {
    const { client, drill } = this.input;
    const secrets = { apiVersion: 'v1', plural: 'secrets', namespace: drill.namespace };
    const found = (await client.get(secrets, namesOf(drill.name).ownerSecret, signal)) as OwnerSecret;
    const { password = '' } = found.data ?? {};
    const text = Buffer.from(password, 'base64').toString('utf8');
    // Without it nothing could be kept out of a result.
    if (text === '') throw new CheckImpossible("the Secret of the restored database's owner has no password");
    return [text, password];
  }
}

interface OwnerSecret extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}
