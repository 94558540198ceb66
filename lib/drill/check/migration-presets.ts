import type { MigrationPreset, RelationPlan } from '../../plan';

/** How a migration tool records what it applied. */
export interface MigrationTable {
  /** Its default table. */
  readonly table: RelationPlan;
  /** The column whose values people call a migration by. */
  readonly column: string;
  /** Condition of the rows that count as applied. @default - every row */
  readonly appliedWhere?: string;
  /** Condition of the rows of failed or unfinished migrations. @default - the tool keeps no such rows */
  readonly failedWhere?: string;
  /** Whether the table has one row, with the newest version, instead of one for each migration. @default false */
  readonly onlyNewest?: boolean;
}

/** The tools whose tables are known. Conditions are SQL of this project, never of a user. */
export const MIGRATION_TABLES: Readonly<Record<MigrationPreset, MigrationTable>> = {
  // Flyway documentation, "Flyway schema history table": version is NULL for repeatable migrations.
  flyway: {
    table: { name: 'flyway_schema_history' },
    column: 'version',
    appliedWhere: 'success',
    failedWhere: 'NOT success',
  },
  // Liquibase, liquibase.changelog.ChangeSet.ExecType: EXECUTED, FAILED, SKIPPED, RERAN, MARK_RAN. PostgreSQL folds the
  // name, which Liquibase writes unquoted, to lower case.
  liquibase: {
    table: { name: 'databasechangelog' },
    column: 'id',
    appliedWhere: "exectype IN ('EXECUTED', 'RERAN', 'MARK_RAN')",
    failedWhere: "exectype = 'FAILED'",
  },
  // golang-migrate, database/postgres: SetVersion empties the table and inserts (version, dirty).
  'golang-migrate': {
    table: { name: 'schema_migrations' },
    column: 'version',
    appliedWhere: 'NOT dirty',
    failedWhere: 'dirty',
    onlyNewest: true,
  },
  // prisma-engines, schema-engine/ARCHITECTURE.md: finished_at is set for successful migrations only, rolled_back_at by
  // `migrate resolve --rolled-back`.
  prisma: {
    table: { name: '_prisma_migrations' },
    column: 'migration_name',
    appliedWhere: 'finished_at IS NOT NULL AND rolled_back_at IS NULL',
    failedWhere: 'finished_at IS NULL AND rolled_back_at IS NULL',
  },
  // Django, django/db/migrations/recorder.py: a row always means an applied migration. Names repeat between apps.
  django: { table: { name: 'django_migrations' }, column: 'name' },
  // Rails, activerecord/lib/active_record/schema_migration.rb: one column of text.
  rails: { table: { name: 'schema_migrations' }, column: 'version' },
  // drizzle-orm, pg-core migrators: schema drizzle, columns id, hash, created_at; since version 1 of the table also name.
  drizzle: { table: { schema: 'drizzle', name: '__drizzle_migrations' }, column: 'hash' },
};
