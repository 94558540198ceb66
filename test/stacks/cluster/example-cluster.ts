import { createHash } from 'node:crypto';
import {
  clusterSettings,
  type ClusterOptions,
  type ClusterSettings,
} from '../../../stacks/cluster/cluster-settings';
import type { Authority, ClusterSecrets } from '../../../stacks/cluster/cluster-secrets';
import { recoveryBundle, type RecoveryBundle } from '../../../stacks/cluster/recovery-bundle';

/** The cluster of the examples: three control planes, two workers, snapshots in a store. */
export const OPTIONS: ClusterOptions = {
  name: 'safeops',
  location: 'fsn1',
  controlPlanes: { cp: { serverType: 'cx33', count: 3, labels: { project: 'sre' } } },
  workers: { workers: { serverType: 'cx43', count: 2, labels: { role: 'workers' } } },
  etcdBackup: {
    store: { endpoint: 's3.eu-central-1.amazonaws.com', bucket: 'safeops-backup', region: 'eu-central-1' },
  },
};

/** Settings of the example, with some options changed. */
export function settingsWith(changes: Partial<ClusterOptions> = {}): ClusterSettings {
  return clusterSettings({ ...OPTIONS, ...changes });
}

/** Secrets of the example. Every value is another, and none is one that anything uses. */
export const SECRETS: ClusterSecrets = {
  token: 'serverserverserverserverserverserverserverserver',
  agentToken: 'agentagentagentagentagentagentagentagentagentag',
  authorities: {
    server: authority('server'),
    client: authority('client'),
    requestHeader: authority('request-header'),
    etcdServer: authority('etcd-server'),
    etcdPeer: authority('etcd-peer'),
    serviceAccountKey: pem('EC PRIVATE KEY', 'service'),
  },
  hcloudToken: 'hcloudhcloudhcloudhcloudhcloudhcloudhcloudhcloudhcloudhcloudhclo',
  etcdStore: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'it\'s "secret"\\key' },
  apiAddresses: ['203.0.113.7'],
};

/** The recovery bundle of the example. */
export const BUNDLE: RecoveryBundle = bundleOf(settingsWith());

/** The recovery bundle of a cluster that has one. */
export function bundleOf(settings: ClusterSettings): RecoveryBundle {
  const bundle = recoveryBundle(settings, SECRETS);
  if (bundle === undefined) throw new Error('the cluster has no etcd backup');
  return bundle;
}

function authority(name: string): Authority {
  return { certificate: pem('CERTIFICATE', `${name} certificate`), privateKey: pem('EC PRIVATE KEY', name) };
}

function pem(kind: string, seed: string): string {
  const body = createHash('sha512').update(seed).digest('base64').replaceAll('=', '');
  return `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----\n`;
}
