import type { ProtectionPlan, RecoveryPlan } from '../plan';
import type { MatrixRow } from '../protection';
import { environmentsOf } from './environments';
import { counted, isWaived, time } from './words';

/** The rows of each protection, by its id in the plan. */
export type MatrixRows = ReadonlyMap<string, readonly MatrixRow[]>;

/** One row of the Backup Matrix, with where it stands, what is promised and how often that is proven. */
export interface BackupMatrixRow extends MatrixRow {
  readonly cluster: string;
  readonly environment: string;
  /** Recovery point objective, seconds. */
  readonly rpo: number;
  /** Recovery time objective, seconds. */
  readonly rto: number;
  /** When a drill restores this backup, or why none does. */
  readonly drill: string;
}

/** The Backup Matrix of an environment. */
export interface EnvironmentMatrix {
  readonly cluster: string;
  readonly environment: string;
  readonly rows: readonly BackupMatrixRow[];
}

/** The Backup Matrix, one part for each environment, clusters and environments by name. */
export function backupMatrix(plan: RecoveryPlan, rows: MatrixRows): readonly EnvironmentMatrix[] {
  return environmentsOf(plan).map(({ cluster, name, protections }) => ({
    cluster,
    environment: name,
    rows: protections.flatMap((protection) =>
      (rows.get(protection.id) ?? []).map((row) => ({
        cluster,
        environment: name,
        ...row,
        rpo: protection.objectives.rpo,
        rto: protection.objectives.rto,
        drill: drillOf(protection, row),
      })),
    ),
  }));
}

/** The Backup Matrix as Markdown: a table for each environment. */
export function matrixMarkdown(matrix: readonly EnvironmentMatrix[]): string {
  const parts = matrix.map(({ cluster, environment, rows }) =>
    [`## ${cluster} / ${environment}`, rows.length === 0 ? 'Nothing is protected here.' : table(rows)].join(
      '\n\n',
    ),
  );
  return `${['# Backup Matrix', ...parts].join('\n\n')}\n`;
}

/** A drill proves the backup that the plan names, and none that is taken besides. */
function drillOf({ backup, drill }: ProtectionPlan, row: MatrixRow): string {
  if (row.method !== backup.method) return 'not drilled';
  if (isWaived(drill)) {
    const { until, owner, reason } = drill.waived;
    return `waived until ${until} by ${owner}: ${reason}`;
  }
  return `${drill.scheduleText}, ${counted(drill.checks.length, 'check')}`;
}

const COLUMNS: readonly (readonly [title: string, cell: (row: BackupMatrixRow) => string])[] = [
  ['Component', (row) => code(row.component)],
  ['Backup Method', (row) => row.method],
  ['Schedule', (row) => row.schedule],
  ['Retention', (row) => row.retention],
  ['S3 Bucket/Location', (row) => code(row.location)],
  ['Recovery Method', (row) => row.recovery],
  ['RPO', (row) => time(row.rpo)],
  ['RTO', (row) => time(row.rto)],
  ['Drill', (row) => row.drill],
];

function table(rows: readonly BackupMatrixRow[]): string {
  const lines = [
    COLUMNS.map(([title]) => title),
    ...rows.map((row) => COLUMNS.map(([, cell]) => escaped(cell(row)))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const [head = '', ...body] = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A bar would start a cell, and a line break the next row (GitHub Flavored Markdown, section 4.10). */
function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}
