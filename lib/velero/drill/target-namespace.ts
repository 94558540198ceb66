import { RUNNER_COMPONENT, drillLabels } from '../../drill/site/labels';
import { CONTAINER_LIMITS, quotaFor, type DrillNeeds } from '../../drill/site/limits';

/** What a namespace that drills restore into is made of. */
export interface TargetInput {
  readonly name: string;
  /** Namespace of the runner. */
  readonly site: string;
  readonly needs: DrillNeeds;
  /** Pod Security Standard that restored pods are held to. */
  readonly podSecurity: PodSecurity;
}

/** Pod Security Standards (Kubernetes 1.34). */
export type PodSecurity = 'restricted' | 'baseline' | 'privileged';

/** An object without its namespace. */
export interface TargetObject {
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly parts: Readonly<Record<string, unknown>>;
}

const EVERY_POD = {};

/** Labels of the namespace, by which the runner knows that it may restore into it. */
export function targetLabels(podSecurity: PodSecurity): Record<string, string> {
  const modes = ['enforce', 'audit', 'warn'].map((mode) => [
    `pod-security.kubernetes.io/${mode}`,
    podSecurity,
  ]);
  return drillLabels(Object.fromEntries(modes) as Record<string, string>);
}

/**
 * What stands in a namespace before anything is restored into it: a quota without load balancers and node ports, limits for
 * containers that name none, and policies by which restored pods reach each other, DNS, and nothing else; the runner
 * reaches them. They are there at all times, so that no pod is ever without them.
 */
export function targetObjects({ site, needs }: TargetInput): readonly TargetObject[] {
  const policy = (name: string, spec: unknown): TargetObject => ({
    id: name,
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    name,
    parts: { spec },
  });
  return [
    {
      id: 'quota',
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      name: 'drills',
      parts: { spec: { hard: { ...quotaFor([needs]), pods: String(PODS) } } },
    },
    { id: 'limits', apiVersion: 'v1', kind: 'LimitRange', name: 'drills', parts: { spec: CONTAINER_LIMITS } },
    policy('default-deny', { podSelector: EVERY_POD, policyTypes: ['Ingress', 'Egress'] }),
    policy('allow-dns', {
      podSelector: EVERY_POD,
      policyTypes: ['Egress'],
      egress: [
        {
          to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
      ],
    }),
    policy('allow-namespace', {
      podSelector: EVERY_POD,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: EVERY_POD }] }],
      egress: [{ to: [{ podSelector: EVERY_POD }] }],
    }),
    policy('allow-runner', {
      podSelector: EVERY_POD,
      policyTypes: ['Ingress'],
      ingress: [{ from: [runnerOf(site)] }],
    }),
  ];
}

/** Spec of the NetworkPolicy by which the runner reaches what it has restored. */
export function runnerEgress(targets: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    podSelector: { matchLabels: { 'app.kubernetes.io/component': RUNNER_COMPONENT } },
    policyTypes: ['Egress'],
    egress: [
      {
        to: targets.map((name) => ({
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
        })),
      },
    ],
  };
}

function runnerOf(site: string) {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': site } },
    podSelector: { matchLabels: { 'app.kubernetes.io/component': RUNNER_COMPONENT } },
  };
}

/** Pods of a whole namespace, not of one database. */
const PODS = 50;
