import type { Verdict } from '../lib/drill/verdict';

/** How a drill ended, and why, in a form that alerts and evidence can tell apart. */
export interface Outcome {
  readonly verdict: Verdict;
  /** For machines: lower case with dashes, stable. */
  readonly reason: string;
  /** For people. Never a secret. */
  readonly message: string;
}

/** The outcome of a drill that could not be run. */
export function inconclusive(reason: string, message: string): Outcome {
  return { verdict: 'inconclusive', reason, message };
}
