import { AlertRules, FluxFolder, type AlertRulesProps, type Environment, type FluxFolderProps } from '../lib';

/** Options of EnvironmentAlerts. */
export interface EnvironmentAlertsProps extends FluxFolderProps, AlertRulesProps {
  /** Folder. @default - infrastructure/alerts and the name of the environment */
  readonly path?: string;
  /** Namespace of the PrometheusRule. @default - the namespace of the environment */
  readonly namespace?: string;
}

/**
 * The alerts of one environment in a folder of their own, where not every environment of a cluster has some; otherwise
 * `alerts: Alerts.prometheusRule()` of the cluster does the same for all.
 */
export class EnvironmentAlerts extends FluxFolder {
  constructor(environment: Environment, props: EnvironmentAlertsProps = {}) {
    const {
      path = `infrastructure/alerts/${environment.name}`,
      labels,
      namespace,
      runbookUrl,
      ...folder
    } = props;
    super(environment, path, folder);
    new AlertRules(this, environment, {
      ...(labels !== undefined && { labels }),
      ...(namespace !== undefined && { namespace }),
      ...(runbookUrl !== undefined && { runbookUrl }),
    });
  }
}
