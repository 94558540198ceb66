export type { ApplicationInput } from './application-check';
export type { BaseCheck, CheckContext, CheckOptions, SecretKey } from './base-check';
export { Check } from './check';
export { inspectChecks, planChecks, type CheckSituation } from './checks-of';
export type { CommandInput } from './command-check';
export type { Env, EnvValue } from './container';
export type { ContainerInput } from './container-input';
export type { CountExpectation, NumberExpectation, ValueExpectation } from './expectation';
export type { ExpectedExtension } from './extensions-check';
export type { ExpectedFreshness } from './freshness-check';
export type { IndexesOptions } from './indexes-check';
export type {
  ExpectedMigrations,
  MigrationsInput,
  PresetMigrations,
  TableMigrations,
} from './migrations-check';
export type { PercentageText } from './percentage';
export type { Privilege, RoleObject } from './privileges';
export { Restored, RestoredText } from './restored';
export type { ExpectedDefaultPrivileges, ExpectedRole } from './role-check';
export type { ExpectedCounts, RelativeCounts } from './row-counts-check';
export type { WriteOptions } from './write-check';
