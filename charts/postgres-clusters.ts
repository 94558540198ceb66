import {
  FluxFolder,
  PostgresCluster,
  type Environment,
  type FluxFolderProps,
  type PostgresClusterProps,
} from '../lib';

/** Options of PostgresClusters. */
export interface PostgresClustersProps extends FluxFolderProps {
  /** Folder. @default - infrastructure/data/cnpg-clusters and the name of the environment */
  readonly path?: string;
  /** The databases by the names of their Clusters. */
  readonly clusters: Readonly<Record<string, PostgresClusterProps>>;
}

/** The PostgreSQL databases of an environment, in one folder that waits for the operators. */
export class PostgresClusters extends FluxFolder {
  /** The databases by name. */
  readonly clusters: ReadonlyMap<string, PostgresCluster>;

  constructor(environment: Environment, props: PostgresClustersProps) {
    const { path = `infrastructure/data/cnpg-clusters/${environment.name}`, clusters, ...folder } = props;
    super(environment, path, folder);
    this.clusters = new Map(
      Object.entries(clusters).map(
        ([name, cluster]) => [name, new PostgresCluster(this, name, cluster)] as const,
      ),
    );
  }
}
