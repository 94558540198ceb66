export * from './check-plan';
export * from './drill-plan';
export * from './drill-result';
export * from './protection-plan';
export * from './recovery-plan';
export * from './required-secret';
