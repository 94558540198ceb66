import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { DRILL_SERVICE_ACCOUNT } from './access';
import { drillLabels } from './labels';

/** What an object has besides its identity. */
export interface ObjectParts {
  /** @default - the drill namespace */
  readonly namespace?: string;
  /** Labels besides those of every object of a site. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

const RBAC = 'rbac.authorization.k8s.io';

/** Makes the Kubernetes objects of one site, each with its namespace and labels. */
export class SiteObjects {
  constructor(
    private readonly site: Construct,
    private readonly namespace: string,
  ) {}

  /** Makes an object in a namespace. */
  add(
    id: string,
    apiVersion: string,
    kind: string,
    name: string,
    { namespace = this.namespace, labels = {}, annotations = {}, ...rest }: ObjectParts,
  ): void {
    new ApiObject(this.site, id, {
      apiVersion,
      kind,
      metadata: {
        name,
        namespace,
        labels: drillLabels(labels),
        ...(Object.keys(annotations).length > 0 && { annotations: { ...annotations } }),
      },
      ...rest,
    });
  }

  /** Makes a Role with these rules and binds it to the ServiceAccount of drills. */
  grant(id: string, namespace: string, name: string, rules: unknown): void {
    this.add(`${id}-role`, `${RBAC}/v1`, 'Role', name, { namespace, rules });
    this.add(`${id}-binding`, `${RBAC}/v1`, 'RoleBinding', name, {
      namespace,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: DRILL_SERVICE_ACCOUNT, namespace: this.namespace }],
    });
  }
}

/** A value worked out when manifests are written: drills are added after their site is made. */
export function lazily(produce: () => unknown): unknown {
  return Lazy.any({ produce });
}
