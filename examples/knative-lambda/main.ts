import {
  App,
  BackupStore,
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
  ResourceFilter,
  RestoreModifier,
  Schedule,
  Velero,
  VolumeBackup,
} from 'restorable';

/**
 * SRE-009: each component is backed up at a pace of its own, and all of them are drilled on one day of the month. The
 * bucket is copied to another region by the storage stack (`Pulumi.knative-lambda-storage.yaml`). What the library cannot
 * back up yet is in `planned.ts`.
 */
const s3 = { accessKeyId: 'AWS_ACCESS_KEY_ID', secretAccessKey: 'AWS_SECRET_ACCESS_KEY' };
const file = { credentialsFile: 'cloud' };
const repositoryPassword = Credentials.existing('velero-repo-credentials', {
  repositoryPassword: 'repository-password',
});
const drillDay = (time: string) => Schedule.firstWeekdayOfMonth('mon', time);

const app = new App({ repository: '.' });
const store = BackupStore.aws({ bucket: 'knative-lambda-backups-primary', region: 'us-west-2' });

const cluster = new KubernetesCluster(app, 'knative-lambda', {
  flux: { path: 'clusters/knative-lambda' },
  evidence: {
    store: BackupStore.aws({ bucket: 'knative-lambda-evidence', region: 'us-west-2' }),
    credentials: Credentials.existing('drill-evidence-s3', s3),
    signingKey: Credentials.existing('drill-evidence-key', { privateKey: 'signing.pem' }),
    lock: EvidenceLock.byBucket(),
  },
});

const velero = new Velero(cluster, 'velero', {
  store,
  credentials: Credentials.existing('velero-s3', file),
  repositoryPassword,
  encryption: 'AES256',
  csi: true,
  drill: { credentials: Credentials.existing('velero-drill-s3', file), repositoryPassword },
});

const production = new Environment(cluster, 'production', {
  namespace: 'lambda-system',
  // SRE-009 keeps 7, 14 and 30 days. With a drill a month that is too short: nothing that was proven would still be there.
  objectives: { rpo: '6h', rto: '30m', retention: '40d' },
  store,
  credentials: Credentials.existing('backup-s3', s3),
  drill: { namespace: 'restore-drill', credentials: Credentials.existing('drill-s3', s3) },
});

new NamespaceBackup(new FluxFolder(production, 'backup/resources'), 'resources', {
  velero,
  namespaces: ['knative-serving', 'lambda-system', 'database'],
  schedule: Schedule.every('2h'),
  resources: ResourceFilter.kinds({ include: ['deployments', 'services', 'configmaps', 'secrets'] }),
  volumes: VolumeBackup.none({ reason: 'What is in volumes is backed up daily, with its pods' }),
  drill: {
    schedule: drillDay('02:00'),
    checks: [
      NamespaceCheck.ready({ namespace: 'lambda-system' }),
      NamespaceCheck.http('lambda-api', { namespace: 'lambda-system', port: 8080, get: '/health' }),
    ],
  },
});

// Daily: a day of files may be lost. PostgreSQL is dumped every six hours besides (planned.ts).
new NamespaceBackup(new FluxFolder(production, 'backup/volumes'), 'volumes', {
  velero,
  namespaces: ['lambda-system', 'database'],
  schedule: Schedule.daily('01:00'),
  volumes: VolumeBackup.csiSnapshots({ moveData: true }),
  objectives: { rpo: '24h' },
  drill: {
    schedule: drillDay('03:00'),
    mapping: { 'lambda-system': 'restore-drill-volumes', database: 'restore-drill-volumes-database' },
    // The live system runs three of each.
    modifiers: [RestoreModifier.replicas(1)],
    checks: [
      NamespaceCheck.ready({ namespace: 'lambda-system' }),
      NamespaceCheck.command({
        namespace: 'lambda-system',
        pod: 'lambda-operator-0',
        command: ['/verify-data.sh'],
      }),
      NamespaceCheck.command({
        namespace: 'database',
        pod: 'postgres-0',
        command: ['pg_isready', '--username', 'postgres'],
      }),
    ],
  },
});

const controlPlane = new Environment(cluster, 'control-plane', {
  namespace: 'kube-system',
  manageNamespaces: false,
  objectives: { rpo: '2h', rto: '1h', retention: '40d' },
  store,
  credentials: Credentials.existing('etcd-s3', s3),
  drill: { namespace: 'etcd-drill', credentials: Credentials.existing('etcd-drill-s3', s3) },
});

new EtcdSnapshots(new FluxFolder(controlPlane, 'backup/etcd'), 'etcd', {
  source: EtcdSource.kubeadm({ certificates: '/etc/kubernetes/pki/etcd', folder: 'etcd' }),
  schedule: Schedule.hourly(),
  drill: {
    schedule: drillDay('04:00'),
    checks: [
      EtcdCheck.namespaces('knative-serving', 'lambda-system', 'database', 'messaging'),
      EtcdCheck.keys('/registry/secrets/lambda-system/', { atLeast: 1 }),
      EtcdCheck.keys('/registry/configmaps/lambda-system/', { atLeast: 1 }),
    ],
  },
});

app.synth();
