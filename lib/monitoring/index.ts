export { AlertRules, type AlertRulesProps } from './alert-rules';
export { Alerts, type PrometheusRuleAlertsProps } from './alerts';
