export type { AlertRule } from './alert-rule';
export * from './deliverer';
export * from './protection';
export type * from './recovery';
export * from './runbook-section';
export * from './secrets-step';
