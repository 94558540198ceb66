import { getOrganization, getProject, StackReference } from '@pulumi/pulumi';

/** Another stack of this project, by its name alone or by its full one. */
export function stackOfProject(name: string): StackReference {
  return new StackReference(name.includes('/') ? name : `${getOrganization()}/${getProject()}/${name}`);
}
