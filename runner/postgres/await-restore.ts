import { ApiError, type ApiClient } from '../kubernetes';
import { Incident, type Finding } from '../drill/incident';
import { resourcesOf, type ContainerStatus, type Event, type Pod } from '../drill/objects';
import type { Cluster } from './objects';
import { recoveryCause } from './recovery-causes';
import {
  failedRecovery,
  PLUGIN_CONTAINER,
  recoveryContainer,
  statusOf,
  type FailedRecovery,
} from './recovery-pods';
import type { RestoreView } from './restore-view';

/** Phases of a Cluster (CloudNativePG 1.30, api/v1/cluster_types.go). */
const PHASES = {
  healthy: 'Cluster in healthy state',
  unrecoverable: 'Cluster is unrecoverable and needs manual intervention',
  unknownPlugin: 'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
  pluginTrouble: 'Cluster cannot proceed to reconciliation due to an error while interacting with plugins',
  refused: ['Unable to create required cluster objects', 'Invalid cluster definition'],
} as const;

/** How long a state may last before it means trouble, milliseconds. */
const PATIENCE = {
  /** The operator has made no pod. A busy one was seen to need 15 s. */
  noPod: 120_000,
  /** The plugin may just be restarting: this phase was seen on healthy Clusters for minutes, while recoveries ran well. */
  plugin: 60_000,
  /** The API server may refuse an object that it takes a moment later. */
  refused: 30_000,
  /** An image is pulled again and again; a Secret or ConfigMap is missing. */
  container: 60_000,
  /** No node has room; one may get some. */
  unschedulable: 300_000,
} as const;

/** Attempts to recover before a failure that nobody recognises is believed: the first may be an accident of the node. */
const ATTEMPTS = 2;

/** How often a restored server may crash before it is said not to start. */
const CRASHES = 3;

/** What a wait needs. */
export interface RestoreWait {
  readonly client: ApiClient;
  readonly view: RestoreView;
  readonly namespace: string;
  readonly name: string;
  /** Of the Cluster that is meant: another of its name was not restored from anything. */
  readonly uid: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Waits until a Cluster is restored. The only success is the phase of a healthy Cluster together with `Ready=True`:
 * `Initialized` and `ContinuousArchiving` come at once, before any restore. Failure is read from the first recovery pod
 * that failed, since the operator itself says so only after 13 minutes.
 *
 * Throws an Incident.
 */
export async function awaitRestore(wait: RestoreWait): Promise<Cluster> {
  const { view } = wait;
  const since = new Map<string, number>();
  let seen = false;
  for (;;) {
    await view.change();
    const { cluster } = view;
    if (cluster === undefined || cluster.metadata.deletionTimestamp !== undefined) {
      if (seen) throw new Incident('cluster-removed', 'somebody removed the Cluster while it was restored');
      continue;
    }
    if (cluster.metadata.uid !== wait.uid)
      throw new Incident('cluster-removed', 'another Cluster took the place of the one that was restored');
    seen = true;
    if (isHealthy(cluster)) return cluster;
    const failure = await failureOf(wait);
    if (failure !== undefined) throw new Incident(failure.reason, failure.message);
    const trouble = troubleOf(view);
    for (const key of since.keys()) if (key !== trouble?.key) since.delete(key);
    if (trouble === undefined) continue;
    const begun = since.get(trouble.key) ?? performance.now();
    since.set(trouble.key, begun);
    if (performance.now() - begun < trouble.patience) continue;
    const said = trouble.reason === 'operator-silent' ? await lastWarning(wait) : undefined;
    throw new Incident(trouble.reason, `${trouble.message}${said === undefined ? '' : `: ${said}`}`);
  }
}

function isHealthy({ status }: Cluster): boolean {
  const ready = status?.conditions?.some(
    (condition) => condition.type === 'Ready' && condition.status === 'True',
  );
  return status?.phase === PHASES.healthy && ready === true;
}

/** Why the restore has failed for good; undefined while it may still succeed. */
async function failureOf(wait: RestoreWait): Promise<Finding | undefined> {
  const { view } = wait;
  const failed = [...view.recoveryPods.values()].map(failedRecovery).filter((pod) => pod !== undefined);
  const attempts = failed.reduce((sum, pod) => sum + pod.attempts, 0);
  for (const recovery of failed) {
    const finding = endOf(recovery) ?? recoveryCause(await said(wait, recovery));
    if (finding !== undefined) return finding;
  }
  const given = view.cluster?.status?.phase === PHASES.unrecoverable;
  if (attempts >= ATTEMPTS || given) {
    return {
      reason: 'recovery-failed',
      message: `the recovery failed ${attempts} times, for a reason that is not known: read the log of the recovery pods`,
    };
  }
  return crashedServer(wait);
}

/** What Kubernetes says of the end of a recovery, where that is the cause. */
function endOf({ reason }: FailedRecovery): Finding | undefined {
  if (reason === 'OOMKilled')
    return { reason: 'out-of-memory', message: 'the recovery was killed for lack of memory' };
  if (reason === 'Evicted' || reason === 'NodeShutdown' || reason === 'Terminated')
    return { reason: 'evicted', message: `Kubernetes ended the recovery: ${reason}` };
  return undefined;
}

/** What the containers of a failed recovery said: its own words, and those of the plugin. */
async function said(wait: RestoreWait, { pod, container, previous }: FailedRecovery): Promise<string> {
  const main = await logOf(wait, pod, container, previous);
  return `${main}\n${await logOf(wait, pod, PLUGIN_CONTAINER, false)}`;
}

async function logOf(wait: RestoreWait, pod: string, container: string, previous: boolean): Promise<string> {
  const { pods } = resourcesOf(wait.namespace);
  const lines: string[] = [];
  try {
    for await (const line of wait.client.logs(pods, pod, { container, previous }, wait.signal)) {
      lines.push(line);
      if (lines.length > LONGEST_LOG) lines.shift();
    }
  } catch (error) {
    // There may be no such container, or no longer. It is read again with the next look.
    if (!ApiError.is(error)) throw error;
  }
  return lines.join('\n');
}

/** Lines of a log that are kept: the last ones tell the end. */
const LONGEST_LOG = 5000;

/** A restored server that was recovered, but does not stay up. */
async function crashedServer(wait: RestoreWait): Promise<Finding | undefined> {
  for (const pod of wait.view.pods) {
    const server = statusOf(pod, 'postgres');
    if (recoveryContainer(pod) !== undefined || (server?.restartCount ?? 0) < CRASHES) continue;
    const cause = recoveryCause(await logOf(wait, pod.metadata.name, 'postgres', true));
    return cause ?? { reason: 'server-will-not-start', message: 'the restored server stops again and again' };
  }
  return undefined;
}

interface Trouble extends Finding {
  /** The same for the same trouble. */
  readonly key: string;
  readonly patience: number;
}

/** What would be trouble if it lasted. */
function troubleOf({ cluster, pods, recoveryPods }: RestoreView): Trouble | undefined {
  const phase = cluster?.status?.phase ?? '';
  const detail = cluster?.status?.phaseReason;
  const because = detail === undefined || detail === '' ? '' : `: ${detail}`;
  const trouble = (finding: Finding, patience: number): Trouble => ({
    ...finding,
    key: finding.message,
    patience,
  });
  if (PHASES.refused.some((refused) => refused === phase))
    return trouble({ reason: 'cluster-refused', message: `${phase}${because}` }, PATIENCE.refused);
  for (const pod of pods) {
    const waiting = waitingPod(pod);
    if (waiting !== undefined) return trouble(waiting.finding, waiting.patience);
  }
  if (recoveryPods.size > 0 || pods.length > 0) return undefined;
  if (phase === PHASES.unknownPlugin || phase === PHASES.pluginTrouble)
    return trouble({ reason: 'plugin-missing', message: `${phase}${because}` }, PATIENCE.plugin);
  return trouble(
    { reason: 'operator-silent', message: 'the operator made no pod for the Cluster' },
    PATIENCE.noPod,
  );
}

function waitingPod(pod: Pod): { readonly finding: Finding; readonly patience: number } | undefined {
  const { name } = pod.metadata;
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') {
    const message = `pod ${name} finds no node: ${scheduled.message ?? 'no reason is given'}`;
    return { finding: { reason: 'pod-not-started', message }, patience: PATIENCE.unschedulable };
  }
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const stuck = statuses.find((status) => STUCK.has(reasonOf(status)));
  if (stuck === undefined) return undefined;
  const why = reasonOf(stuck);
  const reason = why.includes('Image') ? 'image-unavailable' : 'pod-not-started';
  const message = `container ${stuck.name} of pod ${name} does not start: ${why}`;
  return { finding: { reason, message }, patience: PATIENCE.container };
}

/** Reasons of waiting that do not pass by themselves (Kubernetes 1.34, kubelet). */
const STUCK: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CreateContainerError',
]);

function reasonOf({ state }: ContainerStatus): string {
  const reason = state?.waiting?.reason ?? '';
  // Both alternate.
  return reason === 'ErrImagePull' ? 'ImagePullBackOff' : reason;
}

/** The last warning about anything of the Cluster: a quota, for example, is told in no other place. */
async function lastWarning({ client, namespace, name, signal }: RestoreWait): Promise<string | undefined> {
  const { items } = await client.list(resourcesOf(namespace).events, {}, signal);
  return (items as readonly Event[])
    .filter(
      ({ type, involvedObject }) => type === 'Warning' && involvedObject?.name?.startsWith(name) === true,
    )
    .toSorted((a, b) => ((a.lastTimestamp ?? '') < (b.lastTimestamp ?? '') ? -1 : 1))
    .at(-1)?.message;
}
