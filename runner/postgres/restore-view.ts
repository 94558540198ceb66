import { observe, pause, type ApiClient } from '../kubernetes';
import { resourcesOf, type Pod } from '../drill/objects';
import { ofCluster, operatorResourcesOf, type Cluster } from './objects';
import { RecoveryLog } from './recovery-log';
import { hasBegun, recoveryContainer } from './recovery-pods';
import { Wakeup } from './wakeup';

/** Longest time between two looks, although nothing changed: some conclusions need time to pass. */
const LONGEST_SILENCE = 2000;

/** How long the end of a log may come after the recovery, and the time between two looks, milliseconds. */
const LOG_DELAY = 2000;
const BETWEEN = 25;

/**
 * A restore as it is seen: the Cluster, its pods, and what the log of the recovery says, which is gone with its pod as
 * soon as the recovery succeeds.
 */
export class RestoreView {
  readonly log = new RecoveryLog();
  cluster: Cluster | undefined;
  pods: readonly Pod[] = [];
  /** Every pod that recovered, also those that are gone: by name. */
  readonly recoveryPods = new Map<string, Pod>();

  private readonly wakeup = new Wakeup();
  private readonly end = new AbortController();
  private readonly signal: AbortSignal;
  private readonly tasks: Promise<void>[] = [];
  private readonly followed = new Set<string>();
  private failure: unknown;

  constructor(
    private readonly client: ApiClient,
    private readonly name: string,
    private readonly namespace: string,
    private readonly outer: AbortSignal,
  ) {
    this.signal = AbortSignal.any([outer, this.end.signal]);
    this.start(this.watchCluster());
    this.start(this.watchPods());
  }

  /** Waits until something changed, or a while. Throws what made looking impossible. */
  async change(): Promise<void> {
    await this.wakeup.next(LONGEST_SILENCE, this.outer);
    if (this.failure !== undefined) throw this.failure as Error;
  }

  /** Waits a while for the end of a recovery's log, which may be read later than the Cluster is seen healthy. */
  async hearOut(): Promise<void> {
    const begun = performance.now();
    while (!this.log.isComplete && performance.now() - begun < LOG_DELAY) await pause(BETWEEN, this.outer);
  }

  /** Ends all looking. */
  async close(): Promise<void> {
    this.end.abort();
    await Promise.all(this.tasks);
  }

  private start(task: Promise<void>): void {
    this.tasks.push(
      task.catch((error: unknown) => {
        if (this.signal.aborted) return;
        this.failure ??= error;
        this.wakeup.call();
      }),
    );
  }

  private async watchCluster(): Promise<void> {
    const { clusters } = operatorResourcesOf(this.namespace);
    const selection = { fields: `metadata.name=${this.name}` };
    for await (const [cluster] of observe(this.client, clusters, selection, this.signal)) {
      this.cluster = cluster;
      this.wakeup.call();
    }
  }

  private async watchPods(): Promise<void> {
    const { pods } = resourcesOf(this.namespace);
    for await (const seen of observe(this.client, pods, ofCluster(this.name), this.signal)) {
      this.pods = seen;
      for (const pod of this.pods) this.follow(pod);
      this.wakeup.call();
    }
  }

  private follow(pod: Pod): void {
    const container = recoveryContainer(pod);
    if (container === undefined) return;
    const { name } = pod.metadata;
    this.recoveryPods.set(name, pod);
    if (this.followed.has(name) || !hasBegun(pod, container)) return;
    this.followed.add(name);
    this.start(this.readLog(name, container));
  }

  private async readLog(pod: string, container: string): Promise<void> {
    const { pods } = resourcesOf(this.namespace);
    try {
      for await (const line of this.client.logs(pods, pod, { container, follow: true }, this.signal))
        this.log.add(line);
    } catch {
      // Read again from the beginning with the pod's next change. Without its log the restore is no worse.
      this.followed.delete(pod);
    }
  }
}
