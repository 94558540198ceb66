import { CheckImpossible } from '../checks';
import { observe, type KubernetesObject } from '../kubernetes';
import { Wakeup } from '../postgres/wakeup';
import { podsOf, type CheckPlace } from './check-place';
import { hindranceOf, impossibilityOf, type Pod } from './pod';

/** How long something that may pass can keep a container from starting, milliseconds. */
const PATIENCE = 60_000;

/** The pod of a check while it is watched. */
export class PodView {
  private readonly wakeup = new Wakeup();
  private readonly end = new AbortController();
  private readonly watching: Promise<void>;
  private seen: Pod;
  private failure: unknown;
  private hindrance: { readonly what: string; readonly since: number } | undefined;

  /**
   * @param made as it was created
   * @param until aborted when the time of the check is over
   */
  constructor(
    private readonly place: CheckPlace,
    made: KubernetesObject,
    private readonly until: AbortSignal,
  ) {
    this.seen = made;
    this.watching = this.watch().catch((error: unknown) => {
      this.failure = error;
      this.wakeup.call();
    });
  }

  /** As it was seen last. */
  get pod(): Pod {
    return this.seen;
  }

  /**
   * Waits until the pod changes, or a while. Rejects with the reason of `until`; throws a CheckImpossible where the pod can
   * no longer say anything about the database.
   *
   * @param most milliseconds
   */
  async next(most: number): Promise<Pod> {
    await this.wakeup.next(most, this.until);
    if (this.failure !== undefined) throw this.failure as Error;
    const impossible = impossibilityOf(this.pod) ?? this.lastingHindrance();
    if (impossible !== undefined) throw new CheckImpossible(impossible);
    return this.pod;
  }

  /** Ends watching. */
  async close(): Promise<void> {
    this.end.abort();
    await this.watching;
  }

  private lastingHindrance(): string | undefined {
    const what = hindranceOf(this.pod);
    if (what === undefined || what !== this.hindrance?.what)
      this.hindrance = what === undefined ? undefined : { what, since: performance.now() };
    const lasting = this.hindrance !== undefined && performance.now() - this.hindrance.since >= PATIENCE;
    return lasting ? `the pod of the check does not start: ${what ?? ''}` : undefined;
  }

  private async watch(): Promise<void> {
    const { client, namespace } = this.place;
    const { name, uid } = this.pod.metadata;
    const signal = AbortSignal.any([this.until, this.end.signal]);
    try {
      for await (const [pod] of observe(
        client,
        podsOf(namespace),
        { fields: `metadata.name=${name}` },
        signal,
      )) {
        // What answers under its name is no longer what was started.
        if (pod === undefined || pod.metadata.uid !== uid || pod.metadata.deletionTimestamp !== undefined)
          throw new CheckImpossible('somebody removed the pod of the check');
        this.seen = pod;
        this.wakeup.call();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
