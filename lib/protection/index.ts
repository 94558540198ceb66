export type { AlertRule } from './alert-rule';
export * from './deliverer';
export * from './drill-step';
export * from './protection';
export * from './recover-command';
export type * from './recovery';
export type * from './runbook-cluster';
export * from './runbook-section';
export * from './secrets-step';
