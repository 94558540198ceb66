import { styleText } from 'node:util';
import type { Host, OutputStream } from './host';

/** How a word looks on a terminal. */
export type Style = 'error' | 'warning' | 'added' | 'removed' | 'place' | 'quiet';

const FORMATS = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  added: ['green'],
  removed: ['red'],
  place: ['cyan'],
  quiet: ['dim'],
} as const satisfies Record<Style, readonly string[]>;

/** Whether there is colour is decided here, for this stream; Node.js would look at its standard output. */
const AS_DECIDED = { validateStream: false };

/** Goes to the start of the line and empties it (ECMA-48, CR and EL). */
const CLEAR_LINE = '\r\u001b[K';

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

  private constructor(
    private readonly stream: OutputStream,
    env: Host['env'],
  ) {
    this.hasColour = stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  }

  /** Writes a text as it is. */
  write(text: string): void {
    this.stream.write(text);
  }

  /** Writes a line. */
  line(text: string): void {
    this.stream.write(`${text}\n`);
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
