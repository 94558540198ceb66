import type { Problem } from '../../lib/core/problems';

/** Codes and places of problems, to compare: `RST933 secrets["a/b"].password`. */
export function codesAndPlaces(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ code, path, property }) => {
    const place = [path, property].filter((part) => part !== undefined && part !== '').join('.');
    return `${code} ${place}`;
  });
}
