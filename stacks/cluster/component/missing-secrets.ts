import type { Input } from '@pulumi/pulumi';
import { problem, stacksProblems, type Problem } from '../../../lib/core/problems';
import type { ClusterSettings } from '../cluster-settings';
import type { HetznerK3sClusterArgs, StoreKeysInput } from './cluster-args';

type Secrets = Pick<HetznerK3sClusterArgs, 'hcloudToken' | 'etcdStore' | 'restoreStore' | 'registryLogins'>;

/**
 * Secrets that the settings need and that are not given, or given empty (`RST922`): told before any resource is made. The
 * same is looked at again when the values of other stacks are known (`clusterSecretProblems`), but then half of the cluster is
 * there.
 */
export function missingSecrets(settings: ClusterSettings, secrets: Secrets): Problem[] {
  const { etcdBackup, restoreFrom, registries } = settings;
  const { hcloudToken, etcdStore, restoreStore, registryLogins = {} } = secrets;
  const found: Problem[] = [];
  const wrong = (property: string, reason: string) =>
    found.push(problem(stacksProblems.missingClusterSecret, { property, reason }));
  if (isEmpty(hcloudToken)) wrong('hcloudToken', 'It is empty.');
  if (etcdBackup !== undefined && etcdStore === undefined) {
    wrong('etcdStore', 'The keys of the store of etcd snapshots are missing.');
  }
  if (restoreFrom !== undefined && restoreStore === undefined && etcdStore === undefined) {
    wrong('restoreStore', 'The keys of the store that the snapshot is in are missing.');
  }
  for (const [name, keys] of Object.entries({ etcdStore, restoreStore })) {
    if (keys !== undefined && hasEmptyKey(keys)) wrong(name, 'A key is empty.');
  }
  for (const [host, { login = false }] of Object.entries(registries)) {
    if (login && registryLogins[host] === undefined) {
      wrong(`registryLogins.${host}`, `The login of ${host} is missing.`);
    }
  }
  return found;
}

function hasEmptyKey({ accessKeyId, secretAccessKey }: StoreKeysInput): boolean {
  return isEmpty(accessKeyId) || isEmpty(secretAccessKey);
}

/** Whether nothing is there. What is an output is not known yet. */
function isEmpty(value: Input<string>): boolean {
  return value === '';
}
