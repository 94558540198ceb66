import { secret } from '@pulumi/pulumi';
import { Duration, RestorableError, Schedule } from '../../lib/core';
import { problem, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import type { RecoveryPlan } from '../../lib/plan';
import type { EtcdBackupOptions } from '../cluster';
import type { StoreKeysInput } from '../cluster/component';
import { etcdSnapshotsOfPlan, type PlannedEtcdSnapshots } from '../plan/etcd-of-plan';
import type { SecretValues } from '../plan/secret-values';
import { ETCD_BACKUP_SHAPE } from './cluster-shapes';
import type { StackConfig } from './config';
import { storeKeys } from './store-keys';

/** Where the settings of the etcd snapshots come from besides the configuration. */
export interface EtcdSources {
  /** The composition's recovery plan. @default - not compared */
  readonly plan?: RecoveryPlan;
  /** What the storage stack says of the etcd snapshots of each cluster. @default - no storage stack is named */
  readonly etcdSnapshots?: SecretValues<string>;
}

/** The etcd snapshots of a cluster, and the keys of their store. */
export interface EtcdSettings {
  readonly etcdBackup?: EtcdBackupOptions;
  readonly etcdStore?: StoreKeysInput;
}

type Given = Partial<EtcdBackupOptions>;

/**
 * Settings of the etcd snapshots: those of the configuration, and what it leaves open as the composition plans it. `RST947`
 * where the two differ: drills and alerts look where the plan says. `RST939` where the storage stack makes no keys for
 * them, or keys for another place.
 */
export function etcdSettings(config: StackConfig, cluster: string, sources: EtcdSources): EtcdSettings {
  const given = config.tryShaped('etcdBackup', ETCD_BACKUP_SHAPE) as Given | undefined;
  const planned = sources.plan === undefined ? [] : etcdSnapshotsOfPlan(sources.plan, cluster);
  const own = storeKeys(config, 'etcdStoreKeys');
  const [first] = planned;
  const etcdBackup = first === undefined ? given : completed(given ?? {}, first);
  if (etcdBackup === undefined) return own === undefined ? {} : { etcdStore: own };
  if (etcdBackup.store === undefined) {
    config.problems.push(
      wrong('etcdBackup.store', 'it is not set, and the plan has none', 'Describe the store.'),
    );
    return {};
  }
  const backup = { ...etcdBackup, store: etcdBackup.store };
  config.problems.push(...planned.flatMap((each) => differences(backup, each)));
  const etcdStore = own ?? keysOfStack(config, cluster, backup, sources.etcdSnapshots);
  return { etcdBackup: backup, ...(etcdStore !== undefined && { etcdStore }) };
}

function completed(given: Given, planned: PlannedEtcdSnapshots): Given {
  const { host: endpoint, bucket, region, pathStyle, folder, schedule, rpo, retention } = planned;
  return {
    store: { endpoint, bucket, region, pathStyle },
    folder,
    schedule,
    rpo: Duration.seconds(rpo),
    keepInStore: Duration.seconds(retention),
    ...given,
  };
}

/** Texts that cannot be read are told with the settings of the cluster. */
function differences(given: EtcdBackupOptions, planned: PlannedEtcdSnapshots): Problem[] {
  const pairs: readonly (readonly [string, string, string])[] = [
    ['store.bucket', given.store.bucket, planned.bucket],
    ['store.endpoint', given.store.endpoint, planned.host],
    ['folder', given.folder ?? '', planned.folder],
    ['schedule', cronOf(given.schedule), planned.schedule],
  ];
  const differing = pairs.filter(([, here, there]) => here !== there);
  return [
    ...differing.map(([property, here, there]) =>
      problem(stacksPlatformProblems.etcdBackupNotAsPlanned, {
        path: 'config',
        property: `etcdBackup.${property}`,
        value: here,
        reason: `the plan has ${there} (${planned.id})`,
      }),
    ),
    ...tooShort(given, planned),
  ];
}

function tooShort(
  { keepInStore = '7d' }: EtcdBackupOptions,
  { id, retention }: PlannedEtcdSnapshots,
): Problem[] {
  const kept = tryRead(() => Duration.of(keepInStore));
  const promised = Duration.seconds(retention);
  if (kept === undefined || !promised.isLongerThan(kept)) return [];
  return [
    problem(stacksPlatformProblems.etcdBackupNotAsPlanned, {
      path: 'config',
      property: 'etcdBackup.keepInStore',
      value: kept.toShort(),
      reason: `the plan promises ${promised.toShort()} (${id})`,
    }),
  ];
}

function cronOf(schedule: EtcdBackupOptions['schedule']): string {
  const read = schedule === undefined ? Schedule.hourly() : tryRead(() => Schedule.of(schedule));
  return tryRead(() => read?.for('k3s')) ?? String(schedule);
}

function tryRead<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    return undefined;
  }
}

function keysOfStack(
  config: StackConfig,
  cluster: string,
  { store, folder = `${cluster}/etcd-snapshots` }: EtcdBackupOptions,
  snapshots: SecretValues<string> | undefined,
): StoreKeysInput | undefined {
  if (snapshots === undefined) return undefined;
  const made = snapshots[cluster] ?? {};
  const { accessKeyId, secretAccessKey } = made;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    config.problems.push(
      wrong(
        'storageStack',
        `it has no keys for the etcd snapshots of ${cluster}`,
        `Set etcdSnapshots.${cluster} in that stack and run pulumi up there, or set etcdStoreKeys here.`,
      ),
    );
    return undefined;
  }
  for (const [property, here, there] of [
    ['store.bucket', store.bucket, made['bucket']],
    ['folder', folder, made['folder']],
  ] as const) {
    if (there === undefined || here === there) continue;
    config.problems.push(
      wrong(
        `etcdBackup.${property}`,
        `it is ${here}; the keys of the storage stack are for ${there}`,
        `Write ${there}.`,
      ),
    );
  }
  return { accessKeyId: secret(accessKeyId), secretAccessKey: secret(secretAccessKey) };
}

function wrong(property: string, reason: string, fix: string): Problem {
  return problem(stacksPlatformProblems.invalidStackSetting, { path: 'config', property, reason, fix });
}
