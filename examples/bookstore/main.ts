import {
  App,
  BackupStore,
  Check,
  Credentials,
  Environment,
  FluxFolder,
  KubernetesCluster,
  Schedule,
} from 'restorable';
import { EtcdCheck, EtcdSnapshots, EtcdSource } from '../signatures/etcd';
import { BackupStorage } from '../signatures/stacks';
import {
  BackupHook,
  NamespaceBackup,
  NamespaceCheck,
  RestoreModifier,
  VolumeBackup,
} from '../signatures/velero';

/**
 * The Bookstore: three layers with three recoveries. Objects are in Git and come back by it; the bytes of PostgreSQL's
 * claim come back by Velero; the state of the API server by etcd, on self-managed control planes only.
 */
const s3 = { accessKeyId: 'aws_access_key_id', secretAccessKey: 'aws_secret_access_key' };

const app = new App({ repository: '.' });
const cluster = new KubernetesCluster(app, 'bookstore', { flux: { path: 'clusters/bookstore' } });

const store = BackupStore.aws({ bucket: 'bookstore-velero', region: 'eu-central-1' });
new BackupStorage('bookstore', {
  store,
  versioning: true,
  encryption: 'aws:kms',
  objectLock: { mode: 'compliance', retention: '30d' },
  replica: BackupStore.aws({ bucket: 'bookstore-velero-replica', region: 'eu-west-1' }),
});

const production = new Environment(cluster, 'production', {
  namespace: 'bookstore',
  objectives: { rpo: '24h', rto: '30m', retention: '7d' },
  store,
  credentials: Credentials.existing('velero-s3', s3),
  drill: { namespace: 'bookstore-drill', credentials: Credentials.existing('velero-drill-s3', s3) },
});

new NamespaceBackup(new FluxFolder(production, 'backup/bookstore'), 'bookstore-daily', {
  namespaces: ['bookstore'],
  schedule: Schedule.daily('02:00'),
  volumes: VolumeBackup.fileSystem(),
  hooks: [
    BackupHook.postgresCheckpoint({
      pods: { app: 'postgres' },
      container: 'postgres',
      user: 'bookstore',
      database: 'bookstore',
      onError: 'Fail',
    }),
  ],
  modifiers: [RestoreModifier.suspendCronJobs(), RestoreModifier.servicesToClusterIp()],
  drill: {
    schedule: Schedule.weekly('sun', '04:00'),
    checks: [
      NamespaceCheck.ready(),
      NamespaceCheck.claims('data-postgres-0'),
      NamespaceCheck.postgres(
        { pod: 'postgres-0', user: 'bookstore', database: 'bookstore' },
        Check.tables('books', 'dr_demo'),
        Check.query("SELECT count(*) FROM dr_demo WHERE note = 'before-backup'", { atLeast: 1 }),
      ),
      NamespaceCheck.http('catalog', { port: 8080, get: '/healthz' }),
    ],
  },
});

new EtcdSnapshots(new FluxFolder(production, 'backup/etcd'), 'etcd', {
  source: EtcdSource.kubeadm(),
  schedule: Schedule.every('6h'),
  objectives: { rpo: '6h', rto: '1h' },
  drill: {
    schedule: Schedule.weekly('sun', '05:00'),
    checks: [
      EtcdCheck.namespaces('bookstore', 'velero'),
      EtcdCheck.keys('/registry/secrets/bookstore/', { atLeast: 1 }),
    ],
  },
});

app.synth();
