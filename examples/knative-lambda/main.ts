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
import { LogicalDump } from '../signatures/databases';
import { EtcdCheck, EtcdSnapshots, EtcdSource } from '../signatures/etcd';
import { BrokerCheck, RabbitMqDefinitions, ScriptedBackup } from '../signatures/messaging-and-scripts';
import { BackupStorage } from '../signatures/stacks';
import { NamespaceBackup, NamespaceCheck, RestoreModifier, VolumeBackup } from '../signatures/velero';

/** SRE-009: five components with five frequencies, one drill day a month, RTO below 30 minutes, RPO below 6 hours. */
const s3 = { accessKeyId: 'AWS_ACCESS_KEY_ID', secretAccessKey: 'AWS_SECRET_ACCESS_KEY' };
const drillDay = (time: string) => Schedule.firstWeekdayOfMonth('mon', time);

const app = new App({ repository: '.' });
const cluster = new KubernetesCluster(app, 'knative-lambda', { flux: { path: 'clusters/knative-lambda' } });

const store = BackupStore.aws({ bucket: 'knative-lambda-backups-primary', region: 'us-west-2' });
new BackupStorage('primary', {
  store,
  versioning: true,
  encryption: 'AES256',
  replica: BackupStore.aws({ bucket: 'knative-lambda-backups-dr', region: 'us-east-1' }),
});

const production = new Environment(cluster, 'production', {
  namespace: 'lambda-system',
  objectives: { rpo: '6h', rto: '30m', retention: '30d' },
  store,
  credentials: Credentials.existing('backup-s3', s3),
  drill: { namespace: 'restore-drill', credentials: Credentials.existing('drill-s3', s3) },
});

new LogicalDump(new FluxFolder(production, 'backup/postgres'), 'postgres', {
  source: { service: 'postgres', namespace: 'database', databases: 'all' },
  postgres: 16,
  credentials: Credentials.existing('postgres-superuser', Credentials.basicAuth),
  schedule: Schedule.every('6h'),
  prefix: 'database',
  drill: { schedule: drillDay('02:00'), checks: [Check.schema('public'), Check.write()] },
});

new NamespaceBackup(new FluxFolder(production, 'backup/resources'), 'resources', {
  namespaces: ['knative-serving', 'lambda-system', 'database'],
  schedule: Schedule.every('2h'),
  volumes: VolumeBackup.none(),
  resources: ['deployments', 'services', 'configmaps', 'secrets'],
  objectives: { rpo: '2h', rto: '2h', retention: '14d' },
  drill: { schedule: drillDay('03:00'), checks: [NamespaceCheck.ready()] },
});

new NamespaceBackup(new FluxFolder(production, 'backup/volumes'), 'volumes', {
  namespaces: ['lambda-system', 'database'],
  schedule: Schedule.daily('01:00'),
  volumes: VolumeBackup.csiSnapshots({ moveData: true }),
  objectives: { rpo: '24h', retention: '30d' },
  modifiers: [RestoreModifier.suspendCronJobs(), RestoreModifier.servicesToClusterIp()],
  drill: {
    schedule: drillDay('04:00'),
    checks: [NamespaceCheck.ready(), NamespaceCheck.command('lambda-operator-0', ['/verify-data.sh'])],
  },
});

new EtcdSnapshots(new FluxFolder(production, 'backup/etcd'), 'etcd', {
  source: EtcdSource.kubeadm({ certificates: '/etc/kubernetes/pki/etcd' }),
  schedule: Schedule.hourly(),
  objectives: { rpo: '1h', rto: '1h', retention: '7d' },
  drill: {
    schedule: drillDay('05:00'),
    checks: [EtcdCheck.namespaces('lambda-system', 'database', 'messaging')],
  },
});

new RabbitMqDefinitions(new FluxFolder(production, 'backup/rabbitmq'), 'rabbitmq', {
  statefulSet: 'rabbitmq',
  namespace: 'messaging',
  administrator: Credentials.existing('rabbitmq-admin', Credentials.basicAuth),
  schedule: Schedule.every('4h'),
  prefix: 'rabbitmq',
  drill: {
    schedule: drillDay('06:00'),
    checks: [BrokerCheck.queues('builds'), BrokerCheck.exchanges('events')],
  },
});

new ScriptedBackup(new FluxFolder(production, 'backup/application-state'), 'application-state', {
  image: 'ghcr.io/knative-lambda/state-tools:1.0.0',
  backup: ['/save-state.sh'],
  restore: ['/load-state.sh'],
  verify: ['/verify-state.sh'],
  schedule: Schedule.every('4h'),
  prefix: 'state',
  objectives: { rpo: '4h', retention: '14d' },
  drill: {
    schedule: drillDay('07:00'),
    checks: [
      Check.command({ image: 'ghcr.io/knative-lambda/state-tools:1.0.0', command: ['/health-check.sh'] }),
    ],
  },
});

app.synth();
