import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  BackupStore,
  Credentials,
  Environment,
  FluxFolder,
  KubernetesCluster,
  NamespaceBackup,
  NamespaceCheck,
  Schedule,
  Velero,
  VolumeBackup,
  type EnvironmentProps,
  type NamespaceBackupProps,
  type NamespaceDrillProps,
  type VeleroProps,
} from '../../lib';
import { Composed, EVIDENCE, S3_KEYS } from '../postgres/fixture';

/** Keys of the Secret with a credentials file. */
export const FILE_KEYS = { credentialsFile: 'cloud' };

/** The password of the repositories, where Velero looks for it. */
export const PASSWORD = Credentials.existing('velero-repo-credentials', {
  repositoryPassword: 'repository-password',
});

export const STORE = BackupStore.aws({ bucket: 'namespaces', region: 'eu-central-1' });

/** A drill without anything to report. */
export const DRILL: NamespaceDrillProps = {
  schedule: Schedule.weekly('sun', '04:00'),
  checks: [
    NamespaceCheck.ready(),
    NamespaceCheck.files({ pod: 'web-*', folder: '/data', count: { atLeast: 1 } }),
  ],
};

/** An App with one cluster, its Velero, one environment and one folder. */
export class VeleroFixture {
  readonly app = new App({
    repository: join(tmpdir(), 'restorable-no-such-repository'),
    today: new Date('2026-01-01T00:00:00Z'),
  });
  readonly cluster = new KubernetesCluster(this.app, 'home', { flux: { path: 'flux' }, evidence: EVIDENCE });
  readonly velero: Velero;
  readonly environment: Environment;
  readonly folder: FluxFolder;

  constructor(velero: Partial<VeleroProps> = {}, environment: Partial<EnvironmentProps> = {}) {
    this.velero = new Velero(this.cluster, 'velero', {
      store: STORE,
      credentials: Credentials.existing('velero-s3', FILE_KEYS),
      repositoryPassword: PASSWORD,
      drill: {
        credentials: Credentials.existing('velero-drill-s3', FILE_KEYS),
        repositoryPassword: PASSWORD,
      },
      ...velero,
    });
    this.environment = new Environment(this.cluster, 'prod', {
      namespace: 'shop',
      objectives: { rpo: '24h', rto: '30m', retention: '14d' },
      store: STORE,
      credentials: Credentials.existing('backup-s3', S3_KEYS),
      drill: { namespace: 'shop-drill', credentials: Credentials.existing('drill-s3', S3_KEYS) },
      ...environment,
    });
    this.folder = new FluxFolder(this.environment, 'backup/shop');
  }

  /** A backup of the environment's namespace. */
  addBackup(name = 'daily', props: Partial<NamespaceBackupProps> = {}): NamespaceBackup {
    return new NamespaceBackup(this.folder, name, {
      velero: this.velero,
      schedule: Schedule.daily('02:00'),
      volumes: VolumeBackup.fileSystem(),
      drill: DRILL,
      ...props,
    });
  }

  compose(): Composed {
    return new Composed(this.app.compose());
  }
}

/** Composes one backup with these options. */
export function composedBackup(
  props: Partial<NamespaceBackupProps> = {},
  fixture = new VeleroFixture(),
): Composed {
  fixture.addBackup('daily', props);
  return fixture.compose();
}
