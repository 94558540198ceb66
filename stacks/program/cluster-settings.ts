import { secret } from '@pulumi/pulumi';
import { problem, RestorableError, stacksPlatformProblems, type Problem } from '../../lib/core/problems';
import type { RecoveryPlan } from '../../lib/plan';
import type { ClusterOptions, RestoreFromOptions } from '../cluster';
import type { HetznerK3sClusterArgs, RegistryLoginInput } from '../cluster/component';
import { parseRecoveryBundle } from '../cluster/read-recovery-bundle';
import { CLUSTER_SHAPES } from './cluster-shapes';
import type { StackConfig } from './config';
import { etcdSettings, type EtcdSources } from './etcd-settings';
import { hidden, storeKeys } from './store-keys';

/** Arguments of the cluster from the configuration of a stack of kind `cluster`. Problems are gathered in it. */
export function clusterStackSettings(config: StackConfig, sources: EtcdSources = {}): HetznerK3sClusterArgs {
  const name = config.text('cluster');
  if (sources.plan !== undefined) config.problems.push(...unknownCluster(sources.plan, name));
  const restoreStore = storeKeys(config, 'restoreStoreKeys');
  const restoreFrom = restoreFromOf(config);
  const kubeconfigFile = config.tryText('kubeconfigFile');
  const recoveryBundleFile = config.tryText('recoveryBundleFile');
  const protect = config.tryFlag('protect');
  return {
    name,
    location: config.text('location'),
    ...shapedOptions(config),
    ...k3sOf(config),
    ...etcdSettings(config, name, sources),
    ...(restoreFrom !== undefined && { restoreFrom }),
    hcloudToken: secret(config.trySecret('hcloudToken') ?? config.text('hcloudToken')),
    ...(restoreStore !== undefined && { restoreStore }),
    registryLogins: registryLogins(config),
    ...(kubeconfigFile !== undefined && { kubeconfigFile }),
    ...(recoveryBundleFile !== undefined && { recoveryBundleFile }),
    ...(protect !== undefined && { protect }),
  };
}

/** A cluster that the composition does not know; nothing where none is named. */
function unknownCluster({ clusters }: RecoveryPlan, name: string): Problem[] {
  if (name === '' || clusters.some((cluster) => cluster.name === name)) return [];
  const names = clusters.map((cluster) => cluster.name);
  return [
    problem(stacksPlatformProblems.clusterNotInPlan, {
      path: 'config',
      property: 'cluster',
      value: name,
      reason: names.length === 0 ? 'the plan has no clusters' : `the plan has ${names.join(', ')}`,
    }),
  ];
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
