import {
  App,
  BackupStore,
  Check,
  Credentials,
  Environment,
  FluxFolder,
  KubernetesCluster,
  Operators,
  PostgresCluster,
  Schedule,
} from 'restorable';
import { DATABASES, environmentName } from './environments';

/** Environments that share a drill namespace. */
const SHARE = 10;

/** An app with so many environments of four databases each. */
export function compose(environments: number, repository: string): App {
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
  }
  return app;
}
