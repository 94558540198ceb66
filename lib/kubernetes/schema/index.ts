export * from './check-object';
export * from './closest-name';
export * from './inspect-object';
export * from './kind-schema';
export * from './shape';
export type { SchemaViolation } from './violation';
