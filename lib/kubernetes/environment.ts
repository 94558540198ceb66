import { Construct, type IConstruct } from 'constructs';
import {
  DnsLabel,
  Duration,
  fail,
  Inspection,
  kubernetesProblems,
  RecoveryObjectives,
  type DurationInput,
  type RecoveryObjectivesInput,
} from '../core';
import type { BackupStore, Credentials, S3Keys } from '../storage';
import type { EvidenceProps } from './evidence-props';
import type { KubernetesCluster } from './kubernetes-cluster';

const MARK = Symbol.for('restorable.Environment');

/** Options of an Environment. */
export interface EnvironmentProps {
  /** Namespace of what is composed in it, where nothing else is said. */
  readonly namespace: string;
  /**
   * Whether the tree contains the Namespace objects. Where another tool makes them too, both may: Flux and the platform
   * stack each own only the fields they set.
   *
   * @default true
   */
  readonly manageNamespaces?: boolean;
  /** What is promised for everything in it; each protection may promise otherwise. */
  readonly objectives: RecoveryObjectivesInput;
  /** Where its backups go. */
  readonly store: BackupStore;
  /** Opens the store for writing. The Secret must exist in each namespace that has something to back up. */
  readonly credentials: Credentials<S3Keys>;
  /** Where and as whom its drills run. */
  readonly drill: EnvironmentDrillProps;
  /** Where the verdicts of its drills are recorded. @default - where the cluster says */
  readonly evidence?: EvidenceProps;
}

/** Where the drills of an environment run. */
export interface EnvironmentDrillProps {
  /** Namespace of the drills; holds nothing else. Environments of one cluster may share it. */
  readonly namespace: string;
  /** Opens the store for reading only. The Secret must exist in the drill namespace. */
  readonly credentials: Credentials<S3Keys>;
  /**
   * Time after which a drill is stopped.
   *
   * @default - from the RTO, the targets and the checks of each drill, see `DrillProps.deadline`
   */
  readonly deadline?: DurationInput;
}

/** A named place in a cluster: its namespaces, objectives, store, credentials and drill policy. */
export class Environment extends Construct {
  /** True for environments of any copy of this package. */
  static isEnvironment(construct: unknown): construct is Environment {
    return typeof construct === 'object' && construct !== null && MARK in construct;
  }

  /** The environment a construct belongs to. Throws RST312 outside one. */
  static findOf(construct: IConstruct): Environment {
    const environment = construct.node.scopes.findLast((scope): scope is Environment =>
      Environment.isEnvironment(scope),
    );
    if (environment !== undefined) return environment;
    return fail(kubernetesProblems.outsideEnvironment, {
      path: construct.node.path,
      reason: 'none of the constructs around it is an Environment',
    });
  }

  readonly cluster: KubernetesCluster;
  readonly name: string;
  /** Namespace of objects that name none. */
  readonly defaultNamespace: string;
  readonly objectives: RecoveryObjectives;
  readonly store: BackupStore;
  readonly credentials: Credentials<S3Keys>;
  readonly drill: EnvironmentDrillProps & { readonly deadline?: Duration };
  /** Where the verdicts of its drills are recorded; undefined: nowhere. */
  readonly evidence: EvidenceProps | undefined;

  private readonly manageNamespaces: boolean;

  constructor(scope: KubernetesCluster, name: string, props: EnvironmentProps) {
    super(scope, name);
    Object.defineProperty(this, MARK, { value: true });
    const inspect = Inspection.of(this);
    this.cluster = scope;
    this.name = inspect.read('name', () => DnsLabel.of(name).text, name);
    this.defaultNamespace = props.namespace;
    this.manageNamespaces = props.manageNamespaces ?? true;
    this.objectives = inspect.read(
      'objectives',
      () => RecoveryObjectives.of(props.objectives),
      FALLBACK_OBJECTIVES,
    );
    this.store = props.store;
    this.credentials = props.credentials;
    const { deadline, ...drill } = props.drill;
    const limit =
      deadline === undefined
        ? undefined
        : inspect.read('drill.deadline', () => Duration.of(deadline), undefined);
    this.drill = { ...drill, ...(limit !== undefined && { deadline: limit }) };
    this.evidence = props.evidence ?? scope.evidence;
    this.useNamespace(props.namespace);
    if (props.drill.namespace === props.namespace) {
      inspect.report(kubernetesProblems.drillInLiveNamespace, {
        property: 'drill.namespace',
        value: props.drill.namespace,
        reason: 'drills would run beside the live data they restore',
      });
    }
    scope.alerts?.addEnvironment(this);
  }

  /** Declares that something of this environment lives in a namespace. */
  useNamespace(namespace: string): void {
    this.cluster.namespaces.declare({
      name: namespace,
      purpose: 'live',
      managed: this.manageNamespaces,
      by: this,
    });
  }
}

/** Stands in for objectives that could not be read, so that the rest of the environment is inspected too. */
const FALLBACK_OBJECTIVES = RecoveryObjectives.of({ rpo: '1h', rto: '1h', retention: '30d' });
