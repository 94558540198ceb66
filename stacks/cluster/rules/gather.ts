import { RestorableError, type Problem } from '../../../lib/core';

/** What was read, and what is wrong with it. */
export interface Gathered<T> {
  /** Undefined if it could not be read. */
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
}

/** Reads a value that validates itself; what it refuses becomes problems of a property. */
export function gather<T>(property: string, read: () => T): Gathered<T> {
  try {
    return { value: read(), problems: [] };
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    return { value: undefined, problems: error.problems.map((found) => ({ ...found, property })) };
  }
}
