import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DnsLabel, drillProblems, Inspection } from '../../core';
import { PrunePolicy } from '../../flux/prune-policy';
import { DRILL_DOCUMENT_VERSION, type CheckPlan, type DrilledProtectionPlan } from '../../plan';
import type { StoreEgress } from '../../storage';
import { readImage } from '../check/container';
import { RunnerBundle } from '../runner-bundle';
import {
  DRILL_SERVICE_ACCOUNT,
  drillRules,
  FLUX_RULES,
  namesOf,
  SOURCE_RULES,
  type PolicyRule,
} from './access';
import { admissionBindingSpec, admissionPolicySpec, type AdmittedObject } from './admission';
import { admittedPod } from './admitted-pod';
import { checkPodsOf } from './check-pod';
import { checkPolicies } from './check-policies';
import { cronJobSpec, PLAN_FILE, planText, type DrillSecret, type RunnerCompanion } from './drill-job';
import { drillLabels, NO_SUBSTITUTION } from './labels';
import { CONTAINER_LIMITS, quotaFor, type DrillNeeds } from './limits';
import { fixedPolicies, metricsPolicy, storePolicy, type DrillNetwork } from './network-policies';
import { RUNNER_FILE } from './runner-loader';
import { lazily, SiteObjects } from './site-objects';

/** Options of a DrillSite. */
export interface DrillSiteProps {
  /** The namespace of the drills. It is made here, and holds nothing else. */
  readonly namespace: string;
  /** Namespace of CloudNativePG and its plugins: it must reach restored Clusters. */
  readonly operatorNamespace: string;
  /** @default flux-system */
  readonly fluxNamespace?: string;
  /** @default - unknown: the API server is then reached at port 6443 of any address */
  readonly network?: DrillNetwork;
  /**
   * Hard limits of the ResourceQuota that replace the calculated ones, for example `{ 'requests.memory': '32Gi' }`.
   *
   * @default - room for all drills at once
   */
  readonly quota?: Readonly<Record<string, string>>;
  /**
   * Image with Node 20.19 or newer that the bundled runner is run on. A tag can be moved to another image; name one by
   * its digest, `docker.io/library/node@sha256:…`, where that matters. It is not pinned by default, because a digest
   * known today misses tomorrow's fixes of the image.
   *
   * @default docker.io/library/node:24-bookworm-slim
   */
  readonly image?: string;
  /** Where the Pushgateway is that runners push metrics to. @default - none */
  readonly pushgateway?: StoreEgress;
  /** Annotations of the ServiceAccount, for example the role of IRSA that may read the archives. @default - none */
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
}

/** A drill that runs at a site. */
export interface SiteDrill {
  /** Unique at the site; the CronJob and the restored Cluster are called so. At most 50 characters. */
  readonly name: string;
  /** Namespace of the live data, of which the runner may read what is backed up. */
  readonly sourceNamespace: string;
  /** The protection's part of the recovery plan, asked for when manifests are written. */
  readonly plan: () => DrilledProtectionPlan;
  /** Where its archive and its evidence are. */
  readonly egress: readonly StoreEgress[];
  /** Secrets the runner reads: storage credentials, the signing key. @default - none */
  readonly secrets?: readonly DrillSecret[];
  /** @default - those of a small database */
  readonly needs?: DrillNeeds;
  /** Its checks, as the plan has them: those that start pods need rights and ways of their own. @default - none starts one */
  readonly checks?: readonly CheckPlan[];
  /** What the runner creates for it besides pods of checks; of such a kind it creates nothing else. @default - not limited */
  readonly admits?: readonly AdmittedObject[];
  /** What the runner may do in the namespace of the live data. @default - read what CloudNativePG backs up */
  readonly sourceRules?: readonly PolicyRule[];
  /** Whether it restores a Cluster of its name into the drill namespace. @default true */
  readonly restoresCluster?: boolean;
  /** @default - the runner is alone in its pod */
  readonly beside?: RunnerCompanion;
}

const MARK = Symbol.for('restorable.DrillSite');

/** Pod Security Standards by the labels of their admission controller (Kubernetes 1.34). */
const RESTRICTED = Object.fromEntries(
  ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
);

/** CloudNativePG refuses longer names of Clusters (CloudNativePG 1.30, cluster webhook). */
const LONGEST_NAME = 50;

/**
 * The isolated place of drills: a namespace with quota, limits, network policies, Pod Security `restricted` and a
 * ServiceAccount with the least rights; and for each drill its plan and its CronJob.
 */
export class DrillSite extends Construct {
  /** Image that drills run on where none is named. */
  static readonly DEFAULT_IMAGE = 'docker.io/library/node:24-bookworm-slim';

  /** True for sites of any copy of this package. */
  static isDrillSite(construct: unknown): construct is DrillSite {
    return typeof construct === 'object' && construct !== null && MARK in construct;
  }

  readonly namespace: string;
  /** Annotations of the ServiceAccount that drills run as. */
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;

  private readonly image: string;
  private readonly network: DrillNetwork;
  private readonly objects: SiteObjects;
  private readonly drills: SiteDrill[] = [];
  private readonly sources = new Set<string>();
  private readonly admitted = new Map<string, AdmittedObject[]>();
  private runner: RunnerBundle | undefined;

  /**
   * Reports RST105 for an invalid namespace, RST625 for one that holds other things, RST628 for an invalid image.
   */
  constructor(scope: Construct, id: string, props: DrillSiteProps) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    const inspect = Inspection.of(this);
    const flux = props.fluxNamespace ?? 'flux-system';
    this.namespace = inspect.read('namespace', () => DnsLabel.of(props.namespace).text, props.namespace);
    this.objects = new SiteObjects(this, this.namespace);
    this.network = props.network ?? {};
    this.image = inspect.read(
      'image',
      () => readImage(props.image ?? DrillSite.DEFAULT_IMAGE, drillProblems.invalidRunnerImage),
      DrillSite.DEFAULT_IMAGE,
    );
    if (
      ['default', flux, props.operatorNamespace].includes(this.namespace) ||
      this.namespace.startsWith('kube-')
    ) {
      this.refuseNamespace('it belongs to Kubernetes, Flux or the operator');
    }
    this.makeNamespace(props.quota);
    this.makeNetworkPolicies(props);
    this.serviceAccountAnnotations = props.serviceAccountAnnotations ?? {};
    this.makeAccess(flux, this.serviceAccountAnnotations);
  }

  /**
   * Adds a drill: its plan, its CronJob, and what it needs of the site.
   *
   * Reports RST625 where the live data stands in the drill namespace, RST626 for a name that cannot be used, RST627 where
   * the package was not built.
   */
  addDrill(drill: SiteDrill): void {
    const inspect = Inspection.of(this);
    const { name, sourceNamespace, plan } = drill;
    const wrong = this.wrongName(name);
    if (wrong !== undefined) {
      inspect.report(drillProblems.invalidDrillName, { property: 'name', value: name, reason: wrong });
      return;
    }
    if (sourceNamespace === this.namespace)
      this.refuseNamespace(`the data that ${name} restores lives in it`);
    else if (!this.sources.has(sourceNamespace))
      this.makeReader('source', sourceNamespace, drill.sourceRules ?? SOURCE_RULES);
    this.sources.add(sourceNamespace);
    this.drills.push(drill);
    const { checks = [], admits = [] } = drill;
    for (const object of [...admits, ...checkPodsOf({ name, checks }).map((pod) => admittedPod(name, pod))])
      this.admit(object);
    for (const [policy, spec] of Object.entries(checkPolicies({ name, checks })))
      this.objects.add(policy, 'networking.k8s.io/v1', 'NetworkPolicy', policy, { spec });
    const runner = (this.runner ??= inspect.read('runner', () => this.makeRunner(), undefined));
    if (runner === undefined) return;
    this.objects.add(`${name}-plan`, 'v1', 'ConfigMap', namesOf(name).plan, {
      annotations: NO_SUBSTITUTION,
      data: { [PLAN_FILE]: lazily(() => planText({ version: DRILL_DOCUMENT_VERSION, protection: plan() })) },
    });
    this.objects.add(`${name}-job`, 'batch/v1', 'CronJob', name, {
      annotations: NO_SUBSTITUTION,
      labels: { 'app.kubernetes.io/instance': name },
      spec: lazily(() =>
        cronJobSpec({
          plan: plan().drill,
          image: this.image,
          runnerConfigMap: runner.configMapName,
          secrets: drill.secrets ?? [],
          ...(drill.beside !== undefined && { beside: drill.beside }),
        }),
      ),
    });
  }

  private wrongName(name: string): string | undefined {
    if (this.drills.some((other) => other.name === name)) return `${this.namespace} has a drill of this name`;
    if (name.length > LONGEST_NAME) return `it has ${name.length} characters, ${LONGEST_NAME} are allowed`;
    return /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)
      ? undefined
      : 'it is not a DNS label that starts with a letter';
  }

  private refuseNamespace(reason: string): void {
    const details = { property: 'namespace', value: this.namespace, reason };
    Inspection.of(this).report(drillProblems.drillNamespaceInUse, details);
  }

  private makeNamespace(quota: DrillSiteProps['quota']): void {
    const namespace = new ApiObject(this, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: this.namespace, labels: { ...drillLabels(), ...RESTRICTED } },
    });
    // It holds copies that are thrown away, no data.
    PrunePolicy.allow(namespace);
    this.objects.add('quota', 'v1', 'ResourceQuota', 'drills', {
      spec: lazily(() => ({ hard: { ...quotaFor(this.drills.map(({ needs = {} }) => needs)), ...quota } })),
    });
    this.objects.add('limits', 'v1', 'LimitRange', 'drills', { spec: CONTAINER_LIMITS });
  }

  private makeNetworkPolicies({ operatorNamespace, pushgateway }: DrillSiteProps): void {
    const stores = lazily(() =>
      storePolicy(
        this.drills.flatMap(({ egress }) => egress),
        this.network,
      ),
    );
    const policies = {
      ...fixedPolicies(operatorNamespace, this.network),
      'allow-stores': stores,
      ...(pushgateway !== undefined && { 'allow-metrics': metricsPolicy(pushgateway, this.network) }),
    };
    for (const [name, spec] of Object.entries(policies)) {
      this.objects.add(name, 'networking.k8s.io/v1', 'NetworkPolicy', name, { spec });
    }
  }

  private makeAccess(fluxNamespace: string, annotations: Readonly<Record<string, string>>): void {
    // Only the pod of the runner gets a token, and says so itself.
    const account = { automountServiceAccountToken: false, annotations };
    this.objects.add('service-account', 'v1', 'ServiceAccount', DRILL_SERVICE_ACCOUNT, account);
    const rules = lazily(() =>
      drillRules(
        this.drills.map(({ name }) => name),
        this.drills.flatMap(({ name, checks = [] }) => checkPodsOf({ name, checks }).map((pod) => pod.name)),
        this.drills.filter(({ restoresCluster = true }) => restoresCluster).map(({ name }) => name),
      ),
    );
    this.objects.grant('access', this.namespace, DRILL_SERVICE_ACCOUNT, rules);
    this.makeReader('flux', fluxNamespace, FLUX_RULES);
  }

  /** A Role elsewhere is named after this namespace, since other sites may read there too. */
  private makeReader(what: 'source' | 'flux', namespace: string, rules: readonly PolicyRule[]): void {
    const name = `${DRILL_SERVICE_ACCOUNT}-${this.namespace}-${what}`;
    this.objects.grant(`${what}-${namespace}`, namespace, name, rules);
  }

  private makeRunner(): RunnerBundle {
    const bundle = RunnerBundle.find();
    this.objects.add('runner', 'v1', 'ConfigMap', bundle.configMapName, {
      annotations: NO_SUBSTITUTION,
      immutable: true,
      binaryData: { [RUNNER_FILE]: bundle.base64 },
    });
    return bundle;
  }

  /** Lets the runner create an object, and nothing else of its kind. */
  private admit(object: AdmittedObject): void {
    const { kind } = object;
    const known = this.admitted.get(kind.resource);
    if (known !== undefined) {
      known.push(object);
      return;
    }
    const admitted = [object];
    this.admitted.set(kind.resource, admitted);
    // Policies have no namespace, so they are named after this one.
    const name = `${DRILL_SERVICE_ACCOUNT}-${this.namespace}-${kind.resource}`;
    const metadata = { name, labels: drillLabels(), annotations: NO_SUBSTITUTION };
    new ApiObject(this, `${kind.resource}-policy`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata,
      spec: lazily(() => admissionPolicySpec(this.namespace, kind, admitted)),
    });
    new ApiObject(this, `${kind.resource}-policy-binding`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: admissionBindingSpec(name, this.namespace),
    });
  }
}
