import type { Verdict } from '../verdict';

/** What one reason of a verdict means. */
export interface VerdictReason {
  readonly verdict: Verdict;
  /** What was seen, for people who read the code of the reason in an alert or a record. */
  readonly meaning: string;
  /** What to do about it. */
  readonly advice: string;
}
