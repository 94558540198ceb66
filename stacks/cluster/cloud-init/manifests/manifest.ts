import type { ChartVersion } from '../../../versions';
import { yamlText } from '../yaml-text';

/** A Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** How a chart is installed. */
export interface ChartInstallation {
  readonly name: string;
  /** Namespace of what the chart makes. @default 'kube-system' */
  readonly namespace?: string;
  readonly chart: ChartVersion;
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether nodes are not ready without it: its job then runs on those that are not. @default false */
  readonly bootstrap?: boolean;
}

/** A chart for the Helm controller of k3s (helm.cattle.io/v1), at its exact version. */
export function helmChart(installation: ChartInstallation): Manifest {
  const { name, namespace = 'kube-system', chart, values, bootstrap = false } = installation;
  return {
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChart',
    metadata: { name, namespace: 'kube-system' },
    spec: {
      ...(chart.repository !== undefined && { repo: chart.repository }),
      chart: chart.chart,
      version: chart.version,
      targetNamespace: namespace,
      createNamespace: namespace !== 'kube-system',
      ...(bootstrap && { bootstrap: true }),
      valuesContent: yamlText(values),
    },
  };
}

/** A Secret of `kube-system`. */
export function secretManifest(
  name: string,
  stringData: Readonly<Record<string, string>>,
  type = 'Opaque',
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: 'kube-system' },
    type,
    stringData,
  };
}
