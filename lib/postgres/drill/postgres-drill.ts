import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Inspection, Quantity } from '../../core';
import { declareDrill, type DrillProps, type Witness } from '../../drill';
import { FluxFolder } from '../../flux/flux-folder';
import type { Environment } from '../../kubernetes/environment';
import type { Cluster } from '../../kubernetes/generated/postgresql.cnpg.io/v1';
import { inspectObject } from '../../kubernetes/schema';
import type { DrilledProtectionPlan, DrillPlan, ObjectivesPlan } from '../../plan';
import type { Archive } from '../../storage';
import { objectStore, SIDECAR_RESOURCES } from '../backup/object-store';
import type { ServerInput } from '../cluster-manifest';
import { patched, type MergePatch } from '../patch';
import type { ResourcesProps } from '../postgres-cluster-props';
import { admittedCluster } from './admitted-cluster';
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
    const inspect = Inspection.of(owner);
    const { site, plan, credentials, egress, secrets } = declareDrill(owner, {
      environment,
      archive,
      name: input.cluster,
      objectives: input.objectives,
      props: input.props,
      witness: input.witness,
    });
    this.plan = plan;
    const { name } = plan;
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
    // It is no object of the tree, which would be checked there: the runner makes it.
    inspect.add(...inspectObject(owner.node.path, this.manifest));
    const folder = FluxFolder.findOf(site);
    // A second drill of one name is refused by the site (RST626).
    if (method === 'plugin' && folder.node.tryFindChild(`${name}-archive`) === undefined) {
      new ApiObject(folder, `${name}-archive`, {
        ...objectStore({
          name,
          namespace: site.namespace,
          archive,
          credentials,
          resources: input.sidecarResources ?? SIDECAR_RESOURCES,
        }),
      });
    }
    site.addDrill({
      name,
      sourceNamespace: input.namespace,
      plan: input.plan,
      egress,
      secrets,
      needs: needsOf(input.server, inspect),
      checks: this.plan.checks,
      admits: [admittedCluster(this.manifest)],
    });
  }
}

/** What the recovered server takes of the drill namespace: its requests, the sidecar's, and both volumes. */
function needsOf({ resources, storage, walStorage }: ServerInput, inspect: Inspection) {
  const sidecar = SIDECAR_RESOURCES.requests ?? {};
  const volumes = storage.size.value + (walStorage?.size.value ?? 0);
  const sum = (key: 'cpu' | 'memory', fallback: string) => {
    const [part, given] =
      resources?.requests?.[key] === undefined
        ? ['limits', resources?.limits?.[key]]
        : ['requests', resources.requests[key]];
    const server = inspect.read(
      `resources.${part}.${key}`,
      () => Quantity.of(given ?? fallback),
      Quantity.of(fallback),
    );
    return server.value + Quantity.of(sidecar[key] ?? '0').value;
  };
  return {
    cpu: `${Math.ceil(sum('cpu', '500m') * 1000)}m`,
    memory: String(Math.ceil(sum('memory', '1Gi'))),
    storage: String(Math.ceil(volumes)),
  };
}
