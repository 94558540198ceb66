/** What the log of a recovery told so far. */
export class RecoveryLog {
  private newest: Date | undefined;
  private ended = false;

  /** When the newest commit that was replayed had been made; undefined where none was, or nothing was said. */
  get lastCommitAt(): Date | undefined {
    return this.newest;
  }

  /** Whether the end of the recovery was heard: then a commit that was not told was not replayed. */
  get isComplete(): boolean {
    return this.ended;
  }

  /** Takes a line in, plain or as the JSON of CloudNativePG's instance manager. */
  add(line: string): void {
    // "last completed transaction was at log time …" (PostgreSQL 17, xlogrecovery.c, at the end of redo).
    const found = /last completed transaction was at log time ([^"\\]+)/.exec(line);
    const at = found?.[1] === undefined ? undefined : readTime(found[1].trim());
    if (at !== undefined) this.newest = at;
    // Both come after it (PostgreSQL 17, xlog.c and xlogrecovery.c).
    if (/archive recovery complete|redo is not required/.test(line)) this.ended = true;
  }
}

/** A time as PostgreSQL writes it in ISO style: `2026-11-21 06:00:00.123456+00`. */
export function readTime(text: string): Date | undefined {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:([+-]\d\d)(?::?(\d\d))?| (?:UTC|GMT))$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [, day = '', time = '', hours = '+00', minutes = '00'] = match;
  const at = new Date(`${day}T${time}${hours}:${minutes}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
