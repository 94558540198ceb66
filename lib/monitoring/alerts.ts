import { FluxFolder, type FluxFolderProps } from '../flux/flux-folder';
import type { ClusterAlerts } from '../kubernetes/cluster-alerts';
import type { Environment } from '../kubernetes/environment';
import type { KubernetesCluster } from '../kubernetes/kubernetes-cluster';
import { AlertRules, type AlertRulesProps } from './alert-rules';

/** Options of `Alerts.prometheusRule`. */
export interface PrometheusRuleAlertsProps extends AlertRulesProps {
  /** Folder, below the Flux path. @default infrastructure/alerts */
  readonly path?: string;
  /**
   * Folders that must be ready first, such as the one that installs the Prometheus operator.
   *
   * @default - none: the kind PrometheusRule must be known already
   */
  readonly dependsOn?: FluxFolderProps['dependsOn'];
}

/** Alerts of a cluster. */
export class Alerts implements ClusterAlerts {
  /**
   * One PrometheusRule for each environment, in a folder of their own: where the Prometheus operator is missing, Flux stops
   * at the alerts and not at the data.
   */
  static prometheusRule(props: PrometheusRuleAlertsProps = {}): Alerts {
    return new Alerts(props);
  }

  private readonly folders = new Map<KubernetesCluster, FluxFolder>();

  private constructor(private readonly props: PrometheusRuleAlertsProps) {}

  addEnvironment(environment: Environment): void {
    new AlertRules(this.folderOf(environment.cluster), environment, this.props);
  }

  private folderOf(cluster: KubernetesCluster): FluxFolder {
    const { path = 'infrastructure/alerts', dependsOn = [] } = this.props;
    const known = this.folders.get(cluster);
    const folder = known ?? new FluxFolder(cluster, path, { name: 'alerts', dependsOn });
    this.folders.set(cluster, folder);
    return folder;
  }
}
