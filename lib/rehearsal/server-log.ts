import type { Readable } from 'node:stream';

/** What is kept: the beginning tells how a recovery went, the end why it stopped. */
const LONGEST = 512 * 1024;

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
  private text = '';

  /** Reads what comes. */
  follow(stream: Readable): void {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      if (this.text.length < LONGEST) this.text += chunk;
      else
        this.text =
          this.text.slice(0, LONGEST / 2) + (this.text.slice(LONGEST / 2) + chunk).slice(-LONGEST / 2);
    });
  }

  /** Characters written so far: lines that are written later come after it. */
  get length(): number {
    return this.text.length;
  }

  /** The lines after a length, all of them by default. What programs that the server ran wrote is not among them. */
  lines(after = 0): readonly LogLine[] {
    return this.text
      .slice(after)
      .split('\n')
      .flatMap((line) => {
        const [, code, level, text] = LINE.exec(line) ?? [];
        return code === undefined || level === undefined || text === undefined ? [] : [{ code, level, text }];
      });
  }

  /** Everything, as it was written. */
  toString(): string {
    return this.text;
  }
}
