import { Duration } from '../core';
import type {
  PrometheusRuleSpecGroups,
  PrometheusRuleSpecGroupsRules,
} from '../kubernetes/generated/monitoring.coreos.com/v1';
import type { DrilledProtectionPlan, ProtectionPlan } from '../plan';
import type { AlertRule, Protection } from '../protection';
import { drillAlerts } from './drill-alerts';

/** What every alert of an environment is written with. */
export interface AlertStyle {
  /** Page with a section for each alert, named after it in lower case. @default - none */
  readonly runbookUrl?: string;
}

/** The alerts of a protection as a group of rules (Prometheus, "Recording rules" and "Alerting rules"): its drill's and its own. */
export function alertGroup(protection: Protection, style: AlertStyle): PrometheusRuleSpecGroups {
  const plan = protection.plan();
  const rules = [...(isDrilled(plan) ? drillAlerts(plan) : []), ...protection.alerts()];
  return {
    name: `${plan.environment}/${plan.name}`,
    rules: rules.map((rule) => alertingRule(rule, plan, style)),
  };
}

function isDrilled(plan: ProtectionPlan): plan is DrilledProtectionPlan {
  return !('waived' in plan.drill);
}

function alertingRule(
  { name, expression, holdsFor, severity, summary, description, runbook }: AlertRule,
  { id, environment }: ProtectionPlan,
  { runbookUrl }: AlertStyle,
): PrometheusRuleSpecGroupsRules {
  return {
    alert: name,
    expr: expression,
    ...(holdsFor > 0 && { for: Duration.seconds(holdsFor).toShort() }),
    labels: { severity, environment, protection: id },
    annotations: {
      summary,
      description,
      runbook,
      ...(runbookUrl !== undefined && { runbook_url: `${runbookUrl}#${name.toLowerCase()}` }),
    },
  };
}
