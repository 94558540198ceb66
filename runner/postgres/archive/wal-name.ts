/** Size of a WAL segment where nothing else is said, bytes (PostgreSQL documentation, `--wal-segsize`). */
export const SEGMENT_SIZE = 16 * 1024 * 1024;

/** Part of what a file of an archive holds. */
export type WalKind = 'segment' | 'partial' | 'label' | 'history';

/**
 * Name of a file among archived WAL (PostgreSQL documentation, "WAL Internals"; xlog_internal.h): a segment, a part of one
 * from the end of a timeline, the label of a base backup, or the history of a timeline.
 */
export class WalName {
  /** Undefined where it is none. A suffix says how the file is compressed. */
  static tryParse(file: string): WalName | undefined {
    const [, history] = /^([0-9A-F]{8})\.history(\.[a-z0-9]+)?$/.exec(file) ?? [];
    if (history !== undefined)
      return new WalName('history', `${history}.history`, parseInt(history, 16), 0, 0);
    const [, timeline, log, low, more = ''] =
      /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})(\.partial|\.[0-9A-F]{8}\.backup)?(\.[a-z0-9]+)?$/.exec(
        file,
      ) ?? [];
    if (timeline === undefined || log === undefined || low === undefined) return undefined;
    const kind = more === '' ? 'segment' : more === '.partial' ? 'partial' : 'label';
    const name = `${timeline}${log}${low}${more}`;
    return new WalName(kind, name, parseInt(timeline, 16), parseInt(log, 16), parseInt(low, 16));
  }

  /** Name of the segment of a timeline with a number. */
  static ofSegment(timeline: number, number: number, size: number): string {
    const perLog = 2 ** 32 / size;
    return [timeline, Math.floor(number / perLog), number % perLog].map(eightDigits).join('');
  }

  private constructor(
    readonly kind: WalKind,
    /** As PostgreSQL has it, without a suffix. */
    readonly name: string,
    readonly timeline: number,
    private readonly log: number,
    private readonly low: number,
  ) {}

  /** How many segments of a size come before it, on any timeline. */
  number(size: number): number {
    return this.log * (2 ** 32 / size) + this.low;
  }
}

function eightDigits(part: number): string {
  return part.toString(16).toUpperCase().padStart(8, '0');
}
