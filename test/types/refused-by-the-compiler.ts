/**
 * What cannot be written: each line marked below must fail to compile, or `npm run typecheck` fails. Never run.
 */
import {
  BackupStore,
  Credentials,
  Environment,
  PostgresCluster,
  PostgresRecovery,
  RecoveryTarget,
  Schedule,
  type FluxFolder,
  type KubernetesCluster,
  type PostgresClusterProps,
} from 'restorable';

export function refused(cluster: KubernetesCluster, folder: FluxFolder, props: PostgresClusterProps): void {
  const { drill, backup, ...rest } = props;
  // @ts-expect-error -- no backup without a drill
  new PostgresCluster(folder, 'orders', { ...rest, backup });
  // @ts-expect-error -- no database without a backup
  new PostgresCluster(folder, 'orders', { ...rest, drill });
  // @ts-expect-error -- a waiver is made by Drill.waived, with reason, owner and end
  new PostgresCluster(folder, 'orders', { ...rest, backup, drill: { waived: true } });
  // @ts-expect-error -- a drill has checks
  new PostgresCluster(folder, 'orders', { ...rest, backup, drill: { schedule: Schedule.daily('02:00') } });
  // @ts-expect-error -- schedules are values, so that each consumer gets its own dialect
  new PostgresCluster(folder, 'orders', { ...rest, drill, backup: { base: '0 2 * * *' } });

  const store = BackupStore.aws({ bucket: 'backups', region: 'eu-central-1' });
  const s3 = Credentials.existing('s3', { accessKeyId: 'A', secretAccessKey: 'B' });
  const password = Credentials.existing('owner', Credentials.basicAuth);
  // @ts-expect-error -- a database's password opens no store
  new PostgresCluster(folder, 'orders', { ...rest, drill, backup: { ...backup, credentials: password } });
  // @ts-expect-error -- credentials of a store are no database's password
  new PostgresCluster(folder, 'orders', { ...rest, drill, backup, ownerSecret: s3 });
  // @ts-expect-error -- the server name of the source is always said
  PostgresRecovery.from({ store, prefix: 'home/shop', credentials: s3 });
  // @ts-expect-error -- the operator cannot find the backup before a restore point by itself
  RecoveryTarget.name('before-migration');
  const zstd = { ...backup, data: { compression: 'zstd' } } as const;
  // @ts-expect-error -- Barman compresses base backups by gzip, not by zstd
  new PostgresCluster(folder, 'orders', { ...rest, drill, backup: zstd });
  // @ts-expect-error -- an environment says where its drills run
  new Environment(cluster, 'shop', {
    namespace: 'shop',
    objectives: { rpo: '15m', rto: '30m', retention: '14d' },
    store,
    credentials: s3,
  });
}
