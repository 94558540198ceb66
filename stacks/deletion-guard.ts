import type { ComponentResource, Resource } from '@pulumi/pulumi';
import { RandomId } from '@pulumi/random/randomId';

/**
 * Stands before the deletion of a whole component. It depends on everything the component consists of, so that it is what
 * `pulumi destroy` deletes first, and the rest waits for it: where it is protected, nothing is deleted. The engine stops at
 * what is protected only when its turn comes (seen, Pulumi 3.250): with network and token alone protected every server, and
 * with buckets alone the keys of every writer, would be gone by then.
 *
 * @param component all of whose resources are there already
 */
export function deletionGuard(
  name: string,
  component: ComponentResource,
  { parent, protect }: { readonly parent: Resource | undefined; readonly protect: boolean },
): RandomId {
  return new RandomId(
    `${name}-deletion-guard`,
    { byteLength: 1 },
    { ...(parent !== undefined && { parent }), protect, dependsOn: [component] },
  );
}
