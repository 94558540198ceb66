import { DRILL_SERVICE_ACCOUNT } from './access';
import { celText, celTexts } from './cel';

/** A kind of objects that the runner creates. */
export interface AdmittedKind {
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly apiVersion: string;
  /** Plural in lower case. */
  readonly resource: string;
}

/** An object that the runner may create. */
export interface AdmittedObject {
  readonly kind: AdmittedKind;
  readonly name: string;
  /** CEL over `object`, and `variables.spec`, its spec of type `dyn`; all of them must hold. */
  readonly conditions: readonly string[];
}

/**
 * Spec of a ValidatingAdmissionPolicy (admissionregistration.k8s.io/v1, Kubernetes 1.30 and newer) by which the runner
 * creates objects of one kind only under the names, and with the content, that its plans declare.
 *
 * Rights cannot say this: whoever may create pods or Clusters may use every Secret of their namespace in them. A token of
 * the runner that was stolen would open the archive of every drill and the signing key of the evidence.
 */
export function admissionPolicySpec(
  namespace: string,
  { apiGroup, apiVersion, resource }: AdmittedKind,
  admitted: readonly AdmittedObject[],
): Readonly<Record<string, unknown>> {
  return {
    // What cannot be judged is not let in: the drill then says that it was refused.
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [apiGroup],
          apiVersions: [apiVersion],
          operations: ['CREATE', 'UPDATE'],
          resources: [resource],
        },
      ],
    },
    matchConditions: [
      {
        name: 'by-the-drill-runner',
        expression: `request.userInfo.username == ${celText(`system:serviceaccount:${namespace}:${DRILL_SERVICE_ACCOUNT}`)}`,
      },
    ],
    variables: [{ name: 'spec', expression: 'dyn(object.spec)' }],
    validations: [
      {
        expression: `object.metadata.name in ${celTexts(admitted.map(({ name }) => name))}`,
        message: `the drill runner creates no other ${resource} than those of its plans`,
        reason: 'Forbidden',
      },
      ...admitted.map(({ name, conditions }) => ({
        expression: [
          `object.metadata.name != ${celText(name)} || (`,
          ...conditions.map((condition, index) => `  ${index === 0 ? '' : '&& '}(${condition})`),
          ')',
        ].join('\n'),
        message: `${name} is not as the plan of its drill declares it`,
        reason: 'Forbidden',
      })),
    ],
  };
}

/** Spec of the ValidatingAdmissionPolicyBinding that puts a policy of this name into force in a namespace. */
export function admissionBindingSpec(policy: string, namespace: string): Readonly<Record<string, unknown>> {
  return {
    policyName: policy,
    validationActions: ['Deny'],
    matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } },
  };
}
