import { Construct, type IConstruct } from 'constructs';
import { Cidr, coreProblems, DnsLabel, fail, Inspection, kubernetesProblems } from '../core';
import type { Decryption } from '../flux/decryption';
import { folderPath } from '../flux/folder-path';
import type { FluxFolder } from '../flux/flux-folder';
import type { SubstitutionSource } from '../flux/substitution';
import type { ClusterAlerts } from './cluster-alerts';
import { StoreEndpoint } from '../storage/store-endpoint';
import type { EvidenceProps } from './evidence-props';
import { Namespaces } from './namespaces';
import { Operators } from './operators';

const MARK = Symbol.for('restorable.KubernetesCluster');

/** Options of a KubernetesCluster. */
export interface KubernetesClusterProps {
  readonly flux: FluxProps;
  /** @default - unknown: network policies of drills then name ports, not networks, for the API server */
  readonly network?: NetworkProps;
  /**
   * The operators that this tree installs.
   *
   * @default - none: somebody else installs them
   */
  readonly operators?: Operators;
  /**
   * Folder of the Namespace objects, below the Flux path.
   *
   * @default infrastructure/namespaces
   */
  readonly namespacesPath?: string;
  /** How the drills of this cluster run. @default - see {@link DrillSettings} */
  readonly drills?: Partial<DrillSettings>;
  /**
   * Where the verdicts of drills are recorded, for every environment that names no other place.
   *
   * @default - nowhere: drills run, and a warning says that their verdicts are not signed (RST822)
   */
  readonly evidence?: EvidenceProps;
  /**
   * Alerts of every environment, for example `Alerts.prometheusRule()`, which needs the Prometheus operator.
   *
   * @default - none
   */
  readonly alerts?: ClusterAlerts;
}

/** How the drills of a cluster run. */
export interface DrillSettings {
  /** Folder of the drill namespaces' folders, below the Flux path. @default infrastructure/drills */
  readonly path: string;
  /** Image of the drill runner. @default - a stock Node image */
  readonly image?: string;
  /** Hard limits of the quota in a drill namespace that replace the calculated ones. @default - room for all drills */
  readonly quota?: Readonly<Record<string, string>>;
  /**
   * URL of a Prometheus Pushgateway that the metrics of every drill are pushed to, without a path. One in the cluster is named
   * in full, so that the network policy can name its namespace: `http://pushgateway.monitoring.svc:9091`.
   *
   * @default - none: verdicts are seen in Jobs, Events and evidence
   */
  readonly pushgateway?: string;
}

/** How Flux reads the tree of a cluster. */
export interface FluxProps {
  /** Folder of the cluster's tree in the repository. */
  readonly path: string;
  /** GitRepository that Flux reads. @default flux-system */
  readonly source?: string;
  /** Flux's namespace. @default flux-system */
  readonly namespace?: string;
  /**
   * Folder, below `path`, that the root sync applies; it holds one Flux Kustomization for every other folder.
   *
   * @default - clusters/ and the name of the cluster
   */
  readonly entry?: string;
  /** How SOPS files are decrypted. @default - there are none */
  readonly decryption?: Decryption;
  /** Where variables in manifests come from, for every folder. @default - manifests have no variables */
  readonly substituteFrom?: readonly SubstitutionSource[];
}

/** Networks of a cluster. */
export interface NetworkProps {
  /** Addresses of pods, for example `10.42.0.0/16` (the default of k3s). */
  readonly pods: string;
  /** Addresses of Services, for example `10.43.0.0/16` (the default of k3s). */
  readonly services: string;
  /**
   * Where the API server listens behind its Service, for network policies: they see addresses after translation.
   *
   * @default - any address outside the pod and Service networks, port 6443
   */
  readonly apiServer?: { readonly cidrs: readonly string[]; /** @default 6443 */ readonly port?: number };
}

/** Networks of a cluster, read. */
export interface Network {
  readonly pods?: Cidr;
  readonly services?: Cidr;
  readonly apiServer?: { readonly cidrs: readonly Cidr[]; readonly port: number };
}

/** One Kubernetes cluster: its Flux tree, its operators, its networks and its environments. */
export class KubernetesCluster extends Construct {
  /** True for clusters of any copy of this package. */
  static isKubernetesCluster(construct: unknown): construct is KubernetesCluster {
    return typeof construct === 'object' && construct !== null && MARK in construct;
  }

  /** The cluster a construct belongs to. Throws RST312 outside one. */
  static findOf(construct: IConstruct): KubernetesCluster {
    const cluster = KubernetesCluster.tryFindOf(construct);
    if (cluster !== undefined) return cluster;
    return fail(kubernetesProblems.outsideEnvironment, {
      path: construct.node.path,
      reason: 'none of the constructs around it is a KubernetesCluster',
    });
  }

  /** The cluster a construct belongs to, if any. */
  static tryFindOf(construct: IConstruct): KubernetesCluster | undefined {
    return construct.node.scopes.find((scope): scope is KubernetesCluster =>
      KubernetesCluster.isKubernetesCluster(scope),
    );
  }

  readonly name: string;
  readonly flux: Required<Pick<FluxProps, 'path' | 'source' | 'namespace' | 'entry' | 'substituteFrom'>> &
    Pick<FluxProps, 'decryption'>;
  readonly network: Network;
  readonly namespaces: Namespaces;
  readonly drills: DrillSettings;
  /** Makes the alerts of its environments; undefined: nothing does. */
  readonly alerts: ClusterAlerts | undefined;
  /** Where verdicts are recorded, where an environment says nothing else. */
  readonly evidence: EvidenceProps | undefined;
  /** Namespace in which CloudNativePG and its plugins run. */
  readonly cloudNativePgNamespace: string;
  /** The folders of the operators, to depend on; empty where somebody else installs them. */
  readonly operators: readonly FluxFolder[];

  constructor(scope: Construct, name: string, props: KubernetesClusterProps) {
    super(scope, name);
    Object.defineProperty(this, MARK, { value: true });
    const inspect = Inspection.of(this);
    const standIn = `invalid-${this.node.addr.slice(-8)}`;
    this.name = inspect.read('name', () => DnsLabel.of(name).text, standIn);
    const { path, entry = `clusters/${this.name}` } = props.flux;
    this.flux = {
      path: inspect.read('flux.path', () => folderPath(path), standIn),
      source: props.flux.source ?? 'flux-system',
      namespace: props.flux.namespace ?? 'flux-system',
      entry: inspect.read('flux.entry', () => folderPath(entry), standIn),
      substituteFrom: props.flux.substituteFrom ?? [],
      ...(props.flux.decryption !== undefined && { decryption: props.flux.decryption }),
    };
    this.network = readNetwork(inspect, props.network);
    this.namespaces = new Namespaces(this, props.namespacesPath ?? 'infrastructure/namespaces');
    this.drills = readDrills(inspect, props.drills);
    this.alerts = props.alerts;
    this.evidence = props.evidence;
    this.cloudNativePgNamespace =
      props.operators?.cloudNativePgNamespace ?? Operators.CLOUDNATIVE_PG_NAMESPACE;
    this.operators = props.operators?.install(this) ?? [];
  }
}

function readDrills(inspect: Inspection, props: KubernetesClusterProps['drills'] = {}): DrillSettings {
  const { pushgateway, ...others } = props;
  const url =
    pushgateway === undefined
      ? undefined
      : inspect.read('drills.pushgateway', () => StoreEndpoint.of(pushgateway).text, undefined);
  return { path: 'infrastructure/drills', ...others, ...(url !== undefined && { pushgateway: url }) };
}

function readNetwork(inspect: Inspection, props: NetworkProps | undefined): Network {
  if (props === undefined) return {};
  const pods = inspect.read('network.pods', () => Cidr.of(props.pods), undefined);
  const services = inspect.read('network.services', () => Cidr.of(props.services), undefined);
  if (pods !== undefined && services !== undefined && pods.overlaps(services)) {
    inspect.report(coreProblems.overlappingCidrs, {
      property: 'network',
      value: `${pods.toString()}, ${services.toString()}`,
      reason: 'the pod and Service networks overlap',
    });
  }
  const given = props.apiServer;
  const apiServer = inspect.read(
    'network.apiServer',
    () => given && { cidrs: given.cidrs.map((cidr) => Cidr.of(cidr)), port: given.port ?? 6443 },
    undefined,
  );
  return {
    ...(pods !== undefined && { pods }),
    ...(services !== undefined && { services }),
    ...(apiServer !== undefined && { apiServer }),
  };
}
