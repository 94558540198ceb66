import { escapeIdentifier, escapeLiteral } from 'pg';
import { Relation } from '../drill/check/relation';
import type {
  ExpectationPlan,
  MigrationPreset,
  MigrationsCheckPlan,
  RelationPlan,
  RoleCheckPlan,
} from '../plan';
import type { Rehearsable } from './rehearsal-options';

/** Rows of a generated table that no check wants otherwise. */
export const GENERATED_ROWS = 100_000;

/** The table that is always there. */
const DEFAULT_TABLE: RelationPlan = { name: 'orders' };

/**
 * A workload where nobody gives one: a table `orders` with 100,000 rows, the other tables and the schemas that the checks
 * name, the table of migrations and the roles. It is made to fit the checks, so it shows that recovery and checks work, and
 * says nothing of a real schema. What a query of the user reads, only the user knows.
 */
export function generatedWorkload({
  protection,
  owner,
}: Pick<Rehearsable, 'protection' | 'owner'>): readonly string[] {
  const { checks } = protection.drill;
  const counted = (protection.witness?.counts ?? []).map((table) => Relation.parse(table).plan());
  const migrations = checks.filter((check) => check.kind === 'sql.migrations');
  const roles = checks.filter((check) => check.kind === 'sql.role');
  const tables = new Tables(migrations.map(({ table }) => table));
  tables.add(DEFAULT_TABLE, GENERATED_ROWS);
  for (const table of counted) tables.add(table, GENERATED_ROWS);
  for (const check of checks) {
    if (check.kind === 'sql.tables') for (const table of check.tables) tables.add(table, GENERATED_ROWS);
    if (check.kind === 'sql.rowCounts')
      for (const { table, expect } of check.tables) tables.set(table, countFor(expect, GENERATED_ROWS));
    if (check.kind === 'sql.role') for (const table of tablesOf(check)) tables.add(table, GENERATED_ROWS);
  }
  const named = [...tables.all.map(({ table }) => table), ...migrations.map(({ table }) => table)];
  const schemas = [
    ...named.flatMap(({ schema }) => schema ?? []),
    ...checks.flatMap((check) => (check.kind === 'sql.schema' ? check.schemas : [])),
    ...roles.flatMap(schemasOf),
  ];
  return [
    ...[...new Set(schemas)].map((schema) => `CREATE SCHEMA IF NOT EXISTS ${escapeIdentifier(schema)}`),
    ...tables.all.map(({ table, rows }) => tableSql(table, rows)),
    ...migrations.map(migrationsSql),
    ...roles.flatMap((role) => roleSql(role, owner)),
  ];
}

/** Tables with their rows, each once, in the order named. */
class Tables {
  private readonly rows = new Map<string, { readonly table: RelationPlan; readonly rows: number }>();

  /** @param others tables that are made elsewhere */
  constructor(private readonly others: readonly RelationPlan[]) {}

  get all(): readonly { readonly table: RelationPlan; readonly rows: number }[] {
    return [...this.rows.values()];
  }

  /** Adds a table that is not there yet. */
  add(table: RelationPlan, rows: number): void {
    if (!this.rows.has(sqlName(table))) this.set(table, rows);
  }

  /** Adds a table, or gives it other rows. */
  set(table: RelationPlan, rows: number): void {
    if (this.others.some((other) => sqlName(other) === sqlName(table))) return;
    this.rows.set(sqlName(table), { table, rows });
  }
}

/** The number nearest to the usual one that an expectation allows. */
function countFor(expect: ExpectationPlan, usual: number): number {
  if (expect.kind === 'equals') return Number(expect.value);
  if (expect.kind === 'within') return expect.of;
  return Math.min(Math.max(usual, expect.atLeast ?? 0), expect.atMost ?? Infinity);
}

function tableSql(table: RelationPlan, rows: number): string {
  const name = sqlName(table);
  return `CREATE TABLE ${name} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer integer NOT NULL,
  amount numeric(10, 2) NOT NULL,
  placed_at timestamptz NOT NULL
);
INSERT INTO ${name} (customer, amount, placed_at)
SELECT n % 1000, (n % 10000) / 100.0, now() - n * interval '1 second' FROM generate_series(1, ${rows}) AS n`;
}

/** Columns beside the one that names a migration, which the conditions of a preset read (lib/drill, migration presets). */
const MARKS_OF: Readonly<
  Partial<Record<MigrationPreset, { readonly columns: string; readonly values: string }>>
> = {
  flyway: { columns: 'success boolean', values: 'true' },
  liquibase: { columns: 'exectype text', values: "'EXECUTED'" },
  'golang-migrate': { columns: 'dirty boolean', values: 'false' },
  prisma: { columns: 'finished_at timestamptz, rolled_back_at timestamptz', values: 'now(), NULL' },
};

function migrationsSql({ preset, table, column = 'version', names, count }: MigrationsCheckPlan): string {
  const name = sqlName(table);
  const marks = preset === 'table' ? undefined : MARKS_OF[preset];
  const least = countFor(count, names.length);
  const applied = [
    ...names,
    ...Array.from({ length: Math.max(0, least - names.length) }, (_, index) =>
      String(index + 1).padStart(4, '0'),
    ),
  ];
  const rows = applied.map(
    (migration) =>
      `(${[escapeLiteral(migration), ...(marks === undefined ? [] : [marks.values])].join(', ')})`,
  );
  return `CREATE TABLE ${name} (${[`${escapeIdentifier(column)} text NOT NULL`, ...(marks === undefined ? [] : [marks.columns])].join(', ')});
INSERT INTO ${name} VALUES ${rows.join(', ')}`;
}

function tablesOf({ privileges, owns }: RoleCheckPlan): readonly RelationPlan[] {
  return [...privileges.flatMap(({ on }) => (on.kind === 'table' ? [on.relation] : [])), ...owns];
}

function schemasOf({ privileges, defaultPrivileges }: RoleCheckPlan): readonly string[] {
  return [
    ...privileges.flatMap(({ on }) => {
      if (on.kind === 'schema') return [on.schema];
      return on.kind === 'database' ? [] : (on.relation.schema ?? []);
    }),
    ...defaultPrivileges.flatMap(({ schema }) => schema ?? []),
  ];
}

function roleSql(check: RoleCheckPlan, owner: string): readonly string[] {
  const role = escapeIdentifier(check.role);
  const others = [...check.memberOf, ...check.defaultPrivileges.map(({ createdBy }) => createdBy)];
  return [
    ...[...new Set([check.role, ...others])].map(createRole),
    ...(check.role === owner || check.login === undefined
      ? []
      : [`ALTER ROLE ${role} ${check.login ? 'LOGIN' : 'NOLOGIN'}`]),
    ...check.memberOf.map((group) => `GRANT ${escapeIdentifier(group)} TO ${role}`),
    ...check.privileges.flatMap(({ privilege, on }) => {
      if (on.kind === 'database') {
        return [
          doSql(
            `EXECUTE format('GRANT ${privilege} ON DATABASE %I TO %s', current_database(), ${escapeLiteral(role)})`,
          ),
        ];
      }
      if (on.kind === 'schema')
        return [`GRANT ${privilege} ON SCHEMA ${escapeIdentifier(on.schema)} TO ${role}`];
      const sequence = `CREATE SEQUENCE IF NOT EXISTS ${sqlName(on.relation)}`;
      return [
        ...(on.kind === 'sequence' ? [sequence] : []),
        `GRANT ${privilege} ON ${on.kind === 'sequence' ? 'SEQUENCE ' : ''}${sqlName(on.relation)} TO ${role}`,
      ];
    }),
    ...check.owns.map((table) => `ALTER TABLE ${sqlName(table)} OWNER TO ${role}`),
    ...check.defaultPrivileges.map(({ privilege, on, createdBy, schema }) => {
      const within = schema === undefined ? '' : ` IN SCHEMA ${escapeIdentifier(schema)}`;
      return `ALTER DEFAULT PRIVILEGES FOR ROLE ${escapeIdentifier(createdBy)}${within} GRANT ${privilege} ON ${on} TO ${role}`;
    }),
  ];
}

/** Predefined roles (`pg_…`) exist; others may. */
function createRole(name: string): string {
  return doSql(
    `IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${escapeLiteral(name)}) THEN CREATE ROLE ${escapeIdentifier(name)}; END IF`,
  );
}

function doSql(statement: string): string {
  return `DO ${escapeLiteral(`BEGIN ${statement}; END`)}`;
}

function sqlName({ schema, name }: RelationPlan): string {
  return schema === undefined
    ? escapeIdentifier(name)
    : `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}
