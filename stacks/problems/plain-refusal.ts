import { ResourceError, type Resource } from '@pulumi/pulumi';

/**
 * A refusal that Pulumi shows as its message alone. It has no stack: what is refused names its place itself, and frames of
 * `@pulumi/resource.ts` send Node 20.20 into a loop of a minute when Pulumi colours them (seen; `util.inspect` looks for a
 * package below every scope).
 */
export function plainRefusal(message: string, resource?: Resource): ResourceError {
  const refusal = new ResourceError(message, resource, true);
  refusal.stack = '';
  return refusal;
}
