import { App, BackupStore, Check, Credentials, Environment, EvidenceLock, FluxFolder } from 'restorable';
import { KubernetesCluster, Operators, PostgresCluster, Schedule } from 'restorable';

const s3 = { accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY', region: 'REGION' };
const minio = { endpoint: 'http://minio.object-storage.svc.cluster.local:9000', region: 'eu-central-1' };

const app = new App({ repository: '.' });
const cluster = new KubernetesCluster(app, 'home', {
  flux: { path: 'flux' },
  operators: Operators.pinned({ cloudNativePg: true, barmanCloud: true, certManager: true }),
  evidence: {
    store: BackupStore.minio({ ...minio, bucket: 'evidence' }),
    credentials: Credentials.existing('evidence-s3', s3),
    signingKey: Credentials.existing('evidence-key', { privateKey: 'private-key.pem' }),
    lock: EvidenceLock.byBucket(),
  },
});
const shop = new Environment(cluster, 'shop', {
  namespace: 'shop',
  objectives: { rpo: '15m', rto: '30m', retention: '14d' },
  store: BackupStore.minio({ ...minio, bucket: 'backups' }),
  credentials: Credentials.existing('backup-s3', s3),
  drill: { namespace: 'shop-drill', credentials: Credentials.existing('drill-s3', s3) },
});

new PostgresCluster(new FluxFolder(shop, 'data/postgres'), 'orders', {
  postgres: 17,
  storage: '1Gi',
  database: 'orders',
  owner: 'orders',
  backup: { base: Schedule.daily('02:00') },
  drill: {
    schedule: Schedule.weekly('sun', '04:00'),
    checks: [
      Check.tables('orders'),
      Check.query('SELECT count(*) FROM orders', { atLeast: 1 }),
      Check.write(),
    ],
  },
});

app.synth();
