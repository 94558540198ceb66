import type { ProblemDefinition } from '../core/problems/definition';
import { problem, type Problem } from './problems';

/** Something wrong with a record or its chain. `path` is the name of the record. */
export type EvidenceFinding = Problem;

/** Makes a finding about a record. */
export function finding(
  definition: ProblemDefinition,
  record: string,
  reason: string,
  property?: string,
): EvidenceFinding {
  return problem(definition, { path: record, reason, ...(property !== undefined && { property }) });
}

/** In the order of the records, and for one record in the order of the codes. */
export function inOrder(findings: readonly EvidenceFinding[]): readonly EvidenceFinding[] {
  return [...findings].sort((a, b) => compare(a.path, b.path) || compare(a.code, b.code));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
