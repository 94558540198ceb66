/** How much a problem matters: an `error` stops synth before any file is touched, a `warning` is shown and synth goes on. */
export type Severity = 'error' | 'warning';

/** What the catalogue says about one kind of problem, whatever its occurrence. */
export interface ProblemDefinition {
  /** Stable code, `RST` and three digits. Never reused for another meaning. */
  readonly code: `RST${number}`;
  /** One short line naming the problem. */
  readonly title: string;
  readonly severity: Severity;
  /** Why this is refused or warned about: what would happen otherwise. */
  readonly explanation: string;
  /** What to do about it, when the occurrence has nothing more exact to say. */
  readonly fix: string;
}

/** Declares one entry of the catalogue. */
export function define(
  code: ProblemDefinition['code'],
  entry: Omit<ProblemDefinition, 'code'>,
): ProblemDefinition {
  return Object.freeze({ code, ...entry });
}
