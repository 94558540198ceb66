/** What is said with a line of the log. Never a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** What a runner tells while it works. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Where lines go. */
export interface LogTarget {
  /** True for a terminal. */
  readonly isTTY?: boolean;
  write(line: string): void;
}

/** The log for a target: for people on a terminal, for machines everywhere else. */
export function logTo(target: LogTarget, env: NodeJS.ProcessEnv, now: () => Date): Log {
  const write = (line: string) => target.write(line);
  return target.isTTY === true ? terminalLog(write, now, hasColour(env)) : jsonLog(write, now);
}

/** A log of one JSON object a line, each with the time of a clock. */
export function jsonLog(write: (line: string) => void, now: () => Date): Log {
  const line =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      write(`${JSON.stringify({ time: now().toISOString(), level, message, ...fields })}\n`);
    };
  return { info: line('info'), error: line('error') };
}

/** Fields that stand at the begin of a line, with the name of the phase, or only in a log for machines. */
const PLACED: readonly string[] = ['phase', 'duration', 'result'];

/** A log for people: time, phase, message, duration, and whatever else there is. */
export function terminalLog(write: (line: string) => void, now: () => Date, colour: boolean): Log {
  const styled = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const line =
    (isError: boolean) =>
    (message: string, fields: LogFields = {}) => {
      const { phase, duration } = fields;
      const others = Object.entries(fields).flatMap(([name, value]) =>
        PLACED.includes(name) ? [] : [`${name}=${printable(String(value))}`],
      );
      const parts = [
        styled(DIM, now().toISOString().slice(11, 19)),
        ...(phase === undefined ? [] : [styled(CYAN, printable(String(phase)).padEnd(LONGEST_PHASE))]),
        isError ? styled(RED, printable(message)) : printable(message),
        ...(typeof duration === 'number' ? [`${(duration / 1000).toFixed(1)} s`] : []),
        ...(others.length === 0 ? [] : [styled(DIM, others.join(' '))]),
      ];
      write(`${parts.join('  ')}\n`);
    };
  return { info: line(false), error: line(true) };
}

/** Select Graphic Rendition codes (ECMA-48). */
const DIM = 2;
const RED = 31;
const CYAN = 36;

const LONGEST_PHASE = 'verify-clean'.length;

/** Nobody sets NO_COLOR (no-color.org), and the terminal is none that shows only text. */
function hasColour({ NO_COLOR: refused, TERM: terminal }: NodeJS.ProcessEnv): boolean {
  return (refused === undefined || refused === '') && terminal !== 'dumb';
}

/** Text that cannot steer a terminal: names and messages come from elsewhere. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
}
