import type { CustomResource, Output } from '@pulumi/pulumi';

/**
 * The id of a resource as the number that other resources of the provider ask for: ids are strings, references to them
 * mostly numbers (provider 1.41).
 */
export function numericId({ id }: CustomResource): Output<number> {
  return id.apply((text) => Number.parseInt(text, 10));
}
