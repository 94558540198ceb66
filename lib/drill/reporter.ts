import type { ProblemDefinition, ProblemDetails } from '../core/problems';

/** Takes problems of the construct a drill belongs to. `Inspection.of(construct)` is one. */
export interface Reporter {
  report(definition: ProblemDefinition, details: Omit<ProblemDetails, 'path'>): void;
}
