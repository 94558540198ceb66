import type { Environment } from './environment';

/** What makes the alerts of a cluster: `Alerts.prometheusRule()`, or something of your own. */
export interface ClusterAlerts {
  /** Writes the alerts of an environment. Called once for each, before anything is protected in it. */
  addEnvironment(environment: Environment): void;
}
