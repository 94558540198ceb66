/** Milliseconds the server has for saying itself that the time is over, before it is no longer waited for. */
const GRACE = 500;

/** Longest time that timers of Node.js and `statement_timeout` of PostgreSQL know, milliseconds: 24 days. */
const LONGEST = 2 ** 31 - 1 - GRACE;

/** The time one check may take. */
export class TimeLimit {
  /**
   * Starts the clock.
   *
   * @param seconds until the server gives up
   * @param interrupted aborted where everything ends early
   */
  static start(seconds: number, interrupted: AbortSignal): TimeLimit {
    return new TimeLimit(seconds, interrupted);
  }

  private readonly expiry = new AbortController();
  private readonly until: number;
  private readonly timer: NodeJS.Timeout;
  /** Aborted when the time is over, or everything ends early. */
  readonly signal: AbortSignal;

  private constructor(
    readonly seconds: number,
    private readonly interrupted: AbortSignal,
  ) {
    const time = Math.min(seconds * 1000, LONGEST);
    this.until = performance.now() + time;
    this.timer = setTimeout(() => this.expiry.abort(), time + GRACE);
    this.signal = AbortSignal.any([this.expiry.signal, interrupted]);
  }

  /** Milliseconds the server may still take; at least 1, since 0 means no limit to it. */
  get remaining(): number {
    return Math.max(1, Math.ceil(this.until - performance.now()));
  }

  /** Why it is over; undefined where it is not. */
  get end(): 'expired' | 'interrupted' | undefined {
    if (this.interrupted.aborted) return 'interrupted';
    return performance.now() >= this.until ? 'expired' : undefined;
  }

  /** What work gives; rejects when the time is over before. */
  async guard<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    let stop: () => void = () => undefined;
    const over = new Promise<never>((_resolve, reject) => {
      stop = () => reject(new Error('the time is over'));
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([work, over]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Stops the clock. */
  stop(): void {
    clearTimeout(this.timer);
  }
}
