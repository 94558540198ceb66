import { log } from '@pulumi/pulumi';
import { formatProblem } from '../../lib/core/problems';
import type { RestoreFromOptions, StoreKeys } from '../cluster';
import { snapshotPreflight, type SnapshotPreflightOptions } from '../cluster/snapshot-preflight';
import { refuseInputs } from '../problems/refuse-inputs';
import type { StackConfig } from './config';
import type { EtcdSources } from './etcd-settings';

/**
 * Looks at the snapshot a cluster stack is to be built from, before anything is made. Without keys it looks at nothing: that
 * is told with the secrets that are missing.
 *
 * @throws InputPropertiesError with `RST921`
 */
export async function restorePreflight(
  config: StackConfig,
  restoreFrom: RestoreFromOptions | undefined,
  { etcdSnapshots = {} }: EtcdSources,
  options: SnapshotPreflightOptions = { now: () => new Date() },
): Promise<void> {
  const keys =
    pairOf(config.secretTexts('restoreStoreKeys')) ??
    pairOf(config.secretTexts('etcdStoreKeys')) ??
    pairOf(etcdSnapshots[config.tryText('cluster') ?? '']);
  if (restoreFrom === undefined || keys === undefined) return;
  const problems = await snapshotPreflight(restoreFrom, keys, options);
  refuseInputs('The cluster', problems);
  for (const problem of problems) await log.warn(formatProblem(problem));
}

function pairOf(values: Readonly<Record<string, string>> = {}): StoreKeys | undefined {
  const { accessKeyId, secretAccessKey } = values;
  return accessKeyId === undefined || secretAccessKey === undefined
    ? undefined
    : { accessKeyId, secretAccessKey };
}
