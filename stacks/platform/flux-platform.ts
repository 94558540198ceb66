import { Command } from '@pulumi/command/local';
import { CustomResource } from '@pulumi/kubernetes/apiextensions';
import { ConfigMap, Namespace, Secret } from '@pulumi/kubernetes/core/v1';
import { Release } from '@pulumi/kubernetes/helm/v3';
import { Provider } from '@pulumi/kubernetes/provider';
import {
  ComponentResource,
  output,
  secret,
  type ComponentResourceOptions,
  type Input,
  type Output,
  type Resource,
} from '@pulumi/pulumi';
import { refuseInputs } from '../problems/refuse-inputs';
import { warnInputs } from '../problems/warn-inputs';
import { VERSIONS } from '../versions';
import { fluxInstanceSpec } from './flux-instance';
import type { FluxOperatorInstallation, FluxPlatformArgs } from './flux-platform-args';
import { RUNTIME_INFO, type SecretObject } from './optional-objects';
import { designPlatform, type PlatformDesign } from './platform-design';
import { FLUX_NAMESPACE } from './platform-namespaces';
import { readyCluster, type ReadyCluster } from './ready-cluster';
import { TEARDOWN_VARIABLE, type TeardownInstruction } from './teardown-instruction';
import { teardownSource } from './teardown-source';

/** Seconds that load balancers and volumes get to go. */
const TEARDOWN_TIMEOUT = 900;

/**
 * What a cluster needs before Flux runs, and Flux: namespaces, Secrets, values for substitution, flux-operator and its
 * FluxInstance. Destroying goes backwards: Flux first, waited for; then load balancers and volumes; then the operator; then
 * the namespaces. Namespaces that may hold data are protected, so that nothing at all is destroyed until they are given up.
 *
 * Secrets are never deleted: one whose input is dropped, since Git has it now, stays where it is.
 */
export class FluxPlatform extends ComponentResource {
  /** Names of the namespaces that are made. */
  readonly namespaces: readonly string[];
  /** Name of the FluxInstance, known once it is applied. */
  readonly fluxInstance: Output<string>;

  private readonly child: { readonly parent: Resource; readonly provider: Provider };

  /** @throws InputPropertiesError with `RST105`, `RST931`, `RST933`, `RST934`, `RST939`, `RST942`, `RST946` */
  constructor(name: string, args: FluxPlatformArgs, opts?: ComponentResourceOptions) {
    const design = designPlatform(args);
    refuseInputs(`The platform of ${args.cluster}`, design.problems);
    super('restorable:platform:FluxPlatform', name, {}, opts);
    void warnInputs(design.problems, this);

    const cluster = readyCluster(args);
    this.child = { parent: this, provider: this.makeProvider(name, args, cluster) };
    const namespaces = this.makeNamespaces(name, design);
    const secrets = design.secrets.map((each) => this.makeSecret(name, each, namespaces));
    const substitutes = this.makeRuntimeInfo(name, args, namespaces);
    const operator = this.makeOperator(name, args.operator ?? { kind: 'chart' }, namespaces);
    const teardown = this.makeTeardown(name, args, design, cluster, [...namespaces.values(), ...operator]);
    const instance = this.makeFluxInstance(name, args, design, [
      ...secrets,
      ...substitutes,
      ...operator,
      teardown,
    ]);

    this.namespaces = design.namespaces.map((each) => each.name);
    this.fluxInstance = instance.metadata.apply((metadata) => metadata.name);
    this.registerOutputs({ namespaces: this.namespaces, fluxInstance: this.fluxInstance });
  }

  /**
   * Fields are owned rather than objects (server-side apply): others may set theirs. A change of a Secret changes it in
   * place; by default the provider would make another one, which a fixed name does not allow.
   */
  private makeProvider(name: string, args: FluxPlatformArgs, cluster: Output<ReadyCluster>): Provider {
    return new Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: cluster.kubeconfig,
        clusterIdentifier: args.cluster,
        enableServerSideApply: true,
        enableSecretMutable: true,
        enableConfigMapMutable: true,
      },
      { parent: this },
    );
  }

  private makeNamespaces(
    name: string,
    { namespaces, mayDeleteData }: PlatformDesign,
  ): ReadonlyMap<string, Namespace> {
    const made = namespaces.map(
      (each) =>
        [
          each.name,
          new Namespace(
            `${name}-namespace-${each.name}`,
            { metadata: { name: each.name, labels: { 'managed-by': 'pulumi' } } },
            {
              ...this.child,
              protect: each.mayHoldData && !mayDeleteData,
              ignoreChanges: ['metadata.labels', 'metadata.annotations'],
              customTimeouts: { delete: '15m' },
            },
          ),
        ] as const,
    );
    return new Map(made);
  }

  private makeSecret(name: string, object: SecretObject, namespaces: ReadonlyMap<string, Namespace>): Secret {
    const { namespace, data } = object;
    return new Secret(
      `${name}-secret-${namespace}-${object.name}`,
      {
        metadata: { name: object.name, namespace },
        type: object.type,
        data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)])),
      },
      { ...this.child, retainOnDelete: true, dependsOn: within(namespace, namespaces) },
    );
  }

  private makeRuntimeInfo(
    name: string,
    { runtimeInfo = {} }: FluxPlatformArgs,
    namespaces: ReadonlyMap<string, Namespace>,
  ): readonly Resource[] {
    if (Object.keys(runtimeInfo).length === 0) return [];
    return [
      new ConfigMap(
        `${name}-${RUNTIME_INFO}`,
        {
          // The label has Flux apply again as soon as a value changes (kustomize-controller, `substituteFrom`).
          metadata: {
            name: RUNTIME_INFO,
            namespace: FLUX_NAMESPACE,
            labels: { 'reconcile.fluxcd.io/watch': 'Enabled' },
          },
          data: { ...runtimeInfo },
        },
        { ...this.child, dependsOn: within(FLUX_NAMESPACE, namespaces) },
      ),
    ];
  }

  private makeOperator(
    name: string,
    operator: FluxOperatorInstallation,
    namespaces: ReadonlyMap<string, Namespace>,
  ): readonly Resource[] {
    if (operator.kind === 'installed') return [];
    return [
      new Release(
        `${name}-flux-operator`,
        {
          name: 'flux-operator',
          namespace: FLUX_NAMESPACE,
          chart: operator.repository ?? VERSIONS.fluxOperator.chart,
          version: operator.version ?? VERSIONS.fluxOperator.version,
          values: { ...operator.values },
          atomic: true,
          timeout: 600,
        },
        { ...this.child, dependsOn: within(FLUX_NAMESPACE, namespaces), customTimeouts: { delete: '10m' } },
      ),
    ];
  }

  private makeTeardown(
    name: string,
    args: FluxPlatformArgs,
    design: PlatformDesign,
    cluster: Output<ReadyCluster>,
    dependsOn: readonly Resource[],
  ): Resource {
    const { namespaces, mayDeleteData } = design;
    const instruction = cluster.api.apply((api): string => {
      const told: TeardownInstruction = {
        api,
        cluster: args.cluster,
        namespaces: namespaces.map((each) => each.name),
        wholeCluster: args.teardown?.wholeCluster ?? true,
        mayDeleteData,
        timeout: TEARDOWN_TIMEOUT,
      };
      return JSON.stringify(told);
    });
    return new Command(
      `${name}-teardown`,
      {
        interpreter: ['node', '-e'],
        delete: teardownSource(),
        environment: { [TEARDOWN_VARIABLE]: instruction },
        addPreviousOutputInEnv: false,
      },
      {
        parent: this,
        dependsOn: [...dependsOn],
        // What deletes volumes must not run in a `destroy` that leaves out what is protected.
        protect: isProtected(design),
        customTimeouts: { delete: '20m' },
      },
    );
  }

  private makeFluxInstance(
    name: string,
    args: FluxPlatformArgs,
    design: PlatformDesign,
    dependsOn: readonly Resource[],
  ): CustomResource {
    const { decryptionSecret } = design;
    const waits = args.operator?.kind !== 'installed';
    return new CustomResource(
      `${name}-flux-instance`,
      {
        apiVersion: 'fluxcd.controlplane.io/v1',
        kind: 'FluxInstance',
        metadata: {
          // The operator takes no other name (flux-operator, FluxInstance API).
          name: 'flux',
          namespace: FLUX_NAMESPACE,
          ...(waits && { annotations: { 'pulumi.com/waitFor': 'condition=Ready' } }),
        },
        spec: fluxInstanceSpec({
          sync: args.sync,
          withGitCredentials: args.gitToken !== undefined,
          ...(args.flux !== undefined && { distribution: args.flux }),
          ...(decryptionSecret !== undefined && { decryptionSecret }),
        }),
      },
      {
        ...this.child,
        dependsOn: [...dependsOn],
        deleteBeforeReplace: true,
        // It is deleted first, and everything else waits for it: refused here, nothing is deleted. The engine stops at what
        // is protected only when its turn comes (seen, Pulumi 3.250).
        protect: isProtected(design),
        // Uninstalling takes the operator up to ten minutes (flux-operator 0.58, uninstaller).
        customTimeouts: { create: '15m', update: '15m', delete: '15m' },
      },
    );
  }
}

/** Whether the platform may only go after its data has been given up. */
function isProtected({ namespaces, mayDeleteData }: PlatformDesign): boolean {
  return !mayDeleteData && namespaces.some((each) => each.mayHoldData);
}

function within(namespace: string, namespaces: ReadonlyMap<string, Namespace>): Resource[] {
  const found = namespaces.get(namespace);
  return found === undefined ? [] : [found];
}

function base64(value: Input<string>): Output<string> {
  return secret(output(value).apply((text) => Buffer.from(text).toString('base64')));
}
