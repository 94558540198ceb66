import type { Retention } from '../../core';
import type { ObjectStore } from '../../kubernetes/generated/barmancloud.cnpg.io/v1';
import type {
  ClusterSpec,
  ClusterSpecBackupVolumeSnapshot,
  ScheduledBackup,
} from '../../kubernetes/generated/postgresql.cnpg.io/v1';
import type { BackupPlan } from '../../plan';
import type { MatrixRow } from '../../protection';
import { pluginParameters } from '../plugin-parameters';
import type { Archive, Credentials, S3Keys } from '../../storage';
import { BARMAN_PLUGIN, barmanPlace, barmanWritingFields, type BarmanWriting } from '../barman';
import type { PostgresBackupProps } from './backup-props';
import { objectStore, SIDECAR_RESOURCES } from './object-store';
import { scheduledBackup } from './scheduled-backup';

/** What the backup of a Cluster is made of. */
export interface PostgresBackupInput {
  /** Name of the Cluster. */
  readonly cluster: string;
  readonly namespace: string;
  readonly props: PostgresBackupProps;
  readonly retention: Retention;
  /** Whether scheduled backups are suspended: those of a hibernated Cluster fail. */
  readonly suspended: boolean;
  readonly archive: Archive;
  readonly credentials: Credentials<S3Keys>;
  readonly writing: BarmanWriting;
}

/** The continuous backup of a Cluster: WAL archiving, base backups on a schedule, and snapshots besides. */
export class PostgresBackup {
  readonly method: 'plugin' | 'inTree';

  constructor(private readonly input: PostgresBackupInput) {
    this.method = input.props.method ?? 'plugin';
  }

  /** Name of the ObjectStore. */
  get objectStoreName(): string {
    return `${this.input.cluster}-archive`;
  }

  /** The ObjectStore; undefined where the operator archives by itself. */
  objectStore(): ObjectStore | undefined {
    const { namespace, archive, credentials, writing, retention, props } = this.input;
    if (this.method === 'inTree') return undefined;
    const resources = props.sidecarResources ?? SIDECAR_RESOURCES;
    return objectStore({
      name: this.objectStoreName,
      namespace,
      archive,
      credentials,
      writing,
      retention,
      resources,
    });
  }

  /** The ScheduledBackup of base backups. */
  baseBackups(): ScheduledBackup {
    const { cluster, namespace, props, suspended } = this.input;
    return scheduledBackup({
      name: props.scheduledBackupName ?? `${cluster}-base`,
      namespace,
      cluster,
      schedule: props.base,
      method: this.method === 'inTree' ? 'barmanObjectStore' : 'plugin',
      target: props.target ?? 'prefer-standby',
      immediate: props.immediate ?? false,
      suspended,
    });
  }

  /** The ScheduledBackup of volume snapshots, if there are any. */
  snapshots(): ScheduledBackup | undefined {
    const { cluster, namespace, props, suspended } = this.input;
    if (props.volumeSnapshots === undefined) return undefined;
    return scheduledBackup({
      name: `${cluster}-snapshot`,
      namespace,
      cluster,
      schedule: props.volumeSnapshots.schedule,
      method: 'volumeSnapshot',
      target: props.target ?? 'prefer-standby',
      immediate: false,
      suspended,
      online: props.volumeSnapshots.online ?? true,
    });
  }

  /** The fields of the Cluster's spec that archive. */
  clusterFields(): Pick<ClusterSpec, 'backup' | 'plugins' | 'env'> {
    const { props, archive, credentials, writing, retention } = this.input;
    const environment = archive.store.sidecarEnvironment();
    const backup = {
      ...(this.method === 'inTree' && {
        barmanObjectStore: {
          ...barmanPlace(archive, credentials),
          ...barmanWritingFields(writing, archive.store),
          ...(archive.serverName !== undefined && { serverName: archive.serverName }),
        },
        retentionPolicy: retention.toBarman(),
      }),
      ...(props.volumeSnapshots !== undefined && {
        volumeSnapshot: this.volumeSnapshot(props.volumeSnapshots),
      }),
      target: props.target ?? 'prefer-standby',
    };
    return {
      backup,
      ...(this.method === 'plugin' && {
        plugins: [
          {
            name: BARMAN_PLUGIN,
            isWALArchiver: true,
            parameters: pluginParameters(this.objectStoreName, archive),
          },
        ],
      }),
      // The operator's own Barman runs in the server's container; the plugin's gets its environment from the ObjectStore.
      ...(this.method === 'inTree' &&
        environment.length > 0 && { env: environment.map((variable) => ({ ...variable })) }),
    };
  }

  plan(): BackupPlan {
    const { props, retention, archive } = this.input;
    return {
      method: this.methodText(),
      schedule: props.base.for('cloudnativepg'),
      scheduleText: props.base.describe(),
      longestGap: props.base.longestGap().seconds,
      retention: retention.toBarman(),
      archive: archive.plan(),
      recovery: RECOVERY,
    };
  }

  matrixRows(component: string): readonly MatrixRow[] {
    const { props, retention, archive } = this.input;
    const row = { component, retention: retention.describe(), recovery: RECOVERY };
    return [
      { ...row, method: this.methodText(), schedule: props.base.describe(), location: archive.location },
      ...(props.volumeSnapshots === undefined
        ? []
        : [
            {
              ...row,
              method: 'CSI volume snapshots',
              schedule: props.volumeSnapshots.schedule.describe(),
              retention: 'not limited',
              location: `VolumeSnapshotClass ${props.volumeSnapshots.className}`,
              recovery: 'new Cluster from a snapshot',
            },
          ]),
    ];
  }

  private methodText(): string {
    return `WAL archiving and base backups (Barman Cloud${this.method === 'inTree' ? ', in-tree' : ' plugin'})`;
  }

  private volumeSnapshot(
    props: NonNullable<PostgresBackupProps['volumeSnapshots']>,
  ): ClusterSpecBackupVolumeSnapshot {
    return {
      className: props.className,
      ...(props.walClassName !== undefined && { walClassName: props.walClassName }),
      online: props.online ?? true,
      snapshotOwnerReference: props.ownerReference ?? 'none',
    };
  }
}

const RECOVERY = 'point-in-time recovery into a new Cluster';
