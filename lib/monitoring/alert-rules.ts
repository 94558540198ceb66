import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { Inspection, monitoringProblems } from '../core';
import { NO_SUBSTITUTION } from '../drill/site/labels';
import type { Environment } from '../kubernetes/environment';
import type { PrometheusRuleSpecGroups } from '../kubernetes/generated/monitoring.coreos.com/v1';
import { managedLabels } from '../kubernetes/labels';
import { Protection } from '../protection';
import { alertGroup } from './alert-group';

/** Options of the alerts of an environment. */
export interface AlertRulesProps {
  /** Labels that a Prometheus selects its rules by, for example `{ release: 'kube-prometheus-stack' }`. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Namespace of the PrometheusRule. A Prometheus that enforces the namespace of rules (`enforcedNamespaceLabel`) must
   * leave it out, since drills run in another namespace than what they prove.
   *
   * @default - the namespace of the environment
   */
  readonly namespace?: string;
  /**
   * Page with a section for each alert, named after it in lower case.
   *
   * @default - none: the first steps are in the annotation `runbook`
   */
  readonly runbookUrl?: string;
}

/** The alerts of everything protected in an environment, as one PrometheusRule (monitoring.coreos.com/v1). */
export class AlertRules extends Construct {
  /** Reports RST320 for a runbook that is no page. */
  constructor(scope: Construct, environment: Environment, props: AlertRulesProps = {}) {
    super(scope, `alerts-${environment.name}`);
    const { labels = {}, namespace = environment.defaultNamespace, runbookUrl } = props;
    if (runbookUrl !== undefined && !isPage(runbookUrl)) {
      Inspection.of(this).report(monitoringProblems.invalidRunbook, {
        property: 'runbookUrl',
        value: runbookUrl,
        reason: 'it is no address of a page, or has a fragment already',
      });
    }
    new ApiObject(this, 'rule', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: {
        name: `restorable-${environment.name}`,
        namespace,
        labels: managedLabels(labels),
        annotations: NO_SUBSTITUTION,
      },
      spec: {
        // Worked out when manifests are written: what is protected is composed after its environment.
        groups: Lazy.any({ produce: () => groupsOf(environment, runbookUrl) }) as unknown,
      },
    });
  }
}

function groupsOf(
  environment: Environment,
  runbookUrl: string | undefined,
): readonly PrometheusRuleSpecGroups[] {
  return Protection.allIn(environment)
    .map((protection) => alertGroup(protection, { ...(runbookUrl !== undefined && { runbookUrl }) }))
    .filter(({ rules = [] }) => rules.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isPage(url: string): boolean {
  return /^https?:\/\/[^\s#]+$/.test(url);
}
