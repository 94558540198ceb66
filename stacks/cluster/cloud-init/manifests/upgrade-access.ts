import type { Manifest } from './manifest';

const API = 'rbac.authorization.k8s.io/v1';

const NAME = 'system-upgrade-controller';

/** What system upgrade controller 0.20 may do: its own manifests ask for the same. */
export function upgradeAccess(namespace: string, serviceAccount: string): Manifest[] {
  const subjects = [{ kind: 'ServiceAccount', name: serviceAccount, namespace }];
  const roleRef = (kind: string, name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: serviceAccount, namespace } },
    { apiVersion: API, kind: 'ClusterRole', metadata: { name: NAME }, rules: CONTROLLER },
    { apiVersion: API, kind: 'ClusterRole', metadata: { name: `${NAME}-drainer` }, rules: DRAINER },
    { apiVersion: API, kind: 'Role', metadata: { name: NAME, namespace }, rules: NAMESPACED },
    ...[NAME, `${NAME}-drainer`].map((name) => ({
      apiVersion: API,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: roleRef('ClusterRole', name),
      subjects,
    })),
    {
      apiVersion: API,
      kind: 'RoleBinding',
      metadata: { name: NAME, namespace },
      roleRef: roleRef('Role', NAME),
      subjects,
    },
  ];
}

const READ = ['get', 'list', 'watch'];

const WRITE = [...READ, 'create', 'patch', 'update'];

const CONTROLLER = [
  { apiGroups: ['batch'], resources: ['jobs'], verbs: READ },
  { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: WRITE },
  { apiGroups: [''], resources: ['namespaces'], verbs: READ },
  { apiGroups: [''], resources: ['nodes'], verbs: [...READ, 'update'] },
  { apiGroups: [''], resources: ['events'], verbs: ['get', 'create', 'patch', 'update'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
  {
    apiGroups: ['coordination.k8s.io'],
    resources: ['leases'],
    resourceNames: [NAME],
    verbs: ['get', 'update'],
  },
  { apiGroups: ['upgrade.cattle.io'], resources: ['plans', 'plans/status'], verbs: [...WRITE, 'delete'] },
];

const NAMESPACED = [
  { apiGroups: ['batch'], resources: ['jobs'], verbs: [...WRITE, 'delete', 'deletecollection'] },
  { apiGroups: [''], resources: ['secrets'], verbs: READ },
];

const DRAINER = [
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'delete'] },
  { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] },
  { apiGroups: ['apps'], resources: ['statefulsets', 'daemonsets', 'replicasets'], verbs: ['get', 'list'] },
];
