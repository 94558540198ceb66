/** What the clock of somebody else showed in an answer, and what ours did. */
export interface ClockReading {
  /** Header `Date` of the answer, whole seconds (RFC 9110, section 6.6.1). */
  readonly shown: string;
  /** Our clock before the question and after the answer. */
  readonly sentAt: Date;
  readonly receivedAt: Date;
}

/** How far clocks may differ before ages of data mean nothing, seconds. Synchronised ones differ by milliseconds. */
export const LARGEST_SKEW = 5;

/**
 * By how many seconds another clock is certainly ahead of ours (negative: behind it). The time on the way and the fraction of
 * a second that is not shown are given to it: 0 where they could explain all of it. Undefined where nothing can be read.
 */
export function skewOf({ shown, sentAt, receivedAt }: ClockReading): number | undefined {
  const from = Date.parse(shown);
  if (Number.isNaN(from)) return undefined;
  const to = from + 1000;
  if (from > receivedAt.getTime()) return (from - receivedAt.getTime()) / 1000;
  if (to < sentAt.getTime()) return (to - sentAt.getTime()) / 1000;
  return 0;
}

/** What differs, for people; undefined where the clocks agree, or nobody has seen the other one. */
export function skewText(whose: string, reading: ClockReading | undefined): string | undefined {
  const skew = reading === undefined ? undefined : skewOf(reading);
  if (skew === undefined || Math.abs(skew) <= LARGEST_SKEW) return undefined;
  return `the clock of ${whose} is ${Math.abs(skew).toFixed(0)} s ${skew > 0 ? 'ahead of' : 'behind'} the runner's`;
}
