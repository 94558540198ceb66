import type { Readable } from 'node:stream';

/** How much is kept of each end, characters: the beginning tells how a recovery went, the end why it stopped. */
const KEPT = 256 * 1024;

/** One line that a server wrote. */
export interface LogLine {
  /** SQLSTATE (PostgreSQL documentation, "PostgreSQL Error Codes"); 00000 where nothing is wrong. */
  readonly code: string;
  /** `LOG`, `WARNING`, `ERROR`, `FATAL`, `PANIC`, `DETAIL`, `HINT` … */
  readonly level: string;
  readonly text: string;
}

/** Prefix that a server must write (`log_line_prefix`) for its lines to be read. */
export const LOG_LINE_PREFIX = '%e ';

const LINE = /^([0-9A-Z]{5}) ([A-Z0-9]+): {2}(.*)$/;

/** What a server writes to its standard error, as it writes it. */
export class ServerLog {
  private begin = '';
  private end = '';
  /** Characters between the two that are not kept. */
  private dropped = 0;

  /** Reads what comes. */
  follow(stream: Readable): void {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const room = KEPT - this.begin.length;
      this.begin += chunk.slice(0, room);
      const rest = this.end + chunk.slice(room);
      this.end = rest.slice(-KEPT);
      this.dropped += rest.length - this.end.length;
    });
  }

  /** Characters written so far: lines that are written later come after it. */
  get length(): number {
    return this.begin.length + this.dropped + this.end.length;
  }

  /** The lines after a length, all of them by default. What programs that the server ran wrote is not among them. */
  lines(after = 0): readonly LogLine[] {
    const endsAt = this.begin.length + this.dropped;
    const text = this.begin.slice(after) + this.end.slice(Math.max(0, after - endsAt));
    return text.split('\n').flatMap((line) => {
      const [, code, level, said] = LINE.exec(line) ?? [];
      return code === undefined || level === undefined || said === undefined
        ? []
        : [{ code, level, text: said }];
    });
  }

  /** Everything that is kept, as it was written. */
  toString(): string {
    return this.begin + this.end;
  }
}
