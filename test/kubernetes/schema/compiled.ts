import { Compiler } from '../../../lib/kubernetes/schema/compile';
import type { Definitions, SchemaViolation, Shape } from '../../../lib/kubernetes/schema';

/** What the check of a shape finds in a value. */
export function findings(
  shape: Shape,
  value: unknown,
  definitions: Definitions = {},
): readonly SchemaViolation[] {
  const found: SchemaViolation[] = [];
  new Compiler(definitions).compile(shape)(value, found);
  return found;
}
