export type { RunbookStack } from './cluster-steps';
export * from './gaps';
export * from './markdown';
export * from './runbook';
