import {
  App,
  BackupHook,
  BackupStore,
  Check,
  Credentials,
  Environment,
  EtcdCheck,
  EtcdSnapshots,
  EtcdSource,
  EvidenceLock,
  FluxFolder,
  KubernetesCluster,
  NamespaceBackup,
  NamespaceCheck,
  Schedule,
  Velero,
  VolumeBackup,
} from 'restorable';

/**
 * The Bookstore: three layers with three recoveries. Objects are in Git and come back by it; the bytes of PostgreSQL's
 * claim come back by Velero; the state of the API server by etcd, on self-managed control planes only.
 */
const s3 = { accessKeyId: 'aws_access_key_id', secretAccessKey: 'aws_secret_access_key' };
const file = { credentialsFile: 'cloud' };
const repositoryPassword = Credentials.existing('velero-repo-credentials', {
  repositoryPassword: 'repository-password',
});
const store = BackupStore.aws({ bucket: 'bookstore-velero', region: 'eu-central-1' });

const app = new App({ repository: __dirname });
const cluster = new KubernetesCluster(app, 'bookstore', {
  flux: { path: 'clusters/bookstore' },
  evidence: {
    store: BackupStore.aws({ bucket: 'bookstore-evidence', region: 'eu-central-1' }),
    credentials: Credentials.existing('drill-evidence-s3', s3),
    signingKey: Credentials.existing('drill-evidence-key', { privateKey: 'signing.pem' }),
    lock: EvidenceLock.byBucket(),
  },
});

const velero = new Velero(cluster, 'velero', {
  store,
  credentials: Credentials.existing('velero-s3', file),
  repositoryPassword,
  restorers: { groups: ['bookstore-operators'] },
  drill: { credentials: Credentials.existing('velero-drill-s3', file), repositoryPassword },
});

const production = new Environment(cluster, 'production', {
  namespace: 'bookstore',
  objectives: { rpo: '24h', rto: '30m', retention: '14d' },
  store,
  credentials: Credentials.existing('backup-s3', s3),
  drill: { namespace: 'bookstore-drill', credentials: Credentials.existing('drill-s3', s3) },
});

// The nightly copy starts from a flushed point of PostgreSQL: the hook makes it consistent, and fails it if it cannot.
new NamespaceBackup(new FluxFolder(production, 'backup/bookstore'), 'daily', {
  velero,
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
  drill: {
    schedule: Schedule.weekly('sun', '04:00'),
    database: {
      pod: 'postgres-0',
      user: 'bookstore',
      database: 'bookstore',
      password: { secret: 'db-credentials', key: 'POSTGRES_PASSWORD' },
    },
    checks: [
      NamespaceCheck.ready(),
      NamespaceCheck.claims('data-postgres-0'),
      Check.tables('books', 'dr_demo'),
      Check.query("SELECT count(*) FROM dr_demo WHERE note = 'before-backup'", { atLeast: 1 }),
      NamespaceCheck.http('catalog', { port: 8080, get: '/healthz' }),
    ],
  },
});

const controlPlane = new Environment(cluster, 'control-plane', {
  namespace: 'kube-system',
  manageNamespaces: false,
  objectives: { rpo: '7h', rto: '1h', retention: '14d' },
  store: BackupStore.aws({ bucket: 'bookstore-etcd', region: 'eu-central-1' }),
  credentials: Credentials.existing('etcd-s3', s3),
  drill: { namespace: 'etcd-drill', credentials: Credentials.existing('etcd-drill-s3', s3) },
});

new EtcdSnapshots(new FluxFolder(controlPlane, 'backup/etcd'), 'etcd', {
  source: EtcdSource.kubeadm(),
  schedule: Schedule.every('6h'),
  drill: {
    schedule: Schedule.weekly('sun', '05:00'),
    checks: [
      EtcdCheck.namespaces('bookstore', 'velero'),
      EtcdCheck.keys('/registry/secrets/bookstore/', { atLeast: 1 }),
    ],
  },
});

app.synth();
