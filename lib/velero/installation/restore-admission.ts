import { celEquals, celText, celTexts } from '../../drill/site/cel';
import type { DrillRestore } from '../velero-source';
import { VELERO_SERVICE_ACCOUNT } from './helm-values';

/** Who may create Restores, by their names at the API server. */
export interface Restorers {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** Spec of an object of admissionregistration.k8s.io/v1. */
type Spec = Readonly<Record<string, unknown>>;

const MATCHES: Spec = {
  resourceRules: [
    {
      apiGroups: ['velero.io'],
      apiVersions: ['v1'],
      operations: ['CREATE', 'UPDATE'],
      resources: ['restores'],
    },
  ],
};

/** Velero fills in what it decides while it works: state, defaults, kinds it never restores. It creates none itself. */
function notByVelero(namespace: string): Spec {
  const velero = celText(`system:serviceaccount:${namespace}:${VELERO_SERVICE_ACCOUNT}`);
  return {
    name: 'not-by-velero-itself',
    expression: `!(request.operation == "UPDATE" && request.userInfo.username == ${velero})`,
  };
}

/**
 * Spec of the ValidatingAdmissionPolicy (Kubernetes 1.30 and newer) of the live Velero: only these people create Restores,
 * from a backup by name, of whole namespaces. Rights alone would not do: Velero restores whatever it is told, with rights
 * of its own, so everybody who may create a Restore may overwrite any namespace.
 */
export function liveRestorePolicy(namespace: string, { users, groups }: Restorers): Spec {
  return {
    failurePolicy: 'Fail',
    matchConstraints: MATCHES,
    matchConditions: [notByVelero(namespace)],
    validations: [
      {
        expression: `request.userInfo.username in ${celTexts(users)} || request.userInfo.groups.exists(group, group in ${celTexts(groups)})`,
        message: 'only those named in the composition create Restores',
        reason: 'Forbidden',
      },
      {
        expression: 'has(object.spec.backupName) && object.spec.backupName != ""',
        message: 'a Restore names its backup: by its Schedule it may silently get an older one',
        reason: 'Forbidden',
      },
      {
        expression: '!has(object.spec.labelSelector) && !has(object.spec.orLabelSelectors)',
        message: 'a Restore by labels leaves the claims of StatefulSets out',
        reason: 'Forbidden',
      },
      {
        expression: '!has(object.spec.namespaceMapping) || object.spec.namespaceMapping.all(key, key != "*")',
        message: 'Velero looks namespaces up by name: * maps nothing, and the live namespace is overwritten',
        reason: 'Forbidden',
      },
    ],
  };
}

/**
 * The same of the Velero of drills: nobody at all creates another Restore there than those of the plans, each into its own
 * namespaces. What the plan leaves open is the backup.
 */
export function drillRestorePolicy(namespace: string, restores: readonly DrillRestore[]): Spec {
  return {
    failurePolicy: 'Fail',
    matchConstraints: MATCHES,
    matchConditions: [notByVelero(namespace)],
    variables: [{ name: 'spec', expression: 'dyn(object.spec)' }],
    validations: [
      {
        expression: `object.metadata.name in ${celTexts(restores.map(({ metadata }) => metadata.name ?? ''))}`,
        message: 'here are only the Restores of drills',
        reason: 'Forbidden',
      },
      ...restores.map(({ metadata, spec }) => ({
        expression: [
          `object.metadata.name != ${celText(metadata.name ?? '')} || (`,
          ...celEquals('variables.spec', spec, '', TOLERATED).map(
            (condition, index) => `  ${index === 0 ? '' : '&& '}(${condition})`,
          ),
          ')',
        ].join('\n'),
        message: `${metadata.name ?? ''} is not as the plan of its drill declares it`,
        reason: 'Forbidden',
      })),
    ],
  };
}

/** What the runner adds. */
const TOLERATED = { '': ['backupName'] };

/** Spec of the ValidatingAdmissionPolicyBinding that puts such a policy into force in the namespace of its Velero. */
export function restoreBinding(policy: string, namespace: string): Spec {
  return {
    policyName: policy,
    validationActions: ['Deny'],
    matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } },
  };
}
