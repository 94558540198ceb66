import type { Problem } from '../../../lib/core';
import type { ClusterSettings } from '../cluster-settings';
import { autoscalerProblems } from './autoscaler';
import { etcdBackupProblems } from './etcd-backup';
import { locationProblems } from './locations';
import { maintenanceProblems } from './maintenance';
import { nameProblems } from './names';
import { networkProblems } from './network';
import { poolProblems } from './pools';
import { restoreProblems } from './restore';
import { textProblems } from './texts';
import { userDataSizeProblems } from './user-data-size';
import { versionProblems } from './versions';

const RULES: readonly ((settings: ClusterSettings) => Problem[])[] = [
  nameProblems,
  locationProblems,
  networkProblems,
  poolProblems,
  autoscalerProblems,
  versionProblems,
  maintenanceProblems,
  textProblems,
  etcdBackupProblems,
  restoreProblems,
];

/** Everything that is wrong with a cluster, errors and warnings, before anything is made. Empty if nothing is. */
export function inspectClusterSettings(settings: ClusterSettings): Problem[] {
  const found = RULES.flatMap((rule) => rule(settings));
  // What servers would be told can be written down only for settings that make sense.
  if (found.some(({ severity }) => severity === 'error')) return found;
  return [...found, ...userDataSizeProblems(settings)];
}
