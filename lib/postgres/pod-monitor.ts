import type { PodMonitor } from '../kubernetes/generated/monitoring.coreos.com/v1';
import { managedLabels } from '../kubernetes/labels';

/** The PodMonitor of a Cluster (monitoring.coreos.com/v1). The operator's own, `enablePodMonitor`, is deprecated. */
export function podMonitor(
  name: string,
  namespace: string,
  labels: Readonly<Record<string, string>> = {},
): PodMonitor {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name, namespace, labels: managedLabels(labels) },
    spec: {
      selector: { matchLabels: { 'cnpg.io/cluster': name, 'cnpg.io/podRole': 'instance' } },
      podMetricsEndpoints: [{ port: 'metrics' }],
    },
  };
}
