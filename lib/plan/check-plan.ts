import type { EtcdCheckPlan } from './etcd-check-plan';
import type { NamespaceCheckPlan } from './namespace-check-plan';

/** Where a check can run: in a drill on the cluster, or in a rehearsal on an embedded PostgreSQL. */
export type CheckPlace = 'cluster' | 'embedded';

/** What every check has. */
export interface CheckBasePlan {
  /** For people; unique in its drill. */
  readonly name: string;
  /** How long it may take, seconds. */
  readonly timeout: number;
  /** Where it can run. Elsewhere it is shown as not run, never as passed. */
  readonly runsIn: readonly CheckPlace[];
}

/** What a value must be to satisfy a check. */
export type ExpectationPlan =
  | { readonly kind: 'equals'; readonly value: number | string | boolean }
  | { readonly kind: 'range'; readonly atLeast?: number; readonly atMost?: number }
  | { readonly kind: 'within'; readonly of: number; readonly fraction: number };

/**
 * A database object, as its catalogue spells it: never folded, never quoted. Without a schema it is looked up on the
 * search path of the database's owner.
 */
export interface RelationPlan {
  readonly schema?: string;
  readonly name: string;
}

/** One assertion about restored things, as data. SQL is sent as written; identifiers are quoted by the runner. */
export type CheckPlan =
  | SchemaCheckPlan
  | TablesCheckPlan
  | MigrationsCheckPlan
  | QueryCheckPlan
  | WriteCheckPlan
  | RoleCheckPlan
  | RowCountsCheckPlan
  | ExtensionsCheckPlan
  | CollationsCheckPlan
  | IndexesCheckPlan
  | ChecksumsCheckPlan
  | FreshnessCheckPlan
  | ApplicationCheckPlan
  | CommandCheckPlan
  | NamespaceCheckPlan
  | EtcdCheckPlan;

/** The schemas exist. */
export interface SchemaCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.schema';
  readonly schemas: readonly string[];
}

/** The tables (or views, materialized views, foreign tables) exist. */
export interface TablesCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.tables';
  readonly tables: readonly RelationPlan[];
}

/** The migrations a tool has recorded are there and finished. */
export interface MigrationsCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.migrations';
  readonly preset: MigrationPreset | 'table';
  readonly table: RelationPlan;
  /** Column that names a migration; absent where only the number of rows is asserted. */
  readonly column?: string;
  /** Condition of the rows that count as applied. Absent: every row. */
  readonly appliedWhere?: string;
  /** Condition of the rows of failed or unfinished migrations; none may match. Absent: the tool keeps no such mark. */
  readonly failedWhere?: string;
  /** Migrations that must be applied. */
  readonly names: readonly string[];
  /** How many must be applied. */
  readonly count: ExpectationPlan;
}

/** The first column of the first row of a read query. No row, or NULL, satisfies nothing. */
export interface QueryCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.query';
  readonly sql: string;
  readonly expect: ExpectationPlan;
}

/** A scratch table can be made, written, committed, read back and dropped. */
export interface WriteCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.write';
  /** Absent: the first schema on the search path of the database's owner. */
  readonly schema?: string;
}

/** A role exists, with these rights. */
export interface RoleCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.role';
  readonly role: string;
  /** Whether it may log in; absent: not asserted. */
  readonly login?: boolean;
  readonly memberOf: readonly string[];
  readonly privileges: readonly PrivilegePlan[];
  readonly owns: readonly RelationPlan[];
  readonly defaultPrivileges: readonly DefaultPrivilegePlan[];
}

/** A privilege on one object. */
export interface PrivilegePlan {
  readonly privilege: string;
  readonly on: RoleObjectPlan;
}

/** What a privilege is held on; `database` is the restored database. */
export type RoleObjectPlan =
  | { readonly kind: 'table' | 'sequence'; readonly relation: RelationPlan }
  | { readonly kind: 'schema'; readonly schema: string }
  | { readonly kind: 'database' };

/** A privilege that a role gets on objects another role creates later (`ALTER DEFAULT PRIVILEGES`). */
export interface DefaultPrivilegePlan {
  readonly privilege: string;
  readonly on: 'tables' | 'sequences';
  readonly createdBy: string;
  /** Absent: in every schema. */
  readonly schema?: string;
}

/** Row counts of tables: expected ones, or those the witness wrote down. */
export interface RowCountsCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.rowCounts';
  readonly tables: readonly { readonly table: RelationPlan; readonly expect: ExpectationPlan }[];
  /** Every count of the witness may differ from the restored one by this fraction of it. */
  readonly witness?: { readonly fraction: number };
}

/** Extensions are installed, in the given version where one is given. */
export interface ExtensionsCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.extensions';
  readonly extensions: readonly { readonly name: string; readonly version?: string }[];
}

/** Every collation has the version the operating system now has: otherwise indexes on text may be wrong. */
export interface CollationsCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.collations';
}

/** Every B-tree index of user tables is consistent (`amcheck`). */
export interface IndexesCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.indexes';
  /** Whether every row of the tables must be found in the indexes too. */
  readonly heapAllIndexed: boolean;
}

/** Data checksums are on and every page of user tables can be read. */
export interface ChecksumsCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.checksums';
}

/** The restored data is recent. */
export interface FreshnessCheckPlan extends CheckBasePlan {
  readonly kind: 'sql.freshness';
  readonly by: 'witness' | 'lastCommit' | 'archive';
  /** How old it may be, seconds. */
  readonly within: number;
}

/** The container a check starts beside the restored database. */
export interface CheckContainerPlan extends CheckBasePlan {
  readonly image: string;
  /** Program and arguments. Absent: those of the image. */
  readonly command?: readonly string[];
  readonly env: readonly EnvPlan[];
  /** Numeric user and group it runs as, never 0. Absent: the user of the image. */
  readonly user?: number;
  /** Memory it may use, a Kubernetes quantity. Absent: 1Gi. */
  readonly memory?: string;
}

/** A pod of the user's image becomes ready beside the restored database and answers over HTTP. */
export interface ApplicationCheckPlan extends CheckContainerPlan {
  readonly kind: 'application';
  readonly http: {
    readonly path: string;
    readonly port: number;
    readonly status: number;
    /** Text the body must contain. Absent: any body. */
    readonly contains?: string;
  };
}

/** A command in a container exits with 0. */
export interface CommandCheckPlan extends CheckContainerPlan {
  readonly kind: 'command';
  readonly command: readonly string[];
  /** Text a line of its output must contain. Absent: any output. */
  readonly prints?: string;
}

/** Tools whose table of applied migrations is known. */
export type MigrationPreset =
  'flyway' | 'liquibase' | 'golang-migrate' | 'prisma' | 'django' | 'rails' | 'drizzle';

/** One environment variable of a check's container. */
export interface EnvPlan {
  readonly name: string;
  readonly value: EnvValuePlan;
}

/** Text put together when the restored database runs, or a key of a Secret in the drill namespace. */
export type EnvValuePlan =
  { readonly parts: readonly RestoredPartPlan[] } | { readonly secret: string; readonly key: string };

/** A literal, or a property of the restored database that is known only once it runs. */
export type RestoredPartPlan = { readonly literal: string } | { readonly restored: RestoredProperty };

/** Properties of the restored database. */
export type RestoredProperty = 'url' | 'host' | 'port' | 'user' | 'password' | 'database';
