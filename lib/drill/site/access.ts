/** One rule of a Role. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** @default - every name */
  readonly resourceNames?: readonly string[];
}

/** Name of the ServiceAccount that drills run as, and of its Role. */
export const DRILL_SERVICE_ACCOUNT = 'restore-drill';

/** Names that belong to one drill. The restored Cluster is called like the drill. */
export function namesOf(drill: string): {
  readonly plan: string;
  readonly status: string;
  readonly evidence: string;
  readonly lease: string;
  /** Secret with the connection of the restored database's owner. */
  readonly ownerSecret: string;
  readonly secrets: readonly string[];
} {
  // CloudNativePG 1.30 writes the credentials of the owner and the superuser into Secrets of these names.
  return {
    plan: `${drill}-plan`,
    status: `${drill}-status`,
    // Signed verdicts that wait until they can be stored.
    evidence: `${drill}-evidence`,
    // CloudNativePG 1.30 keeps a Lease of its own that is called like the Cluster (seen).
    lease: `${drill}-drill`,
    ownerSecret: `${drill}-app`,
    secrets: [`${drill}-app`, `${drill}-superuser`],
  };
}

/**
 * What the runner may do in the drill namespace. Whatever has a name known beforehand is restricted to it. Creating
 * cannot be restricted by name (Kubernetes documentation, "Using RBAC Authorization"), so what must not be forged, the
 * plans and the runner's code, cannot be changed: updates are restricted to the status of the drills.
 *
 * Secrets are the most valuable thing here: only those with the credentials of restored databases can be read, those of
 * stores and of the signing key reach the runner as files. Creating pods or Clusters would give them all away, since
 * either can use any Secret of its namespace: an admission policy refuses all but those of the plan. Pods are only created
 * where a check starts one.
 *
 * @param checkPods names of the pods that checks start
 * @param clusters those of the drills that restore a Cluster
 */
export function drillRules(
  drills: readonly string[],
  checkPods: readonly string[],
  clusters: readonly string[] = drills,
): readonly PolicyRule[] {
  // An empty list of names would mean every name.
  if (drills.length === 0) return [];
  const names = drills.map(namesOf);
  const named = (pick: (name: ReturnType<typeof namesOf>) => readonly string[]) => ({
    resourceNames: names.flatMap(pick),
  });
  return [
    ...(clusters.length === 0 ? [] : clusterRules(clusters)),
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    ...(checkPods.length === 0
      ? []
      : [
          { apiGroups: [''], resources: ['pods'], verbs: ['create'] },
          { apiGroups: [''], resources: ['pods'], verbs: ['delete'], resourceNames: checkPods },
        ]),
    { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'list'] },
    { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
    {
      apiGroups: [''],
      resources: ['configmaps'],
      verbs: ['get', 'update', 'patch'],
      ...named(({ status, evidence }) => [status, evidence]),
    },
    // Who started a drill stands on its Job.
    { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
    {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      verbs: ['get', 'update', 'delete'],
      ...named(({ lease }) => [lease]),
    },
  ];
}

/** What it takes to restore Clusters of these names, and to remove them with their volumes. */
function clusterRules(clusters: readonly string[]): readonly PolicyRule[] {
  return [
    { apiGroups: ['postgresql.cnpg.io'], resources: ['clusters'], verbs: ['create'] },
    {
      apiGroups: ['postgresql.cnpg.io'],
      resources: ['clusters'],
      verbs: ['get', 'list', 'watch', 'delete'],
      resourceNames: clusters,
    },
    { apiGroups: ['barmancloud.cnpg.io'], resources: ['objectstores'], verbs: ['get'] },
    { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['get', 'list', 'delete'] },
    {
      apiGroups: [''],
      resources: ['secrets'],
      verbs: ['get'],
      resourceNames: clusters.flatMap((cluster) => namesOf(cluster).secrets),
    },
  ];
}

/** What the runner may read of the source: what exists and how old it is. No Secrets, nothing to write. */
export const SOURCE_RULES: readonly PolicyRule[] = [
  {
    apiGroups: ['postgresql.cnpg.io'],
    resources: ['clusters', 'backups', 'scheduledbackups'],
    verbs: ['get', 'list'],
  },
  { apiGroups: ['barmancloud.cnpg.io'], resources: ['objectstores'], verbs: ['get', 'list'] },
];

/** What the runner may read of Flux: the git revision that is applied, which is not known at synth. */
export const FLUX_RULES: readonly PolicyRule[] = [
  { apiGroups: ['kustomize.toolkit.fluxcd.io'], resources: ['kustomizations'], verbs: ['get'] },
];
