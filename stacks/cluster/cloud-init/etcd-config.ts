import { Schedule } from '../../../lib/core';
import type { ClusterSecrets, StoreKeys } from '../cluster-secrets';
import type { ClusterSettings } from '../cluster-settings';
import { controlPlaneCount, etcdRetention } from '../etcd-retention';
import type { BundleStore, RecoveryBundle } from '../recovery-bundle';
import type { EtcdBackupSettings } from '../settings/etcd-backup';
import type { K3sConfig } from './k3s-config';

/** Secret of `kube-system` that k3s reads the settings of the store from. */
export const CONFIG_SECRET = 'etcd-snapshot-store';

/** Certificates of the store's own authority, on control planes. */
export const STORE_AUTHORITY_FILE = '/etc/restorable/snapshot-store-ca.pem';

/** The same for the store that a snapshot is restored from. */
export const RESTORE_AUTHORITY_FILE = '/etc/restorable/restore-store-ca.pem';

/**
 * Snapshots of etcd: when, how many are kept here and there, and where they go. Both retentions are always set, since
 * releases differ in which of them counts for what (k3s issue 13769).
 */
export function backupConfig(
  settings: ClusterSettings,
  backup: EtcdBackupSettings,
  secrets: ClusterSecrets,
): K3sConfig {
  const { onServer, inStore } = etcdRetention(backup, controlPlaneCount(settings));
  return {
    'etcd-snapshot-schedule-cron': Schedule.of(backup.schedule).for('k3s'),
    'etcd-snapshot-retention': onServer,
    'etcd-snapshot-compress': backup.compress,
    'etcd-s3': true,
    'etcd-s3-retention': inStore,
    ...(backup.credentials === 'config-secret'
      ? { 'etcd-s3-config-secret': CONFIG_SECRET }
      : storeConfig({ ...backup.store, folder: backup.folder }, secrets.etcdStore, STORE_AUTHORITY_FILE)),
  };
}

/** Where a snapshot is read from. Nothing is written meanwhile: no snapshot, and with it no pruning. */
export function restoreConfig({ store }: RecoveryBundle, secrets: ClusterSecrets): K3sConfig {
  return {
    'etcd-disable-snapshots': true,
    'etcd-s3': true,
    ...storeConfig(store, secrets.restoreStore ?? secrets.etcdStore, RESTORE_AUTHORITY_FILE),
  };
}

/** The settings of a store by the names k3s has for them, as arguments and as keys of a Secret. */
export function storeConfig(
  store: BundleStore,
  keys: StoreKeys | undefined,
  authorityFile: string | undefined,
): Record<string, string> {
  return {
    'etcd-s3-endpoint': store.endpoint,
    'etcd-s3-bucket': store.bucket,
    'etcd-s3-folder': store.folder,
    'etcd-s3-region': store.region,
    ...(keys !== undefined && {
      'etcd-s3-access-key': keys.accessKeyId,
      'etcd-s3-secret-key': keys.secretAccessKey,
    }),
    ...(store.pathStyle && { 'etcd-s3-bucket-lookup-type': 'path' }),
    ...(store.certificateAuthority !== undefined &&
      authorityFile !== undefined && { 'etcd-s3-endpoint-ca': authorityFile }),
  };
}
