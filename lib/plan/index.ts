export * from './check-plan';
export * from './drill-plan';
export * from './drill-result';
export * from './evidence-plan';
export * from './namespace-check-plan';
export * from './protection-plan';
export * from './recovery-plan';
export * from './required-secret';
