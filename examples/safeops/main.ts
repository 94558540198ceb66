import {
  App,
  BackupStore,
  Check,
  Credentials,
  Environment,
  EvidenceLock,
  FluxFolder,
  KubernetesCluster,
  Operators,
  PostgresCluster,
  Restored,
  Schedule,
  Sops,
  Witness,
} from 'restorable';

/** Keys of the Secrets that the bootstrap of the cluster creates, before SOPS takes over. */
const s3Keys = {
  accessKeyId: 'ACCESS_KEY_ID',
  secretAccessKey: 'ACCESS_SECRET_KEY',
  bucket: 'BUCKET',
  endpoint: 'ENDPOINT',
  region: 'REGION',
};

const app = new App({ repository: '.' });

const cluster = new KubernetesCluster(app, 'safeops', {
  flux: { path: 'flux', source: 'flux-system', decryption: Sops.age('sops-age') },
  network: { pods: '10.42.0.0/16', services: '10.43.0.0/16' },
  operators: Operators.pinned({ cloudNativePg: true, barmanCloud: true, certManager: true }),
  // Not in R2, where the backups are: its keys can delete, and it has no lock that nobody can end.
  evidence: {
    store: BackupStore.aws({ bucket: 'safeops-evidence', region: 'eu-central-1' }),
    prefix: 'drills',
    credentials: Credentials.bootstrap('drill-evidence-s3', {
      accessKeyId: 'ACCESS_KEY_ID',
      secretAccessKey: 'ACCESS_SECRET_KEY',
    }),
    signingKey: Credentials.bootstrap('drill-evidence-key', { privateKey: 'private-key.pem' }),
    lock: EvidenceLock.compliance('365d'),
  },
});

const store = BackupStore.cloudflareR2({
  accountId: '0123456789abcdef0123456789abcdef',
  bucket: 'safeops-backups',
});

for (const name of ['develop', 'staging', 'production'] as const) {
  const production = name === 'production';
  const environment = new Environment(cluster, name, {
    namespace: name,
    objectives: { rpo: '15m', rto: '30m', retention: '30d' },
    store,
    credentials: Credentials.bootstrap('cnpg-backup-s3', s3Keys),
    drill: { namespace: 'restore-test', credentials: Credentials.bootstrap('cnpg-drill-s3', s3Keys) },
  });
  const folder = new FluxFolder(environment, `infrastructure/data/cnpg-clusters/${name}`, {
    dependsOn: [cluster.operators],
  });

  new PostgresCluster(folder, 'app-postgres', {
    postgres: 17,
    instances: production ? 3 : 1,
    storage: '20Gi',
    database: 'app',
    owner: 'app',
    ...(production && {
      ownerSecret: Credentials.sopsFile('postgres-app', Credentials.basicAuth, {
        file: 'postgres-app-secret.yaml',
      }),
    }),
    backup: { base: Schedule.daily('02:00') },
    witness: Witness.every('5m', { counts: ['orders'] }),
    drill: {
      schedule: Schedule.weekly('sun', { develop: '04:00', staging: '05:00', production: '06:00' }[name]),
      checks: [
        Check.migrations({ table: 'schema_migrations' }),
        Check.tables('orders'),
        Check.rowCounts({ within: '5%' }),
        Check.query('SELECT count(*) FROM orders', { atLeast: 1 }),
        Check.write(),
        Check.role('app', { login: true, can: ['SELECT', 'INSERT'], on: 'orders' }),
        Check.application({
          image: 'ghcr.io/safeops/app:1.0.0',
          env: { DATABASE_URL: Restored.url },
          get: '/healthz',
          port: 8080,
        }),
      ],
    },
  });
}

app.synth();
