import { RestorableError, type Problem } from '../../lib/core';

/** The problems something throws; fails the test if it throws none. */
export function thrownBy(make: () => unknown): readonly Problem[] {
  try {
    make();
  } catch (error) {
    if (RestorableError.is(error)) return error.problems;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The codes something throws. */
export function codesThrownBy(make: () => unknown): readonly string[] {
  return thrownBy(make).map((p) => p.code);
}

/** The codes of problems, in their order. */
export function codesOf(problems: readonly Problem[]): readonly string[] {
  return problems.map((p) => p.code);
}
