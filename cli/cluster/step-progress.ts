import type { Terminal } from '../terminal';

/** Shows what goes on in a cluster: one line that changes on a terminal, elsewhere a line for each step. */
export class StepProgress {
  private shown = '';

  /**
   * @param terminal the one for messages
   * @param what it goes on with
   */
  constructor(
    private readonly terminal: Terminal,
    private readonly what: string,
  ) {}

  /** Shows a step, where it is another than the one before. */
  step(text: string): void {
    if (text === this.shown) return;
    this.shown = text;
    const line = `${this.what}: ${text}`;
    if (this.terminal.isInteractive) this.terminal.replaceLine(`${line} …`);
    else this.terminal.line(line);
  }

  /** Takes the line away. */
  end(): void {
    if (this.terminal.isInteractive && this.shown !== '') this.terminal.replaceLine('');
  }
}
