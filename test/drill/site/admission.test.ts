import { admissionBindingSpec, admissionPolicySpec } from '../../../lib/drill/site/admission';

const PODS = { apiGroup: '', apiVersion: 'v1', resource: 'pods' };

test('the policy judges what the runner creates or changes, and refuses what it cannot judge', () => {
  expect(admissionPolicySpec('restore-test', PODS, [])).toMatchObject({
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [
        { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods'] },
      ],
    },
    matchConditions: [
      { expression: 'request.userInfo.username == "system:serviceaccount:restore-test:restore-drill"' },
    ],
  });
});

test('only declared names are let in, each with all of its conditions', () => {
  const { validations } = admissionPolicySpec('restore-test', PODS, [
    { kind: PODS, name: 'a-check-1', conditions: ['one', 'two || three'] },
    { kind: PODS, name: 'b-check-1', conditions: ['four'] },
  ]) as { readonly validations: readonly { readonly expression: string }[] };
  expect(validations.map(({ expression }) => expression)).toEqual([
    'object.metadata.name in ["a-check-1", "b-check-1"]',
    'object.metadata.name != "a-check-1" || (\n  (one)\n  && (two || three)\n)',
    'object.metadata.name != "b-check-1" || (\n  (four)\n)',
  ]);
});

test('it denies in the drill namespace and nowhere else', () => {
  expect(admissionBindingSpec('the-policy', 'restore-test')).toEqual({
    policyName: 'the-policy',
    validationActions: ['Deny'],
    matchResources: {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'restore-test' } },
    },
  });
});
