import { pause } from '../kubernetes';

/** Lets one waiter go on as soon as something has happened, also where it happened while nobody waited. */
export class Wakeup {
  private happened = false;
  private wake: () => void = () => undefined;

  /** Something has happened. */
  call(): void {
    this.happened = true;
    this.wake();
  }

  /** Waits for the next call, at most so many milliseconds. Rejects with the reason of the signal. */
  async next(most: number, signal: AbortSignal): Promise<void> {
    if (!this.happened) {
      const over = new AbortController();
      const called = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      try {
        await Promise.race([called, pause(most, AbortSignal.any([signal, over.signal]))]);
      } finally {
        // The pause that was not waited for rejects; the race has taken care of it.
        over.abort();
      }
    }
    signal.throwIfAborted();
    this.happened = false;
  }
}
