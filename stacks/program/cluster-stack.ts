import { output, type Inputs } from '@pulumi/pulumi';
import { HetznerK3sCluster } from '../cluster/component';
import type { StoreKeysInput } from '../cluster/component';
import type { SecretValues } from '../plan/secret-values';
import { refuseInputs } from '../problems/refuse-inputs';
import { clusterStackSettings } from './cluster-settings';
import type { StackConfig } from './config';
import { stackOfProject } from './stack-name';

/**
 * A stack of kind `cluster`: outputs the secret `kubeconfig` and `recoveryBundle`, and `apiAddress`, `ingressAddress` and
 * `serverNames`.
 */
export function clusterStack(config: StackConfig): Inputs {
  const etcdStore = etcdStoreOf(config);
  const settings = clusterStackSettings(config, etcdStore === undefined ? {} : { etcdStore });
  refuseInputs('The cluster stack', config.problems);
  const { kubeconfig, recoveryBundle, apiAddress, ingressAddress, serverNames } = new HetznerK3sCluster(
    settings,
  );
  return { kubeconfig, recoveryBundle, apiAddress, ingressAddress, serverNames };
}

/** Keys that the storage stack made for the snapshots of this cluster. */
function etcdStoreOf(config: StackConfig): StoreKeysInput | undefined {
  const stack = config.tryText('storageStack');
  const cluster = config.tryText('cluster');
  if (stack === undefined || cluster === undefined) return undefined;
  const snapshots = stackOfProject(stack).requireOutput('etcdSnapshots');
  const keyOf = (key: 'accessKeyId' | 'secretAccessKey') =>
    output(snapshots).apply((byCluster: SecretValues<string>) => byCluster[cluster]?.[key] ?? '');
  return { accessKeyId: keyOf('accessKeyId'), secretAccessKey: keyOf('secretAccessKey') };
}
