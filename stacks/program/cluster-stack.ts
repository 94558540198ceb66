import type { Inputs } from '@pulumi/pulumi';
import { HetznerK3sCluster } from '../cluster/component';
import type { SecretValues } from '../plan/secret-values';
import { refuseInputs } from '../problems/refuse-inputs';
import { clusterStackSettings } from './cluster-settings';
import type { StackConfig } from './config';
import type { EtcdSources } from './etcd-settings';
import { planOfProject } from './plan-of-project';
import { restorePreflight } from './restore-preflight';
import { stackOfProject } from './stack-name';

/**
 * A stack of kind `cluster`: outputs the secret `kubeconfig`, `recoveryBundle` and `systemManifests`, and `apiAddress`,
 * `ingressAddress` and `serverNames`. It reads the stack `storage` and the plan.
 */
export async function clusterStack(config: StackConfig): Promise<Inputs> {
  const sources = { plan: planOfProject(config), ...(await snapshotsOfStorage(config)) };
  const settings = clusterStackSettings(config, sources);
  refuseInputs('The cluster stack', config.problems);
  await restorePreflight(config, settings.restoreFrom, sources);
  const { kubeconfig, recoveryBundle, systemManifests, apiAddress, ingressAddress, serverNames } =
    new HetznerK3sCluster(settings);
  return { kubeconfig, recoveryBundle, systemManifests, apiAddress, ingressAddress, serverNames };
}

/** What the storage stack says of etcd snapshots, if one is named: read before anything is made, to know what is missing. */
async function snapshotsOfStorage(config: StackConfig): Promise<Pick<EtcdSources, 'etcdSnapshots'>> {
  const stack = config.tryText('storageStack');
  if (stack === undefined) return {};
  const details = await stackOfProject(stack).getOutputDetails('etcdSnapshots');
  return {
    etcdSnapshots: ((details.secretValue ?? details.value) as SecretValues<string> | undefined) ?? {},
  };
}
