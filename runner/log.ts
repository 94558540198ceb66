/** What is said with a line of the log. Never a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** A log of one JSON object a line. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A log that writes lines, each with the time of a clock. */
export function jsonLog(write: (line: string) => void, now: () => Date): Log {
  const line =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      write(`${JSON.stringify({ time: now().toISOString(), level, message, ...fields })}\n`);
    };
  return { info: line('info'), error: line('error') };
}
