import { Check } from '../../../lib/drill';
import { checkPolicies } from '../../../lib/drill/site/check-policies';

const application = (port: number) => Check.application({ image: 'app', get: '/', port }).plan();
const command = Check.command({ image: 'app', command: ['verify'] }).plan();

const CHECKS = {
  matchLabels: { 'app.kubernetes.io/instance': 'orders', 'app.kubernetes.io/component': 'drill-check' },
};
const RUNNER = {
  matchLabels: { 'app.kubernetes.io/instance': 'orders', 'app.kubernetes.io/component': 'drill-runner' },
};
const DATABASE = { matchLabels: { 'cnpg.io/cluster': 'orders' } };
const POSTGRES = [{ protocol: 'TCP', port: 5432 }];

test('where no check starts a pod nothing is opened', () => {
  expect(checkPolicies({ name: 'orders', checks: [Check.write().plan()] })).toEqual({});
});

test('pods of checks reach the database of their drill, and their runner reaches them on the ports it asks', () => {
  const checks = [application(8080), application(80), application(8080), command];
  const ports = [
    { protocol: 'TCP', port: 80 },
    { protocol: 'TCP', port: 8080 },
  ];
  expect(checkPolicies({ name: 'orders', checks })).toEqual({
    'orders-checks': {
      podSelector: CHECKS,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: RUNNER }], ports }],
      egress: [{ to: [{ podSelector: DATABASE }], ports: POSTGRES }],
    },
    'orders-checks-database': {
      podSelector: DATABASE,
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: CHECKS }], ports: POSTGRES }],
    },
    'orders-checks-runner': {
      podSelector: RUNNER,
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: CHECKS }], ports }],
    },
  });
});

test('nobody reaches the pod of a command', () => {
  const policies = checkPolicies({ name: 'orders', checks: [command] });
  expect(policies['orders-checks']).toMatchObject({ ingress: [] });
  expect(Object.keys(policies)).toEqual(['orders-checks', 'orders-checks-database']);
});
