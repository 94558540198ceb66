import {
  App,
  BackupStore,
  Check,
  Credentials,
  Environment,
  FluxFolder,
  ImageCatalog,
  KubernetesCluster,
  Operators,
  PostgresCluster,
  Schedule,
  type PostgresClusterProps,
} from 'restorable';

/**
 * RCIIS on bare metal: four PostgreSQL clusters in three namespaces, archived by the operator's own Barman support
 * (`inTree`) into Ceph's object gateway. The AWS installation differs by store and credentials alone.
 */
const deployments = {
  proxmox: {
    store: BackupStore.cephRgw({
      endpoint: 'http://rook-ceph-rgw-ceph-objectstore.rook-ceph.svc.cluster.local:80',
      bucket: 'cnpg-backups',
    }),
    credentials: Credentials.cephObjectStoreUser({
      user: 'cnpg-backup',
      store: 'ceph-objectstore',
      cluster: 'rook-ceph',
    }),
    drillCredentials: Credentials.existing('cnpg-s3-readonly', {
      accessKeyId: 'ACCESS_KEY_ID',
      secretAccessKey: 'ACCESS_SECRET_KEY',
    }),
  },
  aws: {
    store: BackupStore.aws({ bucket: 'rciis-cnpg-backups', region: 'eu-west-1' }),
    credentials: Credentials.irsa('arn:aws:iam::123456789012:role/rciis-cnpg-backup'),
    drillCredentials: Credentials.irsa('arn:aws:iam::123456789012:role/rciis-cnpg-drill'),
  },
};

const app = new App({ repository: '.' });

for (const [site, { store, credentials, drillCredentials }] of Object.entries(deployments)) {
  const cluster = new KubernetesCluster(app, `rciis-${site}`, {
    flux: { path: `clusters/${site}`, source: 'flux-system' },
    operators: Operators.pinned({ cloudNativePg: true }),
  });
  const production = new Environment(cluster, 'prod', {
    namespace: 'rciis-prod',
    objectives: { rpo: '10m', rto: '1h', retention: '30d' },
    store,
    credentials,
    drill: { namespace: 'restore-drill', credentials: drillCredentials },
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
}

app.synth();
