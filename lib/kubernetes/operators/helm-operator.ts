import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { FluxFolder } from '../../flux/flux-folder';
import { PrunePolicy } from '../../flux/prune-policy';
import { managedLabels } from '../labels';

/** An operator installed by Flux from a Helm chart of an exact version. */
export interface HelmOperator {
  /** Name of the release, of its folder and of its source. */
  readonly name: string;
  readonly namespace: string;
  /** Repository of the chart: `https://…` or `oci://…`. */
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly FluxFolder[];
  /** Whether this operator's folder makes the namespace. */
  readonly ownsNamespace: boolean;
}

/** Writes the folder of an operator: namespace, source and release; ready once the release is. */
export function installHelmOperator(scope: Construct, path: string, operator: HelmOperator): FluxFolder {
  const { name, namespace } = operator;
  const folder = new FluxFolder(scope, `${path}/${name}`, {
    name,
    dependsOn: [operator.dependsOn],
    namespace,
  });
  if (operator.ownsNamespace) {
    new ApiObject(folder, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels: managedLabels() },
    });
  }
  const source = new ApiObject(folder, 'source', sourceOf(operator));
  const release = new ApiObject(folder, 'release', {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name, namespace, labels: managedLabels() },
    spec: {
      interval: '1h',
      releaseName: name,
      ...(operator.repository.startsWith('oci://')
        ? { chartRef: { kind: 'OCIRepository', name } }
        : {
            chart: {
              spec: {
                chart: operator.chart,
                version: operator.version,
                sourceRef: { kind: 'HelmRepository', name },
              },
            },
          }),
      // Custom resources of databases are deleted with their CRDs: upgrades replace CRDs, uninstalling keeps them.
      install: { crds: 'CreateReplace', remediation: { retries: 3 } },
      upgrade: { crds: 'CreateReplace', remediation: { retries: 3 } },
      values: operator.values,
    },
  });
  // Without its operator a database is neither archived nor failed over: losing a file must not uninstall it.
  for (const object of [source, release]) PrunePolicy.protect(object);
  folder.addHealthCheck({ apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', name, namespace });
  return folder;
}

function sourceOf({ name, namespace, repository, chart, version }: HelmOperator) {
  const metadata = { name, namespace, labels: managedLabels() };
  if (!repository.startsWith('oci://')) {
    return {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata,
      spec: { interval: '24h', url: repository },
    };
  }
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata,
    spec: {
      interval: '24h',
      url: `${repository}/${chart}`,
      ref: { tag: version },
      layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
    },
  };
}
