import { ApplicationCheck, type ApplicationInput } from './application-check';
import type { BaseCheck, CheckOptions } from './base-check';
import { ChecksumsCheck } from './checksums-check';
import { CollationsCheck } from './collations-check';
import { CommandCheck, type CommandInput } from './command-check';
import type { ValueExpectation } from './expectation';
import { ExtensionsCheck, type ExpectedExtension } from './extensions-check';
import { FreshnessCheck, type ExpectedFreshness } from './freshness-check';
import { IndexesCheck, type IndexesOptions } from './indexes-check';
import { MigrationsCheck, type MigrationsInput } from './migrations-check';
import { QueryCheck } from './query-check';
import { RoleCheck, type ExpectedRole } from './role-check';
import { RowCountsCheck, type ExpectedCounts, type RelativeCounts } from './row-counts-check';
import { SchemaCheck } from './schema-check';
import { TablesCheck } from './tables-check';
import { WriteCheck, type WriteOptions } from './write-check';

/** One assertion about restored things. */
export type Check = BaseCheck;

/**
 * The checks of a drill. Names of database objects are written as the catalogue spells them, `orders` or `sales.items`;
 * what can never hold, or always holds, is refused here. Every check takes a `name` and a `timeout`, those over
 * a list by `with`: `Check.tables('orders', 'sales.items').with({ timeout: '5m' })`.
 */
export const Check = {
  /** The schemas exist. Throws RST601, RST602. */
  schema: (...schemas: readonly string[]): SchemaCheck => SchemaCheck.of(schemas),

  /** The tables or views exist. Throws RST601, RST602. */
  tables: (...tables: readonly string[]): TablesCheck => TablesCheck.of(tables),

  /**
   * The migrations a tool has recorded are there, and none is failed or unfinished:
   * `Check.migrations({ preset: 'flyway', names: ['42'] })`, `Check.migrations({ table: 'schema_migrations' })`.
   *
   * Throws RST601, RST602, RST603, RST604, RST605, RST607, RST612.
   */
  migrations: (input: MigrationsInput): MigrationsCheck => MigrationsCheck.of(input),

  /**
   * The first value that one read query gives is as expected:
   * `Check.query('SELECT count(*) FROM orders', { atLeast: 1 })`. No row, or NULL, is never as expected.
   *
   * Throws RST603, RST604, RST605, RST606, RST612.
   */
  query: (sql: string, expected: ValueExpectation & CheckOptions): QueryCheck => QueryCheck.of(sql, expected),

  /** The database accepts writes: a scratch table is made, written, committed, read back and dropped. Throws RST601, RST612. */
  write: (options: WriteOptions = {}): WriteCheck => WriteCheck.of(options),

  /**
   * A role exists, with these rights: `Check.role('app', { login: true, can: ['SELECT'], on: 'orders' })`.
   *
   * Throws RST601, RST602, RST608, RST612.
   */
  role: (role: string, expected: ExpectedRole = {}): RoleCheck => RoleCheck.of(role, expected),

  /**
   * Tables have as many rows as the witness counted, `Check.rowCounts({ within: '5%' })`, or as expected,
   * `Check.rowCounts({ orders: { atLeast: 10 } })`.
   *
   * Throws RST601, RST602, RST603, RST604, RST605, RST612.
   */
  rowCounts: (expected: RelativeCounts | ExpectedCounts, options: CheckOptions = {}): RowCountsCheck =>
    RowCountsCheck.of(expected, options),

  /** Extensions are installed: `Check.extensions('pg_trgm', { name: 'postgis', version: '3.5.2' })`. Throws RST601, RST602, RST603. */
  extensions: (...extensions: readonly ExpectedExtension[]): ExtensionsCheck =>
    ExtensionsCheck.of(extensions),

  /** Collations have the versions of the operating system: otherwise indexes on text may miss rows. Throws RST612. */
  collations: (options: CheckOptions = {}): CollationsCheck => CollationsCheck.of(options),

  /** Every B-tree index is consistent (`amcheck`). Reads every index, and by default every table. Throws RST612. */
  indexes: (options: IndexesOptions = {}): IndexesCheck => IndexesCheck.of(options),

  /** Data checksums are on and hold for every page. Reads every table. Throws RST612. */
  checksums: (options: CheckOptions = {}): ChecksumsCheck => ChecksumsCheck.of(options),

  /** The restored data is recent: `Check.freshness({ by: 'witness' })` within the RPO. Throws RST101, RST603, RST612. */
  freshness: (expected: ExpectedFreshness): FreshnessCheck => FreshnessCheck.of(expected),

  /** The application becomes ready on the restored database and answers over HTTP. Throws RST101, RST104, RST604, RST609, RST610, RST612. */
  application: (input: ApplicationInput): ApplicationCheck => ApplicationCheck.of(input),

  /** A command in a container exits with 0. Throws RST101, RST104, RST604, RST609, RST610, RST612. */
  command: (input: CommandInput): CommandCheck => CommandCheck.of(input),
} as const;
