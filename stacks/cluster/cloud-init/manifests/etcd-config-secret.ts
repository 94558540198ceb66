import type { ClusterSecrets } from '../../cluster-secrets';
import type { ClusterSettings } from '../../cluster-settings';
import { controlPlaneCount, etcdRetention } from '../../etcd-retention';
import { CONFIG_SECRET, storeConfig } from '../etcd-config';
import { secretManifest, type Manifest } from './manifest';

/** The settings of the snapshots' store as a Secret, where k3s reads them from one. Its values are texts, numbers too. */
export function etcdConfigSecret(settings: ClusterSettings, secrets: ClusterSecrets): Manifest[] {
  const { etcdBackup } = settings;
  if (etcdBackup?.credentials !== 'config-secret') return [];
  const { inStore } = etcdRetention(etcdBackup, controlPlaneCount(settings));
  const { certificateAuthority } = etcdBackup.store;
  return [
    secretManifest(
      CONFIG_SECRET,
      {
        ...storeConfig({ ...etcdBackup.store, folder: etcdBackup.folder }, secrets.etcdStore, undefined),
        ...(certificateAuthority !== undefined && { 'etcd-s3-endpoint-ca': certificateAuthority }),
        'etcd-s3-retention': String(inStore),
      },
      'etcd.k3s.cattle.io/s3-config-secret',
    ),
  ];
}
