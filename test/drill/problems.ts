import { problem, RestorableError, type Problem } from '../../lib/core/problems';
import type { Reporter } from '../../lib/drill/reporter';

/** The problems a call throws; an empty list where it throws none. Other errors pass through. */
export function thrownBy(make: () => unknown): readonly Problem[] {
  try {
    make();
  } catch (error) {
    if (RestorableError.is(error)) return error.problems;
    throw error;
  }
  return [];
}

/** The codes of the problems a call throws. */
export function codesOf(make: () => unknown): readonly string[] {
  return thrownBy(make).map(({ code }) => code);
}

/** A reporter that keeps what it is told. */
export class Gathered implements Reporter {
  readonly problems: Problem[] = [];

  report: Reporter['report'] = (definition, details) => {
    this.problems.push(problem(definition, details));
  };

  get codes(): readonly string[] {
    return this.problems.map(({ code }) => code);
  }
}
