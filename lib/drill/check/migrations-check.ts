import { drillProblems, fail } from '../../core/problems';
import type { MigrationPreset, MigrationsCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, readList, type CheckOptions } from './base-check';
import { Expectation, type CountExpectation } from './expectation';
import { MIGRATION_TABLES, type MigrationTable } from './migration-presets';
import { readName, Relation } from './relation';

/** What must have been migrated. */
export interface ExpectedMigrations extends CheckOptions {
  /** Migrations that must be applied, as the tool's table names them. @default - none in particular */
  readonly names?: readonly string[];
  /** How many must be applied. @default - at least one, and as many as there are names */
  readonly count?: CountExpectation;
}

/** A tool whose table of applied migrations is known. */
export interface PresetMigrations extends ExpectedMigrations {
  readonly preset: MigrationPreset;
  /** @default - the tool's own default */
  readonly table?: string;
  /** Column the names are looked up in. @default - the tool's own */
  readonly column?: string;
}

/** A tool that keeps one row for each applied migration in some table. */
export interface TableMigrations extends ExpectedMigrations {
  readonly preset?: never;
  readonly table: string;
  /** Column the names are looked up in. @default - none: there can then be no names */
  readonly column?: string;
}

export type MigrationsInput = PresetMigrations | TableMigrations;

/** The migrations a tool has recorded are there, and none is failed or unfinished. */
export class MigrationsCheck extends BaseCheck {
  /** Throws RST601, RST602, RST603, RST604, RST605, RST607. */
  static of(input: MigrationsInput): MigrationsCheck {
    const tool = toolOf(input);
    const table = input.table === undefined ? tool?.table : Relation.parse(input.table).plan();
    if (table === undefined) refuse(input, 'there is neither a preset nor a table');
    const column = input.column === undefined ? tool?.column : readName('column', input.column);
    const names = input.names === undefined ? [] : readList('names', input.names);
    const least = Math.max(1, new Set(names).size);
    const count = Expectation.ofCount(input.count ?? { atLeast: least });
    if (names.length > 0 && column === undefined)
      refuse(input, 'names are looked up in a column, and none is given');
    if (tool?.onlyNewest === true && (names.length > 1 || input.count !== undefined)) {
      refuse(
        input,
        `${input.preset ?? ''} keeps one row with the newest version: give that as the only name, and no count`,
      );
    }
    if (!count.allowsAtLeast(least)) {
      fail(drillProblems.impossibleExpectation, {
        property: 'count',
        value: input.count,
        reason: `${least} migrations are expected by name`,
      });
    }
    return new MigrationsCheck(input, {
      preset: input.preset ?? 'table',
      table,
      ...(column !== undefined && { column }),
      ...(tool?.appliedWhere !== undefined && { appliedWhere: tool.appliedWhere }),
      ...(tool?.failedWhere !== undefined && { failedWhere: tool.failedWhere }),
      names,
      count: count.plan(),
    });
  }

  readonly runsIn = ANYWHERE;

  private constructor(
    options: CheckOptions,
    private readonly expected: Pick<
      MigrationsCheckPlan,
      'preset' | 'table' | 'column' | 'appliedWhere' | 'failedWhere' | 'names' | 'count'
    >,
  ) {
    super(`migrations in ${expected.table.name}`, '1m', options);
  }

  override plan(): MigrationsCheckPlan {
    return { ...this.base, kind: 'sql.migrations', ...this.expected };
  }
}

function toolOf(input: MigrationsInput): MigrationTable | undefined {
  if (input.preset === undefined) return undefined;
  if (!Object.hasOwn(MIGRATION_TABLES, input.preset)) {
    refuse(
      input,
      `there is no preset ${input.preset}; there are ${Object.keys(MIGRATION_TABLES).join(', ')}`,
    );
  }
  return MIGRATION_TABLES[input.preset];
}

function refuse(input: MigrationsInput, reason: string): never {
  return fail(drillProblems.invalidMigrationsCheck, { value: input, reason });
}
