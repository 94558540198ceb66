import { Schedule } from '../../../lib/core';
import type { EtcdBackupOptions, EtcdBackupSettings } from './etcd-backup';

/** Snapshots, defaults filled in. */
export function etcdBackupSettings(options: EtcdBackupOptions, cluster: string): EtcdBackupSettings {
  return {
    store: { pathStyle: false, ...options.store },
    schedule: options.schedule ?? Schedule.hourly(),
    rpo: options.rpo,
    keepInStore: options.keepInStore ?? '7d',
    keepOnServers: options.keepOnServers ?? '1d',
    folder: options.folder ?? `${cluster}/etcd-snapshots`,
    credentials: options.credentials ?? 'config-file',
    compress: options.compress ?? true,
  };
}
