export * from './matrix';
export * from './merge-plans';
export * from './plan-text';
export * from './runbook';
