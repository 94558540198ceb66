import { problem, stacksPlatformProblems } from '../../lib/core/problems';
import type { RecoveryPlan } from '../../lib/plan';
import { storesOfPlan } from '../plan/stores-of-plan';
import type { BackupStorageArgs, EtcdSnapshotPlaceArgs } from '../storage/backup-storage-args';
import type { BucketLock, BucketSettings } from '../storage/bucket-settings';
import { readBucketSettings } from './bucket-settings';
import type { StackConfig } from './config';

/** Arguments of backup storage from the configuration of a stack of kind `storage`. Problems are gathered in it. */
export function storageSettings(config: StackConfig, plan: RecoveryPlan): BackupStorageArgs {
  const etcdSnapshots = Object.entries(config.textsByPlace('etcdSnapshots')).flatMap(([cluster, place]) =>
    etcdPlace(config, plan, cluster, place),
  );
  return {
    plan,
    defaults: bucketDefaults(config),
    buckets: bucketsOf(config),
    etcdSnapshots,
    keys: config.secretsByPlace('storageKeys'),
  };
}

/** Settings of single buckets. */
function bucketsOf(config: StackConfig): Readonly<Record<string, BucketSettings>> {
  const read = Object.entries(config.maps('buckets')).map(([name, settings]) => {
    const { value, problems } = readBucketSettings(settings, `buckets["${name}"]`);
    config.problems.push(...problems);
    return [name, value] as const;
  });
  return Object.fromEntries(read);
}

function bucketDefaults(config: StackConfig): BucketSettings {
  const encryption = config.tryOneOf('encryption', ['kms', 'aes256']);
  const lock = lockOf(config);
  const oldVersions = config.tryNumber('oldVersionsDays');
  const region = config.tryText('replicaRegion');
  return {
    ...(encryption !== undefined && { encryption }),
    ...(lock !== undefined && { lock }),
    ...(oldVersions !== undefined && { oldVersions }),
    ...(region !== undefined && { replica: { region } }),
  };
}

function lockOf(config: StackConfig): BucketLock | 'none' | undefined {
  const mode = config.tryOneOf('lock', ['governance', 'compliance', 'none']);
  const days = config.tryNumber('lockDays');
  if (mode === undefined || mode === 'none') return mode;
  if (days !== undefined) return { mode: mode === 'governance' ? 'GOVERNANCE' : 'COMPLIANCE', days };
  config.problems.push(
    problem(stacksPlatformProblems.invalidStackSetting, {
      path: 'config',
      property: 'lockDays',
      reason: `lock is ${mode}, and nothing says for how long`,
      fix: 'Set lockDays, or leave out lock: backups are then locked as long as the composition keeps them.',
    }),
  );
  return undefined;
}

/** A bucket is named alone, since it may be one of the plan; a store elsewhere by its host too. */
function etcdPlace(
  config: StackConfig,
  plan: RecoveryPlan,
  cluster: string,
  place: Readonly<Record<string, string>>,
): EtcdSnapshotPlaceArgs[] {
  const { bucket = '', folder = `${cluster}/etcd-snapshots`, region, host } = place;
  const known = storesOfPlan(plan).find((store) => store.bucket === bucket);
  if (bucket === '') {
    config.problems.push(
      problem(stacksPlatformProblems.invalidStackSetting, {
        path: 'config',
        property: `etcdSnapshots.${cluster}.bucket`,
        reason: 'it is not set',
        fix: 'Name the bucket.',
      }),
    );
    return [];
  }
  const store = host === undefined ? (known?.id ?? `s3.amazonaws.com/${bucket}`) : `${host}/${bucket}`;
  return [{ cluster, store, bucket, folder, ...(region !== undefined && { region }) }];
}
