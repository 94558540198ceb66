import { Archive, type BackupStore, type Credentials, type S3Keys } from '../../storage';
import { RecoveryTarget } from './recovery-target';

/** What a PostgresCluster is recovered from. */
export interface PostgresRecoveryProps {
  /** Store of the archive. */
  readonly store: BackupStore;
  /** Prefix of the archive below the bucket. */
  readonly prefix: string;
  /**
   * Barman's server name of the source, which is usually the name of its Cluster. Always said: left out, the plugin would
   * look for the name of the new Cluster and find no backup.
   */
  readonly serverName: string;
  /** Opens the store for reading; the Secret must exist in the namespace of the new Cluster. */
  readonly credentials: Credentials<S3Keys>;
  /** @default - the end of the archive */
  readonly target?: RecoveryTarget;
}

/**
 * Getting a database back: the bootstrap of a new Cluster from an archive. The new Cluster has its own backup and drill
 * like every other, and must archive to another place than it came from.
 */
export class PostgresRecovery {
  /** Throws RST211 for a place that cannot be. */
  static from(props: PostgresRecoveryProps): PostgresRecovery {
    const { store, prefix, serverName } = props;
    return new PostgresRecovery(
      Archive.of({ store, prefix, serverName }),
      props.credentials,
      props.target ?? RecoveryTarget.latest(),
    );
  }

  private constructor(
    readonly archive: Archive,
    readonly credentials: Credentials<S3Keys>,
    readonly target: RecoveryTarget,
  ) {}
}
