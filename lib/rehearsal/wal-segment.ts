/**
 * Name of a WAL segment: timeline, and its number in two parts, eight hexadecimal digits each (PostgreSQL documentation,
 * "WAL Internals"; xlog_internal.h).
 */
export class WalSegment {
  /** Undefined where a file name is not that of a whole segment: history and backup files stand beside them. */
  static tryParse(name: string): WalSegment | undefined {
    const [, timeline, high, low] = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/.exec(name) ?? [];
    return timeline === undefined || high === undefined || low === undefined
      ? undefined
      : new WalSegment(name, timeline, parseInt(high, 16), parseInt(low, 16));
  }

  private constructor(
    readonly name: string,
    readonly timeline: string,
    private readonly high: number,
    private readonly low: number,
  ) {}

  /** Whether another one continues this one. The second part of the number is below 4 GiB divided by the size. */
  isFollowedBy(next: WalSegment, size: number): boolean {
    return next.timeline === this.timeline && next.number(size) === this.number(size) + 1;
  }

  /** How many segments come before it, on any timeline. */
  number(size: number): number {
    return this.high * (2 ** 32 / size) + this.low;
  }
}
