import {
  App,
  BackupStore,
  Check,
  Credentials,
  Environment,
  FluxFolder,
  KubernetesCluster,
  NamespaceBackup,
  NamespaceCheck,
  Operators,
  PostgresCluster,
  Schedule,
  Velero,
  VolumeBackup,
} from 'restorable';
import { DATABASES, environmentName } from './environments';

/** Environments that share a drill namespace. */
const SHARE = 10;

/** What stands in every environment besides its databases. */
export interface Extras {
  /** A NamespaceBackup with its drill. */
  readonly velero: boolean;
}

/** An app with so many environments of four databases each. */
export function compose(environments: number, repository: string, extras: Extras = { velero: false }): App {
  const app = new App({ repository });
  const cluster = new KubernetesCluster(app, 'bench', {
    flux: { path: 'flux' },
    network: { pods: '10.42.0.0/16', services: '10.43.0.0/16' },
    operators: Operators.pinned({ cloudNativePg: true, barmanCloud: true, certManager: true }),
  });
  const store = BackupStore.aws({ bucket: 'bench-backups', region: 'eu-central-1' });
  const s3 = { accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY', region: 'REGION' };
  const credentials = Credentials.existing('backup-s3', s3);
  const reader = Credentials.existing('drill-s3', s3);
  const veleroReader = Credentials.existing('velero-reader-s3', s3);
  const velero = extras.velero ? installVelero(cluster) : undefined;
  for (let index = 0; index < environments; index++) {
    const name = environmentName(index);
    const environment = new Environment(cluster, name, {
      namespace: name,
      objectives: { rpo: '15m', rto: '30m', retention: '30d' },
      store,
      credentials,
      drill: {
        namespace: `drills-${String(Math.floor(index / SHARE)).padStart(3, '0')}`,
        credentials: reader,
      },
    });
    const folder = new FluxFolder(environment, `data/${name}`);
    DATABASES.forEach((database, d) => {
      new PostgresCluster(folder, `${database}-pg`, {
        postgres: 17,
        instances: d === 3 ? 1 : 3,
        storage: { size: `${20 + 10 * d}Gi`, storageClass: 'hcloud-volumes' },
        walStorage: { size: `${5 + d}Gi`, storageClass: 'hcloud-volumes' },
        database,
        owner: `${database}_owner`,
        parameters: { max_connections: String(100 + 50 * d), shared_buffers: `${256 * (d + 1)}MB` },
        resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '2Gi' } },
        backup: { base: Schedule.daily(`0${d + 1}:30`) },
        drill: {
          schedule: Schedule.weekly('sun', `0${d + 4}:15`),
          checks: [
            Check.tables(database),
            Check.query(`SELECT count(*) FROM ${database}`, { atLeast: 1 }),
            Check.write(),
          ],
        },
      });
    });
    if (velero === undefined) continue;
    new NamespaceBackup(new FluxFolder(environment, `backup/${name}`), 'daily', {
      velero,
      schedule: Schedule.daily('02:00'),
      volumes: VolumeBackup.fileSystem(),
      objectives: { rpo: '24h', rto: '1h' },
      drill: {
        schedule: Schedule.weekly('sun', '06:15'),
        credentials: veleroReader,
        checks: [NamespaceCheck.ready(), NamespaceCheck.claims('data-web-0')],
      },
    });
  }
  return app;
}

function installVelero(cluster: KubernetesCluster): Velero {
  const file = { credentialsFile: 'cloud' };
  const repositoryPassword = Credentials.existing('velero-repo-credentials', {
    repositoryPassword: 'repository-password',
  });
  return new Velero(cluster, 'velero', {
    store: BackupStore.aws({ bucket: 'bench-velero', region: 'eu-central-1' }),
    credentials: Credentials.existing('velero-s3', file),
    repositoryPassword,
    drill: { credentials: Credentials.existing('velero-drill-s3', file), repositoryPassword },
  });
}
