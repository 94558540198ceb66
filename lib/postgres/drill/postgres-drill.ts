import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Inspection, Quantity } from '../../core';
import { resolveDrill, siteOfEnvironment, type DrillProps, type Witness } from '../../drill';
import { FluxFolder } from '../../flux/flux-folder';
import type { Environment } from '../../kubernetes/environment';
import type { Cluster } from '../../kubernetes/generated/postgresql.cnpg.io/v1';
import { requireSecret } from '../../kubernetes/require-secret';
import type { DrilledProtectionPlan, DrillPlan, ObjectivesPlan } from '../../plan';
import { grantOf, type Archive } from '../../storage';
import { objectStore, SIDECAR_RESOURCES } from '../backup/object-store';
import type { ServerInput } from '../cluster-manifest';
import { patched, type MergePatch } from '../patch';
import type { ResourcesProps } from '../postgres-cluster-props';
import { requireStoreCertificates } from '../required-secrets';
import { expectedS3Values } from '../s3-values';
import { drillCluster } from './drill-cluster';

/** What the drill of a PostgresCluster is made of. */
export interface PostgresDrillInput {
  readonly environment: Environment;
  /** Name of the live Cluster. */
  readonly cluster: string;
  readonly namespace: string;
  readonly props: DrillProps;
  readonly objectives: ObjectivesPlan;
  readonly witness?: Witness;
  readonly server: ServerInput;
  readonly archive: Archive;
  readonly method: 'plugin' | 'inTree';
  readonly database: string;
  readonly owner: string;
  readonly sidecarResources?: ResourcesProps;
  readonly patch?: MergePatch<Cluster>;
  /** The whole part of the recovery plan, asked for when manifests are written. */
  readonly plan: () => DrilledProtectionPlan;
}

/** The drill of a PostgresCluster: in the drill namespace a read-only copy of its ObjectStore, its plan and its CronJob. */
export class PostgresDrill {
  readonly plan: DrillPlan;
  /** The Cluster that is recovered, without the target of a run. */
  readonly manifest: Cluster;
  /** Name of the ObjectStore; undefined for an archive of the operator's own Barman. */
  readonly objectStore: string | undefined;

  constructor(owner: Construct, input: PostgresDrillInput) {
    const { environment, archive, method } = input;
    const { credentials } = environment.drill;
    const site = siteOfEnvironment(environment);
    const name = `${environment.name}-${input.cluster}`;
    const inspect = Inspection.of(owner);
    const context = {
      objectives: input.objectives,
      ...(input.witness !== undefined && { witness: input.witness }),
      ...(environment.drill.deadline !== undefined && { deadline: environment.drill.deadline }),
    };
    const resolved = resolveDrill(input.props, context, {
      report: (definition, details) =>
        inspect.report(definition, {
          ...details,
          property: details.property === undefined ? 'drill' : `drill.${details.property}`,
        }),
    });
    this.plan = {
      name,
      namespace: site.namespace,
      ...resolved,
      ...(credentials.name !== undefined &&
        credentials.keys !== undefined && {
          credentials: { secret: credentials.name, keys: { ...credentials.keys } },
        }),
    };
    this.objectStore = method === 'plugin' ? name : undefined;
    this.manifest = patched(
      drillCluster({
        name,
        namespace: site.namespace,
        server: input.server,
        recovery: {
          archive,
          credentials,
          method,
          objectStore: name,
          database: input.database,
          owner: input.owner,
        },
        environment: method === 'inTree' ? archive.store.sidecarEnvironment() : [],
        serviceAccountAnnotations: credentials.serviceAccountAnnotations,
      }),
      input.patch,
    );
    if (method === 'plugin') {
      new ApiObject(FluxFolder.findOf(site), `${name}-archive`, {
        ...objectStore({
          name,
          namespace: site.namespace,
          archive,
          credentials,
          resources: input.sidecarResources ?? SIDECAR_RESOURCES,
        }),
      });
    }
    requireSecret(site, {
      namespace: site.namespace,
      credentials,
      role: 'archive-reader',
      grant: grantOf(archive, 'read-only'),
      expected: expectedS3Values(archive.store),
      usedBy: owner,
    });
    requireStoreCertificates(site, archive.store, site.namespace, owner);
    site.addDrill({
      name,
      sourceNamespace: input.namespace,
      plan: input.plan,
      egress: [archive.store.egress],
      secrets: credentials.name === undefined ? [] : [{ secret: credentials.name, mountedAs: 'archive' }],
      needs: needsOf(input.server),
    });
  }
}

/** What the recovered server takes of the drill namespace: its requests, the sidecar's, and both volumes. */
function needsOf({ resources, storage, walStorage }: ServerInput) {
  const sidecar = SIDECAR_RESOURCES.requests ?? {};
  const volumes = storage.size.value + (walStorage?.size.value ?? 0);
  const sum = (key: 'cpu' | 'memory', fallback: string) =>
    Quantity.of(resources?.requests?.[key] ?? resources?.limits?.[key] ?? fallback).value +
    Quantity.of(sidecar[key] ?? '0').value;
  return {
    cpu: `${Math.ceil(sum('cpu', '500m') * 1000)}m`,
    memory: String(Math.ceil(sum('memory', '1Gi'))),
    storage: String(Math.ceil(volumes)),
  };
}
