import type {
  Cluster,
  ClusterSpec,
  ClusterSpecBootstrapInitdb,
  ClusterSpecResources,
} from '../kubernetes/generated/postgresql.cnpg.io/v1';
import { managedLabels } from '../kubernetes/labels';
import { recoveryBootstrap } from './recovery/recovery-bootstrap';
import type { PostgresImage } from './postgres-image';
import type { InitdbProps, PostgresClusterProps, ResourcesProps } from './postgres-cluster-props';
import type { Volume } from './volume';
import { managedRoles, type ManagedRoleProps } from './managed-roles';

/** What source, recovery and drill have in common: what must be equal for a restored server to start at all. */
export interface ServerInput {
  readonly image: PostgresImage;
  readonly storage: Volume;
  readonly walStorage?: Volume;
  readonly parameters: Readonly<Record<string, string>>;
  readonly preload: readonly string[];
  readonly resources?: ResourcesProps;
}

type ServerSpec = Pick<
  ClusterSpec,
  'imageName' | 'imageCatalogRef' | 'postgresql' | 'storage' | 'walStorage' | 'resources'
>;

/** The fields of a Cluster's spec that describe one server. */
export function serverSpec(input: ServerInput, hba: readonly string[] = []): ServerSpec {
  return {
    ...input.image.spec,
    postgresql: {
      parameters: { ...input.parameters },
      ...(hba.length > 0 && { pg_hba: [...hba] }),
      ...(input.preload.length > 0 && { shared_preload_libraries: [...input.preload] }),
    },
    storage: input.storage.spec(),
    ...(input.walStorage !== undefined && { walStorage: input.walStorage.spec() }),
    ...(input.resources !== undefined && { resources: resources(input.resources) }),
  };
}

/** `bootstrap.initdb` of a new Cluster. Data checksums are on unless refused: without them a flipped byte is not seen. */
export function initdb(
  props: Pick<PostgresClusterProps, 'database' | 'owner' | 'ownerSecret'>,
  options: InitdbProps = {},
): ClusterSpecBootstrapInitdb {
  const sql = (statements: readonly string[] | undefined) => statements && [...statements];
  return defined<ClusterSpecBootstrapInitdb>({
    database: props.database,
    owner: props.owner,
    secret: props.ownerSecret?.name === undefined ? undefined : { name: props.ownerSecret.name },
    dataChecksums: options.dataChecksums ?? true,
    encoding: options.encoding,
    localeCollate: options.localeCollate,
    localeCType: options.localeCType,
    localeProvider: options.localeProvider,
    icuLocale: options.icuLocale,
    walSegmentSize: options.walSegmentSize,
    postInitSQL: sql(options.postInitSql),
    postInitApplicationSQL: sql(options.postInitApplicationSql),
    postInitTemplateSQL: sql(options.postInitTemplateSql),
  });
}

/** What a live Cluster is made of. */
export interface ClusterInput {
  readonly name: string;
  readonly namespace: string;
  readonly props: PostgresClusterProps;
  readonly server: ServerInput;
  readonly roles: readonly ManagedRoleProps[];
  /** The fields that archive. */
  readonly backup: Pick<ClusterSpec, 'backup' | 'plugins' | 'env'>;
  /** What the store's credentials need on the service account. */
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  /** ObjectStore of the archive it is recovered from, if it is. */
  readonly recoveryObjectStore: string;
}

/** A live Cluster (postgresql.cnpg.io/v1). */
export function clusterManifest(input: ClusterInput): Cluster {
  const { props, name, namespace } = input;
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: {
      name,
      namespace,
      labels: managedLabels(props.labels),
      annotations: {
        ...props.annotations,
        ...(props.hibernated === true && { 'cnpg.io/hibernation': 'on' }),
      },
    },
    spec: {
      ...(props.description !== undefined && { description: props.description }),
      instances: props.instances ?? 1,
      ...serverSpec(input.server, props.hba),
      ...bootstrap(input),
      enableSuperuserAccess: props.superuser !== undefined,
      ...(props.superuser?.secret.name !== undefined && {
        superuserSecret: { name: props.superuser.secret.name },
      }),
      ...(input.roles.length > 0 && { managed: { roles: managedRoles(input.roles) } }),
      ...(props.affinity !== undefined && { affinity: { ...props.affinity } }),
      ...(props.topologySpread !== undefined && {
        topologySpreadConstraints: props.topologySpread.map((constraint) => ({ ...constraint })),
      }),
      ...serviceAccount(input),
      ...input.backup,
    },
  };
}

function bootstrap({
  props,
  recoveryObjectStore,
}: ClusterInput): Pick<ClusterSpec, 'bootstrap' | 'externalClusters'> {
  const { recoverFrom, database, owner, ownerSecret } = props;
  if (recoverFrom === undefined) return { bootstrap: { initdb: initdb(props, props.initdb) } };
  return recoveryBootstrap({
    archive: recoverFrom.archive,
    credentials: recoverFrom.credentials,
    target: recoverFrom.target,
    method: props.backup.method ?? 'plugin',
    objectStore: recoveryObjectStore,
    database,
    owner,
    ...(ownerSecret?.name !== undefined && { secret: ownerSecret.name }),
  });
}

function serviceAccount({
  props,
  serviceAccountAnnotations,
}: ClusterInput): Pick<ClusterSpec, 'serviceAccountTemplate'> {
  const annotations = { ...serviceAccountAnnotations, ...props.serviceAccount?.annotations };
  const labels = { ...props.serviceAccount?.labels };
  const metadata = {
    ...(Object.keys(annotations).length > 0 && { annotations }),
    ...(Object.keys(labels).length > 0 && { labels }),
  };
  return Object.keys(metadata).length === 0 ? {} : { serviceAccountTemplate: { metadata } };
}

function resources(props: ResourcesProps): ClusterSpecResources {
  return {
    ...(props.requests !== undefined && { requests: { ...props.requests } }),
    ...(props.limits !== undefined && { limits: { ...props.limits } }),
  };
}

function defined<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
