import { RestorableError, type Problem } from '../../lib';

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
  return thrownBy(make).map(({ code }) => code);
}
