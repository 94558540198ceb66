import { RestorableError, type Problem } from '../../lib/core';

/** The only problem of the error that an act throws. */
export function refusal(act: () => unknown): Problem {
  const [problem, ...more] = refusals(act);
  if (problem === undefined || more.length > 0)
    throw new Error(`expected one problem, got ${more.length + 1}`);
  return problem;
}

/** All problems of the error that an act throws. */
export function refusals(act: () => unknown): readonly Problem[] {
  try {
    act();
  } catch (error) {
    if (RestorableError.is(error)) return error.problems;
    throw error;
  }
  throw new Error('expected a RestorableError, nothing was thrown');
}
