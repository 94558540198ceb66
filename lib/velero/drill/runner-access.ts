import { celText, celTexts } from '../../drill/site/cel';
import { DRILL_SERVICE_ACCOUNT, type PolicyRule } from '../../drill/site/access';

const READ = ['get', 'list', 'watch'];

/** What the runner reads of the Velero that backs up: what there is, how it ended, and whether it goes on. */
export const LIVE_VELERO_RULES: readonly PolicyRule[] = [
  {
    apiGroups: ['velero.io'],
    resources: ['backups', 'schedules', 'backupstoragelocations', 'podvolumebackups'],
    verbs: ['get', 'list'],
  },
];

/** What it does in the namespace of the second Velero: Restores of its drills, and reading how they go. */
export function drillVeleroRules(
  restores: readonly string[],
  modifiers: readonly string[],
): readonly PolicyRule[] {
  return [
    // Which Restores these may be an admission policy says.
    { apiGroups: ['velero.io'], resources: ['restores'], verbs: ['create'] },
    {
      apiGroups: ['velero.io'],
      resources: ['restores'],
      verbs: [...READ, 'delete'],
      resourceNames: restores,
    },
    {
      apiGroups: ['velero.io'],
      resources: [
        'backups',
        'backupstoragelocations',
        'backuprepositories',
        'podvolumerestores',
        'datadownloads',
      ],
      verbs: READ,
    },
    { apiGroups: ['apps'], resources: ['deployments', 'daemonsets'], verbs: ['get', 'list'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
    { apiGroups: [''], resources: ['configmaps'], verbs: ['get'], resourceNames: modifiers },
  ];
}

/**
 * What it does in a namespace it restores into: reading everything that comes back, Secrets too, since checks connect by
 * them; running commands in restored pods; and removing it all. Who may read the store of the backups knows everything that
 * is in them, so nothing more is given away here.
 *
 * @param kinds that are restored, with their groups
 */
export function targetRules(kinds: readonly string[]): readonly PolicyRule[] {
  const groups = new Map<string, string[]>();
  const readable = new Set([...kinds, 'pods', 'events', 'persistentvolumeclaims', 'replicasets.apps']);
  for (const kind of [...readable].sort()) {
    const [resource = '', ...group] = kind.split('.');
    if (CLUSTER_SCOPED.includes(kind)) continue;
    const known = groups.get(group.join('.')) ?? [];
    groups.set(group.join('.'), [...known, resource]);
  }
  return [
    ...[...groups].map(([group, resources]) => ({
      apiGroups: [group],
      resources,
      verbs: [...READ, 'delete', 'deletecollection'],
    })),
    { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
    // `get` where the connection is a WebSocket, `create` where it is SPDY (Kubernetes 1.34, "Authorization").
    { apiGroups: [''], resources: ['pods/exec'], verbs: ['create', 'get'] },
    { apiGroups: [''], resources: ['resourcequotas'], verbs: READ },
    { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: READ },
    { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
  ];
}

/** Restored volumes are of no namespace. They are removed too, whatever their reclaim policy. */
export const VOLUME_RULES: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['persistentvolumes'], verbs: ['get', 'list', 'patch', 'delete'] },
];

const CLUSTER_SCOPED = ['persistentvolumes'];

/**
 * Spec of the ValidatingAdmissionPolicy by which the runner changes and removes volumes only of claims in namespaces it
 * restores into: rights to volumes are for all of them.
 */
export function volumePolicy(
  sites: readonly string[],
  targets: readonly string[],
): Readonly<Record<string, unknown>> {
  const runners = sites.map((site) => `system:serviceaccount:${site}:${DRILL_SERVICE_ACCOUNT}`);
  return {
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [''],
          apiVersions: ['v1'],
          operations: ['UPDATE', 'DELETE'],
          resources: ['persistentvolumes'],
        },
      ],
    },
    matchConditions: [
      { name: 'by-a-drill-runner', expression: `request.userInfo.username in ${celTexts(runners)}` },
    ],
    validations: [
      {
        expression: `has(oldObject.spec.claimRef) && oldObject.spec.claimRef.namespace in ${celTexts(targets)}`,
        message: `the drill runner touches volumes of drills only, not of others: ${targets.join(', ')}`,
        reason: 'Forbidden',
      },
      {
        expression: `request.operation == ${celText('DELETE')} || (has(object.spec.claimRef) && object.spec.claimRef.namespace == oldObject.spec.claimRef.namespace)`,
        message: 'the drill runner gives no volume to another claim',
        reason: 'Forbidden',
      },
    ],
  };
}
