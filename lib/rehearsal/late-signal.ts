/** A signal that follows another one after some time, for what should rather end by itself. */
export class LateSignal {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private readonly wait = () => {
    this.timer = setTimeout(() => this.controller.abort(this.early.reason), this.delay);
  };

  /** @param delay milliseconds between the two */
  constructor(
    private readonly early: AbortSignal,
    private readonly delay: number,
  ) {
    early.addEventListener('abort', this.wait, { once: true });
    if (early.aborted) this.wait();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Nothing needs it any more. */
  disarm(): void {
    clearTimeout(this.timer);
    this.early.removeEventListener('abort', this.wait);
  }
}
