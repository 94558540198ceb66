import type { ClusterSecrets } from '../cluster-secrets';
import type { ClusterSettings } from '../cluster-settings';
import type { ServerLayout } from '../server-layout';
import { authorityFiles } from './authority-files';
import { RESTORE_AUTHORITY_FILE, STORE_AUTHORITY_FILE } from './etcd-config';
import { k3sConfig, restoringConfig } from './k3s-config';
import { manifestFiles } from './manifests';
import type { UserDataOf } from './manifests/autoscaler';
import { registriesFile } from './registries-file';
import { scriptFiles } from './script-files';
import { restoreStoreEnvironment, serverEnvironment, storeEnvironment } from './server-environment';
import { systemFiles } from './system-files';
import { unitFiles } from './unit-files';
import type { WrittenFile } from './written-file';
import { yamlText } from './yaml-text';

/**
 * Every file a server is given, by its role. SECRET.
 *
 * @param userData what servers of the autoscaler are told
 */
export function serverFiles(
  server: ServerLayout,
  settings: ClusterSettings,
  secrets: ClusterSecrets,
  userData: UserDataOf,
): WrittenFile[] {
  const isServer = server.role === 'first-server' || server.role === 'joining-server';
  const isFirst = server.role === 'first-server';
  return [
    secret('/etc/rancher/k3s/config.yaml', yamlText(k3sConfig(server, settings, secrets))),
    ...registriesFile(settings, secrets),
    secret('/etc/restorable/server.env', serverEnvironment(server, settings)),
    ...(isServer ? backupFiles(settings, secrets) : []),
    ...(isFirst
      ? [...authorityFiles(secrets.authorities), ...manifestFiles(settings, secrets, userData)]
      : []),
    ...(isFirst ? restoreFiles(server, settings, secrets) : []),
    ...scriptFiles(server.role, settings),
    ...unitFiles(isServer),
    ...systemFiles(settings),
  ];
}

/** What a control plane needs to look into the store; not where k3s is told it by a Secret, to keep the keys off disks. */
function backupFiles({ etcdBackup }: ClusterSettings, secrets: ClusterSecrets): WrittenFile[] {
  if (etcdBackup?.credentials !== 'config-file') return [];
  const { certificateAuthority } = etcdBackup.store;
  return [
    ...(certificateAuthority === undefined ? [] : [secret(STORE_AUTHORITY_FILE, certificateAuthority)]),
    secret(
      '/etc/restorable/snapshot-store.env',
      storeEnvironment(
        { ...etcdBackup.store, folder: etcdBackup.folder },
        secrets.etcdStore,
        secrets.token,
        STORE_AUTHORITY_FILE,
      ),
    ),
  ];
}

function restoreFiles(
  server: ServerLayout,
  settings: ClusterSettings,
  secrets: ClusterSecrets,
): WrittenFile[] {
  const { restoreFrom } = settings;
  if (restoreFrom === undefined) return [];
  const { certificateAuthority } = restoreFrom.bundle.store;
  return [
    ...(certificateAuthority === undefined ? [] : [secret(RESTORE_AUTHORITY_FILE, certificateAuthority)]),
    secret(
      '/etc/rancher/k3s/restore.yaml',
      yamlText(restoringConfig(server, settings, secrets, restoreFrom.bundle)),
    ),
    secret('/etc/restorable/restore-store.env', restoreStoreEnvironment(restoreFrom.bundle, secrets)),
  ];
}

function secret(path: string, content: string): WrittenFile {
  return { path, mode: '0600', content };
}
