import { ExitCode } from './exit-codes';

/** A stream that text is written to. */
export interface OutputStream {
  /** Whether people look at it while it is written. @default - not a terminal */
  readonly isTTY?: boolean;
  /** Width in columns. @default - unknown: no terminal */
  readonly columns?: number;
  write(text: string): unknown;
}

/** A stream that bytes are read from. */
export interface InputStream extends AsyncIterable<Buffer | string> {
  /** Whether somebody would have to type. @default - not a terminal */
  readonly isTTY?: boolean;
}

/** What the command line needs of the process it runs in. Tests hand in another one. */
export interface Host {
  /** Folder that relative paths of arguments start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  /** For data. */
  readonly stdout: OutputStream;
  /** For messages. */
  readonly stderr: OutputStream;
  /** Resolves once nothing that was started in this process is still going on. Rejects with what nobody caught meanwhile. */
  idle(): Promise<void>;
  /** Sends what an app prints to the standard error stream, so that it does not mix with data. Returns what ends it. */
  divertOutput(): () => void;
  /** Calls back with the process about to end, which then ends with the code returned. Returns what takes that back. */
  beforeEnd(say: () => number): () => void;
  /**
   * Calls back once where somebody wants the process to end (Ctrl-C, SIGTERM, a closed terminal), with the code to end with;
   * whoever asks again ends it at once. Returns what takes that back.
   */
  onInterrupt(stop: (code: ExitCode) => void): () => void;
}

/** The process itself. */
export function processHost(): Host {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    idle,
    divertOutput,
    beforeEnd,
    onInterrupt,
  };
}

function idle(): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      process.off('beforeExit', succeed);
      process.off('uncaughtException', fail);
      settle();
    };
    const succeed = (): void => end(resolve);
    // Rejections that nobody handles come as exceptions too (Node.js 15 and newer).
    const fail = (error: Error): void => end(() => reject(error));
    process.on('beforeExit', succeed);
    process.on('uncaughtException', fail);
  });
}

function divertOutput(): () => void {
  const { stdout, stderr } = process;
  const diverted = stderr.write.bind(stderr);
  stdout.write = diverted;
  return () => {
    // What is deleted is the property just set; the method of the class is below it.
    if (stdout.write === diverted) Reflect.deleteProperty(stdout, 'write');
  };
}

function beforeEnd(say: () => number): () => void {
  const listener = (): void => {
    process.exitCode = say();
  };
  process.on('exit', listener);
  return () => process.off('exit', listener);
}

/** Signals that ask a process to end, with the code it ends with. */
const INTERRUPTIONS = [
  ['SIGINT', ExitCode.interrupted],
  ['SIGTERM', ExitCode.terminated],
  ['SIGHUP', ExitCode.hungUp],
] as const;

function onInterrupt(stop: (code: ExitCode) => void): () => void {
  const listeners = INTERRUPTIONS.map(([signal, code]) => {
    const listener = (): void => {
      end();
      stop(code);
    };
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  // Without a listener a signal ends the process, as it does before and after.
  const end = (): void => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
  return end;
}
