import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  BackupStore,
  Credentials,
  Environment,
  EtcdCheck,
  EtcdSnapshots,
  EtcdSource,
  FluxFolder,
  KubernetesCluster,
  Schedule,
  type EtcdDrillProps,
  type EtcdSnapshotsProps,
} from '../../lib';
import { Composed, EVIDENCE, S3_KEYS } from '../postgres/fixture';

export const STORE = BackupStore.aws({ bucket: 'state', region: 'eu-central-1' });

/** A drill without anything to report. */
export const DRILL: EtcdDrillProps = {
  schedule: Schedule.weekly('sun', '05:00'),
  checks: [EtcdCheck.namespaces('kube-system')],
};

/** Composes the snapshots of one cluster with these options. */
export function composedSnapshots(props: Partial<EtcdSnapshotsProps> = {}): Composed {
  const app = new App({
    repository: join(tmpdir(), 'restorable-no-such-repository'),
    today: new Date('2026-01-01T00:00:00Z'),
  });
  const cluster = new KubernetesCluster(app, 'home', { flux: { path: 'flux' }, evidence: EVIDENCE });
  const environment = new Environment(cluster, 'prod', {
    namespace: 'shop',
    objectives: { rpo: '2h', rto: '30m', retention: '14d' },
    store: STORE,
    credentials: Credentials.existing('backup-s3', S3_KEYS),
    drill: { namespace: 'etcd-drill', credentials: Credentials.existing('drill-s3', S3_KEYS) },
  });
  const { source = EtcdSource.k3s({ folder: 'home/etcd-snapshots' }) } = props;
  // An empty folder is refused, and k3s needs no objects.
  const scope = source.takenBy === 'k3s' ? environment : new FluxFolder(environment, 'backup/etcd');
  new EtcdSnapshots(scope, 'etcd', {
    source,
    schedule: Schedule.hourly(),
    drill: DRILL,
    ...props,
  });
  return new Composed(app.compose());
}
