import type { BackupStore } from './backup-store';

/** What a Secret with S3 credentials must say of a store where it has keys for it: none of these is secret. */
export function expectedS3Values(store: BackupStore): Partial<Record<string, string>> {
  return {
    bucket: store.bucket,
    ...(store.endpoint !== undefined && { endpoint: store.endpoint }),
    ...(store.region !== undefined && { region: store.region }),
  };
}
