import { namesOf } from '../../lib/drill/site/access';
import { ApiError, pause, type ApiClient, type KubernetesObject } from '../kubernetes';
import type { Log } from '../log';
import { Incident } from './incident';
import { resourcesOf } from './objects';

/** A Lease (coordination.k8s.io/v1). */
interface Lease extends KubernetesObject {
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly renewTime?: string;
  };
}

/** How long a lock holds without being renewed, seconds: what a killed runner holds is free after that. */
const DURATION = 60;

/** Time between two renewals, milliseconds. */
const RENEWAL = 15_000;

/** How long giving it back may take, milliseconds. */
const RELEASE = 5_000;

/** What a lock is made of. */
export interface LockInput {
  readonly client: ApiClient;
  readonly namespace: string;
  readonly drill: string;
  /** Unique for each run. */
  readonly holder: string;
  readonly now: () => Date;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Keeps two runs of one drill from removing each other's Cluster. Held by a Lease that is renewed. */
export class DrillLock {
  /** Takes the lock, also one that a killed runner left. Throws an Incident `drill-running` where somebody holds it. */
  static async take(input: LockInput): Promise<DrillLock> {
    const { client, namespace, drill, now, signal } = input;
    const { lease: name } = namesOf(drill);
    const { leases } = resourcesOf(namespace);
    try {
      const found = (await client.tryGet(leases, name, signal)) as Lease | undefined;
      if (found === undefined)
        return new DrillLock(input, await client.create(leases, leaseOf(input), signal));
      const { holderIdentity: holder = '', renewTime, leaseDurationSeconds = DURATION } = found.spec ?? {};
      const until = Date.parse(renewTime ?? '') + leaseDurationSeconds * 1000;
      if (holder !== '' && until > now().getTime()) throw running(holder);
      return new DrillLock(input, await client.replace(leases, name, leaseOf(input, found), signal));
    } catch (error) {
      if (!(ApiError.is(error) && error.isConflict)) throw error;
      // Somebody was faster; or the answer to a request that was carried out got lost.
      const present = (await client.tryGet(leases, name, signal)) as Lease | undefined;
      if (present?.spec?.holderIdentity === input.holder) return new DrillLock(input, present);
      throw running(present?.spec?.holderIdentity ?? 'another runner');
    }
  }

  /** Aborted where somebody else holds the lock now. */
  readonly lost: AbortSignal;

  private readonly loss = new AbortController();
  private readonly end = new AbortController();
  private readonly renewing: Promise<void>;

  private constructor(
    private readonly input: LockInput,
    private lease: KubernetesObject,
  ) {
    this.lost = this.loss.signal;
    this.renewing = this.renew();
  }

  /** Gives the lock back, so that the next run need not wait. Never rejects: it ends by itself. */
  async release(): Promise<void> {
    try {
      await this.remove(AbortSignal.timeout(RELEASE));
    } catch {
      this.input.log.error('the lock of the drill could not be given back');
    }
  }

  private async remove(signal: AbortSignal): Promise<void> {
    this.end.abort();
    await this.renewing;
    if (this.lost.aborted) return;
    const { client, namespace, drill } = this.input;
    const { lease: name } = namesOf(drill);
    const { uid } = this.lease.metadata;
    const options = { propagation: 'Background', ...(uid !== undefined && { uid }) } as const;
    await client.delete(resourcesOf(namespace).leases, name, options, signal);
  }

  private async renew(): Promise<void> {
    const { signal } = this.end;
    for (;;) {
      try {
        await pause(RENEWAL, signal);
        await this.renewOnce(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Incident) {
          this.loss.abort(error);
          return;
        }
        // Held on to while the API server is away: nobody else can take it either.
        this.input.log.error('the lock of the drill could not be renewed');
      }
    }
  }

  private async renewOnce(signal: AbortSignal): Promise<void> {
    const { client, namespace, drill } = this.input;
    const { lease: name } = namesOf(drill);
    const { leases } = resourcesOf(namespace);
    try {
      this.lease = await client.replace(leases, name, leaseOf(this.input, this.lease), signal);
    } catch (error) {
      if (!ApiError.is(error) || !(error.isConflict || error.isMissing)) throw error;
      // The answer to a renewal may have been lost.
      const found = (await client.tryGet(leases, name, signal)) as Lease | undefined;
      if (found?.spec?.holderIdentity !== this.input.holder)
        throw new Incident('lock-lost', 'another runner has taken the lock of this drill');
      this.lease = found;
    }
  }
}

function leaseOf({ drill, namespace, holder, now }: LockInput, before?: KubernetesObject): unknown {
  const time = now().toISOString().replace('Z', '000Z');
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name: namesOf(drill).lease,
      namespace,
      labels: { 'app.kubernetes.io/managed-by': 'restorable', 'app.kubernetes.io/instance': drill },
      ...(before?.metadata.resourceVersion !== undefined && {
        resourceVersion: before.metadata.resourceVersion,
      }),
    },
    spec: { holderIdentity: holder, leaseDurationSeconds: DURATION, renewTime: time },
  };
}

function running(holder: string): Incident {
  return new Incident('drill-running', `another run of this drill holds the lock: ${holder}`);
}
