import type { Progress } from '../../lib/rehearsal';
import type { Terminal } from '../terminal';

/** Time between two pictures of the line on a terminal, milliseconds. */
const INTERVAL = 100;

/** One turn of the spinner. */
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;

/** Shows what a rehearsal does: one line that changes on a terminal, elsewhere a line for each step. */
export class RehearsalProgress {
  private timer: NodeJS.Timeout | undefined;
  private frame = 0;
  private began = 0;
  private shown = '';

  /** @param terminal the one for messages */
  constructor(private readonly terminal: Terminal) {}

  /** Takes a step of the rehearsal of a protection. */
  step(protection: string, { step, elapsed }: Progress): void {
    if (!this.terminal.isInteractive) {
      this.terminal.line(`${protection}: ${(elapsed / 1000).toFixed(1)} s: ${step}`);
      return;
    }
    this.began = performance.now() - elapsed;
    this.shown = `${protection}: ${step}`;
    this.draw();
    this.timer ??= setInterval(() => this.draw(), INTERVAL).unref();
  }

  /** Takes the line away. */
  end(): void {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.terminal.replaceLine('');
  }

  private draw(): void {
    const frame = FRAMES[this.frame % FRAMES.length] ?? '';
    this.frame += 1;
    this.terminal.replaceLine(
      `${frame} ${this.shown} (${((performance.now() - this.began) / 1000).toFixed(1)} s)`,
    );
  }
}
