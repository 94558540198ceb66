import type { ObjectStoreSpecConfiguration } from '../kubernetes/generated/barmancloud.cnpg.io/v1';
import type { S3Keys, BackupStore, Credentials, Archive } from '../storage';
import type { BaseBackupProps, WalArchivingProps } from './backup/backup-props';

/** Name under which the Barman Cloud plugin registers with the operator (plugin 0.14). */
export const BARMAN_PLUGIN = 'barman-cloud.cloudnative-pg.io';

/** How Barman writes, with defaults filled in. */
export interface BarmanWriting {
  readonly wal: Required<Pick<WalArchivingProps, 'compression' | 'maxParallel'>> &
    Pick<WalArchivingProps, 'encryption'>;
  readonly data: Required<Pick<BaseBackupProps, 'compression' | 'jobs' | 'immediateCheckpoint'>> &
    Pick<BaseBackupProps, 'encryption'>;
}

/** Fills in the defaults: gzip both ways, two at a time, no immediate checkpoint. */
export function barmanWriting(wal: WalArchivingProps = {}, data: BaseBackupProps = {}): BarmanWriting {
  return {
    wal: {
      compression: wal.compression ?? 'gzip',
      maxParallel: wal.maxParallel ?? 2,
      ...(wal.encryption !== undefined && { encryption: wal.encryption }),
    },
    data: {
      compression: data.compression ?? 'gzip',
      jobs: data.jobs ?? 2,
      immediateCheckpoint: data.immediateCheckpoint ?? false,
      ...(data.encryption !== undefined && { encryption: data.encryption }),
    },
  };
}

/** Where and as whom Barman reads or writes (barman-cloud API, shared by the plugin and the operator's own support). */
export function barmanPlace(
  archive: Archive,
  credentials: Credentials<S3Keys>,
): ObjectStoreSpecConfiguration {
  const { store } = archive;
  return {
    destinationPath: archive.destinationPath,
    ...(store.endpoint !== undefined && { endpointURL: store.endpoint }),
    ...(store.certificateAuthority !== undefined && {
      endpointCA: { ...store.certificateAuthority.keyRef('certificates') },
    }),
    s3Credentials: s3Credentials(credentials),
  };
}

/** How Barman writes: compression, parallelism, encryption, and what the store needs besides. */
export function barmanWritingFields(
  { wal, data }: BarmanWriting,
  store: BackupStore,
): Pick<ObjectStoreSpecConfiguration, 'wal' | 'data'> {
  const extra = (encryption: WalArchivingProps['encryption']) => [
    ...store.barmanArguments('upload', encryption),
  ];
  const walArguments = extra(wal.encryption);
  const dataArguments = extra(data.encryption);
  return {
    wal: {
      ...(walArguments.length > 0 && { archiveAdditionalCommandArgs: walArguments }),
      ...(wal.compression !== 'none' && { compression: wal.compression }),
      ...(wal.encryption !== undefined && { encryption: wal.encryption }),
      maxParallel: wal.maxParallel,
    },
    data: {
      ...(dataArguments.length > 0 && { additionalCommandArgs: dataArguments }),
      ...(data.compression !== 'none' && { compression: data.compression }),
      ...(data.encryption !== undefined && { encryption: data.encryption }),
      jobs: data.jobs,
      ...(data.immediateCheckpoint && { immediateCheckpoint: true }),
    },
  };
}

/** How Barman reads; one WAL file at a time, since parallel restores were seen to fail (plugin-barman-cloud issue 516). */
export function barmanReadingFields(store: BackupStore): Pick<ObjectStoreSpecConfiguration, 'wal' | 'data'> {
  const restoreAdditionalCommandArgs = [...store.barmanArguments('download')];
  return restoreAdditionalCommandArgs.length === 0
    ? {}
    : { wal: { restoreAdditionalCommandArgs }, data: { restoreAdditionalCommandArgs } };
}

/** Barman takes the region from a Secret, never as text (barman-cloud API, `s3Credentials.region`). */
function s3Credentials(
  credentials: Credentials<S3Keys>,
): NonNullable<ObjectStoreSpecConfiguration['s3Credentials']> {
  if (credentials.name === undefined) return { inheritFromIAMRole: true };
  const sessionToken = credentials.tryKeyRef('sessionToken');
  const region = credentials.tryKeyRef('region');
  return {
    accessKeyId: { ...credentials.keyRef('accessKeyId') },
    secretAccessKey: { ...credentials.keyRef('secretAccessKey') },
    ...(sessionToken !== undefined && { sessionToken: { ...sessionToken } }),
    ...(region !== undefined && { region: { ...region } }),
  };
}
