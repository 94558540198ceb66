import { fail, veleroProblems } from '../../core';
import { managedLabels } from '../../kubernetes/labels';

/** A rule as Velero's file has it. Namespaces are those of the backup: rules are applied before names are mapped. */
interface ModifierRule {
  readonly groupResource: string;
  readonly name?: string;
  /** Label that objects have, with whatever value. */
  readonly label?: string;
  readonly patch: unknown;
}

/** Scheduling gate of pods that must not run in a drill. Nobody lifts it. */
const HELD = 'restorable/held-in-drills';

const WORKLOADS = ['deployments.apps', 'statefulsets.apps'] as const;

/** What Velero changes in objects as it restores them. */
export class RestoreModifier {
  /** CronJobs come back suspended: nothing is sent, billed or deleted by a copy. */
  static suspendCronJobs(): RestoreModifier {
    return new RestoreModifier([{ groupResource: 'cronjobs.batch', patch: { spec: { suspend: true } } }]);
  }

  /**
   * Pods of Jobs come back and are not scheduled: a pod that ran while the backup was made would do its work once more
   * (seen). Needs Kubernetes 1.30 ("Pod Scheduling Readiness").
   */
  static holdJobPods(): RestoreModifier {
    const patch = { spec: { schedulingGates: [{ name: HELD }] } };
    return new RestoreModifier([{ groupResource: 'pods', label: 'batch.kubernetes.io/job-name', patch }]);
  }

  /**
   * Services come back as ClusterIP, so that no load balancer is ordered and no port of a node is taken. The type alone is
   * not enough: the API server refuses what belongs to the other types (seen), so that goes too. Ports that a node port was
   * given for must be named, since a list can only be changed by its keys. Throws RST964.
   *
   * @param nodePorts ports with an explicit node port, by Service: `{ web: [80] }`
   */
  static servicesToClusterIp(nodePorts: Readonly<Record<string, readonly number[]>> = {}): RestoreModifier {
    const outside = {
      type: 'ClusterIP',
      externalTrafficPolicy: null,
      healthCheckNodePort: null,
      loadBalancerIP: null,
      loadBalancerClass: null,
      loadBalancerSourceRanges: null,
      allocateLoadBalancerNodePorts: null,
    };
    const named = Object.entries(nodePorts).map(([name, ports]) => {
      const wrong = ports.find((port) => !Number.isInteger(port) || port < 1 || port > 65535);
      if (ports.length === 0 || wrong !== undefined)
        refuse(`nodePorts.${name}`, ports, 'these are no ports of a Service');
      const patch = { spec: { ports: ports.map((port) => ({ port, nodePort: null })) } };
      return { groupResource: 'services', name: readName('nodePorts', name), patch };
    });
    return new RestoreModifier([{ groupResource: 'services', patch: { spec: outside } }, ...named]);
  }

  /** Deployments and StatefulSets come back with so many replicas: all of them, or the named ones. Throws RST964. */
  static replicas(count: number, ...names: readonly string[]): RestoreModifier {
    if (!Number.isInteger(count) || count < 0) refuse('replicas', count, 'it is no whole number from 0');
    return RestoreModifier.ofWorkloads({ spec: { replicas: count } }, names);
  }

  /** A container of workloads of a name gets another image. Throws RST964. */
  static image(workload: string, container: string, image: string): RestoreModifier {
    if (container === '' || image === '') refuse('image', image, 'the container or its image is empty');
    const patch = { spec: { template: { spec: { containers: [{ name: container, image }] } } } };
    return RestoreModifier.ofWorkloads(patch, [workload]);
  }

  /** Rules of an Ingress get other hosts, in their order, with the paths of the first. Throws RST964. */
  static ingressHosts(ingress: string, hosts: readonly string[]): RestoreModifier {
    if (hosts.length === 0) refuse('hosts', hosts, 'there is no host');
    const operations = hosts.map((host, index) => ({
      operation: 'replace',
      path: `/spec/rules/${index}/host`,
      value: host,
    }));
    return new RestoreModifier([
      {
        groupResource: 'ingresses.networking.k8s.io',
        name: readName('ingress', ingress),
        patch: new JsonPatch(operations),
      },
    ]);
  }

  /** Claims come back with another storage class: all of them, or the named ones. Throws RST964. */
  static storageClass(name: string, ...claims: readonly string[]): RestoreModifier {
    const patch = { spec: { storageClassName: readName('storageClass', name) } };
    return new RestoreModifier(rulesFor('persistentvolumeclaims', patch, claims));
  }

  private static ofWorkloads(patch: unknown, names: readonly string[]): RestoreModifier {
    return new RestoreModifier(WORKLOADS.flatMap((resource) => rulesFor(resource, patch, names)));
  }

  private constructor(private readonly rules: readonly ModifierRule[]) {}

  /** Rules as Velero's file has them, for objects of these namespaces. Each has one kind of patch. */
  rulesIn(namespaces: readonly string[]): readonly Readonly<Record<string, unknown>>[] {
    return this.rules.map(({ groupResource, name, label, patch }) => ({
      conditions: {
        groupResource,
        ...(name !== undefined && { resourceNameRegex: `^${name.replaceAll('.', '\\.')}$` }),
        namespaces: [...namespaces],
        ...(label !== undefined && {
          labelSelector: { matchExpressions: [{ key: label, operator: 'Exists' }] },
        }),
      },
      ...(patch instanceof JsonPatch
        ? { patches: patch.operations }
        : { strategicPatches: [{ patchData: JSON.stringify(patch) }] }),
    }));
  }
}

/** Operations of RFC 6902, where a list has no keys. */
class JsonPatch {
  constructor(readonly operations: readonly Readonly<Record<string, unknown>>[]) {}
}

/** The ConfigMap with the modifiers of a restore: exactly one key, as Velero wants it. */
export function modifierConfigMap(
  { name, namespace }: { readonly name: string; readonly namespace: string },
  modifiers: readonly RestoreModifier[],
  namespaces: readonly string[],
): Readonly<Record<string, unknown>> & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
} {
  const file = {
    version: 'v1',
    resourceModifierRules: modifiers.flatMap((modifier) => modifier.rulesIn(namespaces)),
  };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels: managedLabels() } as { name: string; namespace: string },
    data: { 'modifiers.yaml': `${JSON.stringify(file, undefined, 2)}\n` },
  };
}

function rulesFor(groupResource: string, patch: unknown, names: readonly string[]): ModifierRule[] {
  if (names.length === 0) return [{ groupResource, patch }];
  return names.map((name) => ({ groupResource, name: readName('names', name), patch }));
}

function readName(property: string, name: string): string {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)
    ? name
    : refuse(property, name, 'it is no name of an object');
}

function refuse(property: string, value: unknown, reason: string): never {
  return fail(veleroProblems.invalidModifier, { property, value, reason });
}
