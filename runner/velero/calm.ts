import type { Pod } from '../drill/objects';

/** How long everything must stay ready before it counts as ready, milliseconds. */
export interface CalmTimes {
  /** A container that ends at once is ready for a moment where it has no probe. */
  readonly calm: number;
  /** The same where a container has ended badly before: it may do so again. */
  readonly afterCrash: number;
}

export const CALM_TIMES: CalmTimes = { calm: 4_000, afterCrash: 30_000 };

/** Tells readiness that lasts from readiness of a moment. */
export class Calm {
  /** Since when everything is ready, of the monotonic clock. @default - it is not */
  private since: number | undefined;
  private restarts = 0;

  constructor(
    private readonly times: CalmTimes,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Since when everything is ready, once that has lasted long enough; undefined before. */
  trySince(pods: readonly Pod[], isReady: boolean): number | undefined {
    const containers = pods.flatMap(({ status }) => status?.containerStatuses ?? []);
    const restarts = containers.reduce((sum, { restartCount }) => sum + restartCount, 0);
    if (!isReady || restarts !== this.restarts) this.since = undefined;
    this.restarts = restarts;
    if (!isReady) return undefined;
    this.since ??= this.now();
    const hasCrashed = containers.some(({ lastState }) => (lastState?.terminated?.exitCode ?? 0) !== 0);
    const long = hasCrashed ? this.times.afterCrash : this.times.calm;
    return this.now() - this.since >= long ? this.since : undefined;
  }
}
