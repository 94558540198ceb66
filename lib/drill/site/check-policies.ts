import { checkPodsOf, type CheckPod } from './check-pod';
import { CHECK_COMPONENT, RUNNER_COMPONENT } from './labels';
import type { NetworkPolicySpecs } from './network-policies';
import type { DrillPlan } from '../../plan';

/** Port of the restored server. */
const POSTGRES = 5432;

/**
 * The policies of the pods that the checks of one drill start; none where no check starts one. They reach DNS and the
 * database that this drill restored, only its runner reaches them, and only on the ports that are asked: a restored
 * application may hold the addresses and credentials of the live one.
 */
export function checkPolicies(drill: Pick<DrillPlan, 'name' | 'checks'>): NetworkPolicySpecs {
  const { name } = drill;
  const pods = checkPodsOf(drill);
  if (pods.length === 0) return {};
  const checks = component(name, CHECK_COMPONENT);
  const runner = component(name, RUNNER_COMPONENT);
  // CloudNativePG marks every pod of a Cluster with this label.
  const database = { matchLabels: { 'cnpg.io/cluster': name } };
  const asked = portsOf(pods);
  return {
    [`${name}-checks`]: {
      podSelector: checks,
      policyTypes: ['Ingress', 'Egress'],
      ingress: asked.length === 0 ? [] : [{ from: [{ podSelector: runner }], ports: asked }],
      egress: [{ to: [{ podSelector: database }], ports: [tcp(POSTGRES)] }],
    },
    [`${name}-checks-database`]: {
      podSelector: database,
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: checks }], ports: [tcp(POSTGRES)] }],
    },
    ...(asked.length > 0 && {
      [`${name}-checks-runner`]: {
        podSelector: runner,
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: checks }], ports: asked }],
      },
    }),
  };
}

function component(drill: string, value: string): unknown {
  return { matchLabels: { 'app.kubernetes.io/instance': drill, 'app.kubernetes.io/component': value } };
}

/** Ports that applications are asked on, each once. */
function portsOf(pods: readonly CheckPod[]): readonly unknown[] {
  const ports = pods.flatMap(({ check }) => (check.kind === 'application' ? [check.http.port] : []));
  return [...new Set(ports)].sort((a, b) => a - b).map(tcp);
}

function tcp(port: number): unknown {
  return { protocol: 'TCP', port };
}
