import {
  App,
  BackupStore,
  Check,
  Credentials,
  Environment,
  FluxFolder,
  ImageCatalog,
  KubernetesCluster,
  NamespaceBackup,
  NamespaceCheck,
  Operators,
  PostgresCluster,
  ResourceFilter,
  RestoreModifier,
  Schedule,
  Velero,
  VolumeBackup,
  type PostgresClusterProps,
} from 'restorable';

/**
 * RCIIS: four PostgreSQL clusters in three namespaces, archived by the operator's own Barman support (`inTree`), and
 * everything stateful that is no database by Velero. Into Ceph's object gateway on bare metal; the AWS installation differs
 * by stores and credentials alone. SQL Server is in `planned.ts`.
 */
const endpoint = 'http://rook-ceph-rgw-ceph-objectstore.rook-ceph.svc.cluster.local:80';
const s3 = { accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY' };
const file = { credentialsFile: 'cloud' };
const repositoryPassword = Credentials.existing('velero-repo-credentials', {
  repositoryPassword: 'repository-password',
});
const role = (name: string) => Credentials.irsa(`arn:aws:iam::123456789012:role/rciis-${name}`);

const deployments = {
  proxmox: {
    postgres: {
      store: BackupStore.cephRgw({ endpoint, bucket: 'cnpg-backups' }),
      credentials: Credentials.cephObjectStoreUser({
        user: 'cnpg-backup',
        store: 'ceph-objectstore',
        cluster: 'rook-ceph',
      }),
      drill: { namespace: 'restore-drill', credentials: Credentials.existing('cnpg-s3-readonly', s3) },
    },
    velero: {
      store: BackupStore.cephRgw({ endpoint, bucket: 'velero-backups' }),
      credentials: Credentials.existing('velero-s3', file),
      drill: { credentials: Credentials.existing('velero-drill-s3', file), repositoryPassword },
      // Ceph takes no checksums, and older plugins spoil what they store without.
      awsPlugin: '1.14.3',
    },
    namespaces: {
      credentials: Credentials.existing('velero-s3-readonly', s3),
      drill: { namespace: 'namespace-drill', credentials: Credentials.existing('velero-s3-readonly', s3) },
    },
  },
  aws: {
    postgres: {
      store: BackupStore.aws({ bucket: 'rciis-cnpg-backups', region: 'eu-west-1' }),
      credentials: role('cnpg-backup'),
      drill: { namespace: 'restore-drill', credentials: role('cnpg-drill') },
    },
    velero: {
      store: BackupStore.aws({ bucket: 'rciis-velero-backups', region: 'eu-west-1' }),
      credentials: role('velero'),
      drill: { credentials: role('velero-drill'), repositoryPassword },
    },
    namespaces: {
      credentials: role('velero-reader'),
      drill: { namespace: 'namespace-drill', credentials: role('velero-reader') },
    },
  },
};

const app = new App({ repository: '.' });

for (const [site, { postgres, velero: backups, namespaces }] of Object.entries(deployments)) {
  const cluster = new KubernetesCluster(app, `rciis-${site}`, {
    flux: { path: `clusters/${site}`, source: 'flux-system' },
    operators: Operators.pinned({ cloudNativePg: true }),
  });
  const production = new Environment(cluster, 'prod', {
    namespace: 'rciis-prod',
    objectives: { rpo: '10m', rto: '1h', retention: '30d' },
    ...postgres,
  });

  /** What the four clusters have in common; each adds what the inventory says of it. */
  const common = {
    postgres: ImageCatalog.named('postgresql-17', { major: 17 }),
    storage: { size: '10Gi', storageClass: 'ceph-rbd-single' },
    resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '2000m', memory: '4Gi' } },
    annotations: { 'cnpg.io/reload-secrets': 'true' },
  } satisfies Partial<PostgresClusterProps>;

  const backup = (name: string) => ({
    method: 'inTree' as const,
    base: Schedule.daily('02:00'),
    scheduledBackupName: `${name}-daily`,
    immediate: true,
    archive: { prefix: name },
    wal: { compression: 'gzip' as const, maxParallel: 2 },
    data: { compression: 'gzip' as const },
    target: 'prefer-standby' as const,
  });

  const databases = [
    {
      name: 'esb-postgres',
      namespace: 'rciis-prod',
      database: 'failed_message_offset',
      owner: 'esb',
      purpose: 'PostgreSQL for ESB',
    },
    {
      name: 'ss-postgres',
      namespace: 'rciis-prod',
      database: 'ss',
      owner: 'ss',
      purpose: 'PostgreSQL for SignServer',
    },
    {
      name: 'grafana-postgres',
      namespace: 'monitoring',
      database: 'grafana',
      owner: 'grafana',
      purpose: 'PostgreSQL for Grafana',
    },
    {
      name: 'keycloak-pg',
      namespace: 'keycloak',
      database: 'keycloak',
      owner: 'keycloak',
      purpose: 'PostgreSQL for Keycloak',
    },
  ];
  databases.forEach(({ name, namespace, database, owner, purpose }, hour) => {
    const folder = new FluxFolder(production, `databases/${name}`, { dependsOn: [cluster.operators] });
    new PostgresCluster(folder, name, {
      ...common,
      namespace,
      description: purpose,
      database,
      owner,
      ownerSecret: Credentials.existing(`cnpg-${owner}-owner`, Credentials.basicAuth),
      superuser: { secret: Credentials.existing(`cnpg-${owner}-superuser`, Credentials.basicAuth) },
      hba: [`host ${database} ${owner} 0.0.0.0/0 scram-sha-256`],
      roles: [
        {
          name: owner,
          comment: `${owner} owner`,
          login: true,
          memberOf: ['pg_monitor', 'pg_signal_backend'],
          password: Credentials.existing(`cnpg-${owner}-owner`, Credentials.basicAuth),
        },
      ],
      backup: backup(name),
      drill: {
        schedule: Schedule.weekly('sat', `0${String(hour + 3)}:00`),
        checks: [
          Check.schema('public'),
          Check.query(
            'SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()',
            { atLeast: 1 },
          ),
          Check.role(owner, { login: true, memberOf: ['pg_monitor', 'pg_signal_backend'] }),
          Check.write(),
        ],
      },
    });
  });

  const velero = new Velero(cluster, 'velero', { ...backups, repositoryPassword, csi: true });
  // Operators make their namespaces themselves.
  const platform = new Environment(cluster, 'platform', {
    namespace: 'strimzi-operator',
    manageNamespaces: false,
    objectives: { rpo: '24h', rto: '2h', retention: '30d' },
    store: backups.store,
    ...namespaces,
  });

  // Topics of Kafka, the etcd of APISIX and whatever else has a volume and is no database.
  new NamespaceBackup(new FluxFolder(platform, 'backup/namespaces'), 'daily-namespaces', {
    velero,
    namespaces: ['rciis-prod', 'monitoring', 'strimzi-operator', 'cnpg-system'],
    schedule: Schedule.daily('02:00'),
    volumes: VolumeBackup.csiSnapshots({ moveData: false }),
    drill: {
      schedule: Schedule.weekly('sat', '10:00'),
      // One of each that has no state is enough to see it start.
      modifiers: [RestoreModifier.replicas(1, 'apisix', 'nucleus-api')],
      checks: [
        NamespaceCheck.claimsIn(
          { namespace: 'rciis-prod' },
          'data-0-kafka-rciis-prod-kafka-0',
          'data-etcd-0',
        ),
        NamespaceCheck.ready({ namespace: 'strimzi-operator' }),
        NamespaceCheck.command({
          namespace: 'rciis-prod',
          pod: 'etcd-0',
          command: ['etcdctl', 'get', '/apisix/routes/', '--prefix', '--keys-only'],
          prints: '/apisix/routes/',
        }),
      ],
    },
  });

  const everywhere = ['rciis-prod', 'monitoring', 'keycloak', 'strimzi-operator', 'cnpg-system', 'rook-ceph'];
  new NamespaceBackup(new FluxFolder(platform, 'backup/cluster'), 'weekly-full', {
    velero,
    namespaces: everywhere,
    schedule: Schedule.weekly('sun', '03:00'),
    resources: ResourceFilter.kinds({ exclude: [], clusterResources: true }),
    volumes: VolumeBackup.none({ reason: 'Bytes are in daily-namespaces and in the archives of databases' }),
    objectives: { rpo: '7d', rto: '4h', retention: '90d' },
    drill: {
      schedule: Schedule.weekly('sun', '10:00'),
      mapping: Object.fromEntries(everywhere.map((name) => [name, `full-drill-${name}`])),
      checks: [NamespaceCheck.ready({ namespace: 'strimzi-operator' })],
    },
  });
}

app.synth();
