import { Cidr } from '../../core';
import type { StoreEgress } from '../../storage';
import { CHECK_COMPONENT, RUNNER_COMPONENT } from './labels';

/** Addresses of a cluster, as far as they are known. */
export interface DrillNetwork {
  /** Addresses of pods. @default - unknown */
  readonly pods?: Cidr;
  /** Addresses of Services. @default - unknown */
  readonly services?: Cidr;
  /**
   * Where the API server listens behind its Service.
   *
   * @default - any address outside the pod and Service networks, port 6443
   */
  readonly apiServer?: { readonly cidrs: readonly Cidr[]; readonly port: number };
}

/** Spec of a NetworkPolicy by its name. */
export type NetworkPolicySpecs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const EVERY_POD = {};

/** Every pod but those of checks: a restored application has no business with the API server or a store. */
const NO_CHECK_POD = {
  matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'NotIn', values: [CHECK_COMPONENT] }],
};

/**
 * The policies that are the same for every drill of a namespace. Nothing gets in or out but: DNS; the API server; what
 * is in the namespace, though not pods of checks; and CloudNativePG, which asks instances for their state on 8000 and opens 5432 (CloudNativePG
 * 1.30, "Networking"): without it a restored Cluster never becomes healthy.
 */
export function fixedPolicies(operatorNamespace: string, network: DrillNetwork): NetworkPolicySpecs {
  return {
    'default-deny': { podSelector: EVERY_POD, policyTypes: ['Ingress', 'Egress'] },
    'allow-dns': {
      podSelector: EVERY_POD,
      policyTypes: ['Egress'],
      egress: [{ to: [namespace('kube-system')], ports: [port('UDP', 53), port('TCP', 53)] }],
    },
    'allow-namespace': {
      podSelector: NO_CHECK_POD,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: NO_CHECK_POD }] }],
      egress: [{ to: [{ podSelector: NO_CHECK_POD }] }],
    },
    'allow-operator': {
      podSelector: NO_CHECK_POD,
      policyTypes: ['Ingress'],
      ingress: [{ from: [namespace(operatorNamespace)], ports: [port('TCP', 8000), port('TCP', 5432)] }],
    },
    'allow-api-server': { podSelector: NO_CHECK_POD, policyTypes: ['Egress'], egress: apiServer(network) },
  };
}

/** The policy that opens the stores of all drills, without repetitions. */
export function storePolicy(
  egress: readonly StoreEgress[],
  network: DrillNetwork,
): Readonly<Record<string, unknown>> {
  const rules = new Map(
    egress.map((store) => storeRule(store, network)).map((rule) => [JSON.stringify(rule), rule]),
  );
  return { podSelector: NO_CHECK_POD, policyTypes: ['Egress'], egress: [...rules.values()] };
}

/** The policy that lets runners, and nothing that was restored, push metrics. */
export function metricsPolicy(
  gateway: StoreEgress,
  network: DrillNetwork,
): Readonly<Record<string, unknown>> {
  return {
    podSelector: { matchLabels: { 'app.kubernetes.io/component': RUNNER_COMPONENT } },
    policyTypes: ['Egress'],
    egress: [storeRule(gateway, network)],
  };
}

/**
 * A pod opens a connection to the Service address of the API server; kube-proxy rewrites the destination to an address
 * and port of a control plane node. Most network plugins look at a packet after that, some before it (Kubernetes
 * documentation, "Network Policies", leaves it open), so both are allowed.
 */
function apiServer(network: DrillNetwork): readonly unknown[] {
  const { apiServer: given, services } = network;
  const behind =
    given === undefined
      ? { to: anywhereBut(network, clusterNetworks(network)), ports: [port('TCP', 6443)] }
      : {
          to: given.cidrs.map((cidr) => ({ ipBlock: { cidr: cidr.toString() } })),
          ports: [port('TCP', given.port)],
        };
  const service = services === undefined ? undefined : firstAddress(services);
  return [
    behind,
    ...(service === undefined
      ? []
      : [{ to: [{ ipBlock: { cidr: service.toString() } }], ports: [port('TCP', 443)] }]),
  ];
}

function storeRule(store: StoreEgress, network: DrillNetwork): unknown {
  switch (store.kind) {
    case 'public':
      return {
        to: anywhereBut(network, [...Cidr.privateRanges, ...clusterNetworks(network)]),
        ports: [port('TCP', store.port)],
      };
    case 'cidrs':
      return {
        to: store.cidrs.map((cidr) => ({ ipBlock: { cidr } })),
        ports: [port('TCP', store.port)],
      };
    case 'namespace':
      // Behind a Service the port is the container's, which nobody but its pods knows.
      return { to: [namespace(store.namespace)] };
  }
}

/** Every address of the families the cluster uses, but some networks. */
function anywhereBut(network: DrillNetwork, excluded: readonly Cidr[]): readonly unknown[] {
  const families =
    network.pods?.family === 6 ? [Cidr.of('0.0.0.0/0'), Cidr.of('::/0')] : [Cidr.of('0.0.0.0/0')];
  return families.map((family) => {
    const distinct = [...new Map(excluded.map((cidr) => [cidr.toString(), cidr])).values()];
    const except = distinct
      .filter(
        (cidr) => family.contains(cidr) && !distinct.some((other) => other !== cidr && other.contains(cidr)),
      )
      .map((cidr) => cidr.toString());
    return { ipBlock: { cidr: family.toString(), ...(except.length > 0 && { except }) } };
  });
}

function clusterNetworks({ pods, services }: DrillNetwork): readonly Cidr[] {
  return [pods, services].filter((cidr) => cidr !== undefined);
}

/**
 * The Service `kubernetes` of namespace `default` has the first address of the Service network (kube-apiserver,
 * `--service-cluster-ip-range`). IPv4 only: IPv6 clusters are covered by the address behind it.
 */
function firstAddress(services: Cidr): Cidr | undefined {
  if (services.family !== 4 || services.prefixLength === 32) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = services.address.split('.').map(Number);
  return Cidr.host(`${a}.${b}.${c}.${d + 1}`);
}

function namespace(name: string): unknown {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}

function port(protocol: 'TCP' | 'UDP', number: number): unknown {
  return { protocol, port: number };
}
