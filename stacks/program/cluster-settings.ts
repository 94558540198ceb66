import { secret, type Input } from '@pulumi/pulumi';
import { RestorableError } from '../../lib/core/problems';
import type { ClusterOptions, EtcdBackupOptions, RestoreFromOptions } from '../cluster';
import type { HetznerK3sClusterArgs, RegistryLoginInput, StoreKeysInput } from '../cluster/component';
import { parseRecoveryBundle } from '../cluster/read-recovery-bundle';
import { CLUSTER_SHAPES, ETCD_BACKUP_SHAPE } from './cluster-shapes';
import type { StackConfig } from './config';

/** What a cluster stack gets from other stacks. */
export interface ClusterSources {
  /** Keys of the store of etcd snapshots, from the storage stack. @default - those of the configuration */
  readonly etcdStore?: StoreKeysInput;
}

/** Arguments of the cluster from the configuration of a stack of kind `cluster`. Problems are gathered in it. */
export function clusterStackSettings(
  config: StackConfig,
  sources: ClusterSources = {},
): HetznerK3sClusterArgs {
  const etcdBackup = config.tryShaped('etcdBackup', ETCD_BACKUP_SHAPE) as EtcdBackupOptions | undefined;
  const etcdStore = storeKeys(config, 'etcdStoreKeys') ?? sources.etcdStore;
  const restoreStore = storeKeys(config, 'restoreStoreKeys');
  const restoreFrom = restoreFromOf(config);
  const kubeconfigFile = config.tryText('kubeconfigFile');
  const recoveryBundleFile = config.tryText('recoveryBundleFile');
  const protect = config.tryFlag('protect');
  return {
    name: config.text('cluster'),
    location: config.text('location'),
    ...shapedOptions(config),
    ...k3sOf(config),
    ...(etcdBackup !== undefined && { etcdBackup }),
    ...(restoreFrom !== undefined && { restoreFrom }),
    hcloudToken: secret(config.trySecret('hcloudToken') ?? config.text('hcloudToken')),
    ...(etcdStore !== undefined && { etcdStore }),
    ...(restoreStore !== undefined && { restoreStore }),
    registryLogins: registryLogins(config),
    ...(kubeconfigFile !== undefined && { kubeconfigFile }),
    ...(recoveryBundleFile !== undefined && { recoveryBundleFile }),
    ...(protect !== undefined && { protect }),
  };
}

/** The options that are configured under their own names. */
function shapedOptions(config: StackConfig): Pick<ClusterOptions, 'controlPlanes'> & Partial<ClusterOptions> {
  const given = Object.entries(CLUSTER_SHAPES).flatMap(([key, shape]) => {
    const value = config.tryShaped(key, shape);
    return value === undefined ? [] : [[key, value] as const];
  });
  // Their shapes are those of the options; a test holds the two against each other.
  return { controlPlanes: {}, ...(Object.fromEntries(given) as Partial<ClusterOptions>) };
}

function k3sOf(config: StackConfig): Pick<ClusterOptions, 'k3s'> {
  const version = config.tryText('k3sVersion');
  const channel = config.tryText('k3sChannel');
  if (version !== undefined) return { k3s: { version } };
  return channel === undefined ? {} : { k3s: { channel } };
}

function restoreFromOf(config: StackConfig): RestoreFromOptions | undefined {
  const snapshot = config.tryText('restoreSnapshot');
  const bundle = config.trySecret('recoveryBundle');
  if (snapshot === undefined && bundle === undefined) return undefined;
  if (snapshot === undefined || bundle === undefined) {
    config.text(snapshot === undefined ? 'restoreSnapshot' : 'recoveryBundle');
    return undefined;
  }
  try {
    return { snapshot, bundle: parseRecoveryBundle(bundle) };
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    config.problems.push(...error.problems.map((found) => ({ ...found, property: 'recoveryBundle' })));
    return undefined;
  }
}

/** Keys of a store; both or none. */
function storeKeys(config: StackConfig, key: string): StoreKeysInput | undefined {
  const { accessKeyId, secretAccessKey } = config.secretTexts(key);
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  return {
    accessKeyId: hidden(config, `${key}.accessKeyId`, accessKeyId),
    secretAccessKey: hidden(config, `${key}.secretAccessKey`, secretAccessKey),
  };
}

function registryLogins(config: StackConfig): Readonly<Record<string, RegistryLoginInput>> {
  const logins = Object.entries(config.secretsByPlace('registryLogins'));
  return Object.fromEntries(
    logins.map(([host, { username, password }]) => [
      host,
      {
        username: hidden(config, `registryLogins.${host}.username`, username),
        password: hidden(config, `registryLogins.${host}.password`, password),
      },
    ]),
  );
}

/** A part of a secret setting; a problem where it is missing. */
function hidden(config: StackConfig, place: string, value: string | undefined): Input<string> {
  return secret(value ?? config.text(place));
}
