import { Incident } from './incident';

/** Ends a rehearsal early: at its deadline, or because somebody asked for it. The abort's reason is the Incident. */
export class Stop {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly interrupt = () => {
    this.controller.abort(new Incident('interrupted', 'the rehearsal was interrupted'));
  };

  /** @param deadline seconds from now */
  constructor(
    deadline: number,
    private readonly asked: AbortSignal | undefined,
  ) {
    this.timer = setTimeout(() => {
      this.controller.abort(
        new Incident('deadline-exceeded', `the rehearsal was stopped at its deadline of ${deadline} s`),
      );
    }, deadline * 1000);
    asked?.addEventListener('abort', this.interrupt, { once: true });
    if (asked?.aborted === true) this.interrupt();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Nothing more can end early: what is left is cleaning up. */
  disarm(): void {
    clearTimeout(this.timer);
    this.asked?.removeEventListener('abort', this.interrupt);
  }
}
