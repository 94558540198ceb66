import { Readable } from 'node:stream';
import type { ExitCode } from '../../cli/exit-codes';
import type { Host, OutputStream } from '../../cli/host';
import { run } from '../../cli/run';

/** What a command line did. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test host differs in from a process without input and terminal. */
export interface TestHostOptions {
  readonly input?: string | Buffer;
  /** Whether somebody types the input. */
  readonly typing?: boolean;
  /** Whether the output is a terminal. */
  readonly terminal?: boolean;
  readonly env?: Host['env'];
}

/** A host for tests: output is kept, and nothing of the process is touched. */
export class TestHost implements Host {
  readonly env: Host['env'];
  readonly stdin: Host['stdin'];
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly printed = { stdout: '', stderr: '' };
  /** Whether what an app prints goes elsewhere now. */
  diverted = false;
  /** Called should the process end now. */
  atEnd: (() => number) | undefined;
  /** Called should somebody interrupt the command now. */
  interrupt: ((code: ExitCode) => void) | undefined;

  constructor(
    readonly cwd: string,
    options: TestHostOptions = {},
  ) {
    this.env = options.env ?? {};
    const stdin = Readable.from(options.input === undefined ? [] : [Buffer.from(options.input)]);
    this.stdin = Object.assign(stdin, { isTTY: options.typing ?? false });
    const stream = (name: 'stdout' | 'stderr'): OutputStream => ({
      isTTY: options.terminal ?? false,
      write: (text: string) => (this.printed[name] += text),
    });
    this.stdout = stream('stdout');
    this.stderr = stream('stderr');
  }

  async idle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  divertOutput(): () => void {
    this.diverted = true;
    return () => (this.diverted = false);
  }

  beforeEnd(say: () => number): () => void {
    this.atEnd = say;
    return () => (this.atEnd = undefined);
  }

  onInterrupt(stop: (code: ExitCode) => void): () => void {
    this.interrupt = stop;
    return () => (this.interrupt = undefined);
  }
}

/** Runs a command line in this process. */
export async function restorable(host: TestHost, ...args: readonly string[]): Promise<Ran> {
  const code = await run(args, host);
  return { code, ...host.printed };
}
