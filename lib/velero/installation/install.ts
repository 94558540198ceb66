import { ApiObject } from 'cdk8s';
import type { KubernetesCluster } from '../../kubernetes/kubernetes-cluster';
import { managedLabels } from '../../kubernetes/labels';
import { installHelmOperator } from '../../kubernetes/operators/helm-operator';
import type { FluxFolder } from '../../flux/flux-folder';
import { veleroValues, type VeleroValuesInput } from './helm-values';

/** What one installation of Velero is made of. */
export interface InstallationInput extends VeleroValuesInput {
  readonly cluster: KubernetesCluster;
  readonly namespace: string;
  readonly chart: string;
  /** Folder of the release. */
  readonly path: string;
  readonly dependsOn: readonly FluxFolder[];
}

/** Labels of the namespace: node-agent reads the volumes of other pods from the host (Velero 1.18, "File System Backup"). */
const PRIVILEGED = Object.fromEntries(
  ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'privileged']),
);

/** Writes the folder with namespace and release of one Velero. The release is called like its namespace, so that there can be two. */
export function installVelero(input: InstallationInput): FluxFolder {
  const { cluster, namespace, chart, path, dependsOn } = input;
  const folder = installHelmOperator(cluster, path, {
    name: namespace,
    namespace,
    ownsNamespace: false,
    repository: 'https://vmware-tanzu.github.io/helm-charts',
    chart: 'velero',
    version: chart,
    values: veleroValues(input),
    dependsOn,
  });
  new ApiObject(folder, 'namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: managedLabels(PRIVILEGED) },
  });
  return folder;
}
