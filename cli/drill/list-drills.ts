import type { ProtectionPlan } from '../../lib/plan';
import { isWaived } from '../../lib/report/words';
import type { ClusterSession } from '../cluster/cluster-session';
import { ExitCode } from '../exit-codes';
import { measuredText } from '../measured-text';
import { Terminal } from '../terminal';
import { elapsed } from '../text-of-amounts';
import { textTable, type TextCell } from '../text-table';
import { readDrillStatus, type DrillStatus } from './drill-status';

/** A drill, or the waiver in its place. */
interface ListedDrill {
  readonly protection: string;
  readonly status?: DrillStatus;
  readonly waived?: { readonly reason: string; readonly owner: string; readonly until: string };
}

const HEADINGS = ['PROTECTION', 'DRILL', 'SCHEDULE', 'STATE', 'LAST', 'REASON', 'RPO', 'RTO', 'NEXT'];

/** Tells the drills of protections with their last verdicts. Throws RST740 to RST744. */
export async function listDrills(
  protections: readonly ProtectionPlan[],
  session: ClusterSession,
  as: 'text' | 'json',
): Promise<ExitCode> {
  const drills: ListedDrill[] = [];
  for (const { id, drill } of protections) {
    if (isWaived(drill)) drills.push({ protection: id, waived: drill.waived });
    else drills.push({ protection: id, status: await readDrillStatus(drill, session) });
  }
  const output = Terminal.output(session.host);
  if (as === 'json') output.line(JSON.stringify({ drills }, undefined, 2));
  else
    output.line(
      textTable(
        HEADINGS,
        drills.map((drill) => rowOf(drill, output)),
      ).join('\n'),
    );
  return ExitCode.clean;
}

function rowOf({ protection, status, waived }: ListedDrill, terminal: Terminal): readonly TextCell[] {
  if (status === undefined)
    return [
      protection,
      '–',
      '–',
      `waived until ${waived?.until ?? 'an unknown day'}`,
      '–',
      '–',
      '–',
      '–',
      '–',
    ];
  const { namespace, drill, schedule, last, next } = status;
  const place = `${namespace}/${drill}`;
  const due = next === undefined ? '–' : `${next.slice(0, 16).replace('T', ' ')}Z`;
  if (last === undefined)
    return [protection, place, schedule, stateOf(status), 'none yet', '–', '–', '–', due];
  const { verdict, age, reason, measured, objectives } = last;
  return [
    protection,
    place,
    schedule,
    stateOf(status),
    {
      text: `${verdict} ${elapsed(age)} ago`,
      shown: (text) =>
        terminal.styled(verdict === 'passed' ? 'good' : verdict === 'failed' ? 'error' : 'warning', text),
    },
    reason,
    measuredText(measured.rpo, objectives.rpo),
    measuredText(measured.rto, objectives.rto),
    due,
  ];
}

function stateOf({ installedAt, suspended, running }: DrillStatus): string {
  if (installedAt === undefined) return 'not on the cluster';
  const state = suspended ? 'suspended' : 'active';
  return running === undefined ? state : `${state}, running`;
}
