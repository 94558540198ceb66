import { styleText } from 'node:util';
import type { Host, OutputStream } from './host';

/** How a word looks on a terminal. */
export type Style = 'error' | 'warning' | 'good' | 'added' | 'removed' | 'place' | 'quiet';

const FORMATS = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  good: ['bold', 'green'],
  added: ['green'],
  removed: ['red'],
  place: ['cyan'],
  quiet: ['dim'],
} as const satisfies Record<Style, readonly string[]>;

/** Whether there is colour is decided here, for this stream; Node.js would look at its standard output. */
const AS_DECIDED = { validateStream: false };

/** Goes to the start of the line and empties it (ECMA-48, CR and EL). */
const CLEAR_LINE = '\r\u001b[K';

/** Width of a terminal that does not tell it. */
const DEFAULT_COLUMNS = 80;

/** An output stream with colour and progress, which both appear only where people look at it. */
export class Terminal {
  /** The stream for data. */
  static output(host: Host): Terminal {
    return new Terminal(host.stdout, host.env);
  }

  /** The stream for messages. */
  static messages(host: Host): Terminal {
    return new Terminal(host.stderr, host.env);
  }

  /** Whether there is colour: on a terminal that has it, unless NO_COLOR says otherwise (https://no-color.org). */
  readonly hasColour: boolean;

  /** Whether a line can be replaced while people look at it. */
  readonly isInteractive: boolean;

  private constructor(
    private readonly stream: OutputStream,
    env: Host['env'],
  ) {
    this.isInteractive = stream.isTTY === true && env['TERM'] !== 'dumb';
    this.hasColour = this.isInteractive && (env['NO_COLOR'] ?? '') === '';
  }

  /** Writes a text as it is. */
  write(text: string): void {
    this.stream.write(text);
  }

  /** Writes a line. */
  line(text: string): void {
    this.stream.write(`${text}\n`);
  }

  /** Replaces the line that the cursor is in, on a terminal; cut to its width, since one that wraps could not be replaced. */
  replaceLine(text: string): void {
    // A terminal that does not know its width says 0.
    const { columns = 0 } = this.stream;
    const shown = text.slice(0, (columns > 0 ? columns : DEFAULT_COLUMNS) - 1);
    this.write(`${CLEAR_LINE}${shown === '' ? '' : this.styled('quiet', shown)}`);
  }

  /** A text in a style, where there is colour. */
  styled(style: Style, text: string): string {
    return this.hasColour
      ? FORMATS[style].reduce((inner: string, format) => styleText(format, inner, AS_DECIDED), text)
      : text;
  }

  /** Says on a terminal what goes on while it does. */
  async during<T>(what: string, act: () => Promise<T>): Promise<T> {
    if (this.stream.isTTY !== true) return act();
    this.write(this.styled('quiet', `${what} …`));
    try {
      return await act();
    } finally {
      this.write(CLEAR_LINE);
    }
  }
}
