import { problem, stacksPlatformProblems, storageProblems, type Problem } from '../../lib/core/problems';
import { BackupStore } from '../../lib/storage/backup-store';
import type { HetznerLocation } from '../../lib/storage/profiles/hetzner';
import type { PlannedStore } from '../plan/stores-of-plan';
import type { StorageIdentity } from './identities';

/**
 * What a provider cannot do for the identities of a store that is made elsewhere, as warnings: `RST210` (keys reach other
 * writers), `RST227` (drills can write), `RST228` (records can be deleted), `RST940` (what is deleted is gone).
 */
export function providerLimits(store: PlannedStore, identities: readonly StorageIdentity[]): Problem[] {
  const { capabilities, profile } = storeOfPlan(store);
  const having = (rights: StorageIdentity['rights']) => identities.filter((each) => each.rights === rights);
  const writers = [...having('write'), ...having('append')];
  const about = { path: `stores["${store.id}"]`, value: profile };
  const names = (some: readonly StorageIdentity[]) => some.map(({ id }) => `'${id}'`).join(', ');
  return [
    ...(writers.length > 1 && !capabilities.prefixScopedKeys
      ? [
          problem(storageProblems.keysReachBeyondPrefix, {
            ...about,
            reason: `a key of one writer reaches what the others write: ${names(writers)}`,
          }),
        ]
      : []),
    ...(having('drill').length > 0 && !capabilities.readOnlyKeys
      ? [
          problem(storageProblems.noReadOnlyKeys, {
            ...about,
            reason: `the keys of ${names(having('drill'))} can write too`,
          }),
        ]
      : []),
    ...(having('append').length > 0 && !capabilities.putOnlyKeys
      ? [
          problem(storageProblems.noAppendOnlyKeys, {
            ...about,
            reason: `the keys of ${names(having('append'))} can delete what they wrote`,
          }),
        ]
      : []),
    ...(writers.length > 0 && capabilities.objectLock !== 'per-version'
      ? [
          problem(stacksPlatformProblems.backupsNotLockable, {
            ...about,
            reason:
              capabilities.objectLock === 'none'
                ? 'it has no locks'
                : 'it locks by rules of the bucket, under which tools that rewrite a file fail',
          }),
        ]
      : []),
  ];
}

/** The store again, from what the plan says of it. */
function storeOfPlan({ profile, bucket, endpoint = '', region = '' }: PlannedStore): BackupStore {
  const at = { endpoint, bucket };
  switch (profile) {
    case 'aws':
      return BackupStore.aws({ bucket, region });
    case 'cloudflare-r2':
      return BackupStore.cloudflareR2({ bucket, accountId: new URL(endpoint).hostname.split('.')[0] ?? '' });
    case 'hetzner':
      return BackupStore.hetzner({ bucket, location: region as HetznerLocation });
    case 'ceph-rgw':
      return BackupStore.cephRgw(at);
    case 'minio':
      return BackupStore.minio(at);
    default:
      return BackupStore.s3Compatible({ ...at, region });
  }
}
