import type { ProblemDefinition } from './definition';
import { formatProblems } from './format';
import { problem, type Problem, type ProblemDetails } from './problem';

const MARK = Symbol.for('restorable.RestorableError');

/** Thrown for anything the catalogue knows. Carries every problem found, not only the first. */
export class RestorableError extends Error {
  /** True for errors of any copy of this package: two copies in one process happen. */
  static is(error: unknown): error is RestorableError {
    return typeof error === 'object' && error !== null && MARK in error;
  }

  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: { readonly cause?: unknown }) {
    super(formatProblems(problems), options);
    this.name = 'RestorableError';
    this.problems = problems;
    Object.defineProperty(this, MARK, { value: true });
  }
}

/** Throws one catalogued problem. */
export function fail(definition: ProblemDefinition, details: ProblemDetails, cause?: unknown): never {
  throw new RestorableError([problem(definition, details)], cause === undefined ? undefined : { cause });
}
