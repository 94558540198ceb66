import type { ProtectionPlan } from '../../lib/plan';
import { counted, isWaived, time } from '../../lib/report/words';
import type { ClusterSession } from '../cluster/cluster-session';
import { ExitCode } from '../exit-codes';
import { Terminal } from '../terminal';
import { elapsed } from '../text-of-amounts';
import { plainText, textTable, type TextCell } from '../text-table';
import { readFacts, type BackupFacts } from './protection-status';
import { findingsOf, type StatusFinding } from './status-findings';

/** What there is of a protection, beside what was promised. */
export interface ProtectionStatus extends BackupFacts {
  readonly protection: string;
  readonly objectives: ProtectionPlan['objectives'];
  readonly findings: readonly StatusFinding[];
}

/**
 * Tells what there is of each protection, and what does not hold. Exit code 0 where everything holds, 1 where something does
 * not. Throws RST740 to RST744.
 */
export async function reportStatus(
  protections: readonly ProtectionPlan[],
  session: ClusterSession,
  as: 'text' | 'json',
): Promise<ExitCode> {
  const { host, now } = session;
  const statuses: ProtectionStatus[] = [];
  for (const protection of protections) {
    const facts = await Terminal.messages(host).during(`looking at ${protection.id}`, () =>
      readFacts(protection, session),
    );
    const { id, objectives } = protection;
    statuses.push({ protection: id, objectives, ...facts, findings: findingsOf(protection, facts, now()) });
  }
  const output = Terminal.output(host);
  if (as === 'json') output.line(JSON.stringify({ protections: statuses }, undefined, 2));
  else output.write(statusText(protections, statuses, output, now()));
  return statuses.every(({ findings }) => findings.length === 0) ? ExitCode.clean : ExitCode.findings;
}

const HEADINGS = [
  'PROTECTION',
  'BASE BACKUP',
  'NEXT',
  'WAL ARCHIVED',
  'RECOVERABLE FOR',
  'DRILL',
  'NEXT DRILL',
];

function statusText(
  protections: readonly ProtectionPlan[],
  statuses: readonly ProtectionStatus[],
  terminal: Terminal,
  now: Date,
): string {
  const rows = statuses.map((status, index) => rowOf(status, protections[index], terminal, now));
  const found = statuses.flatMap(({ protection, findings }) =>
    findings.map(({ code, message }) => `${protection}: ${code}: ${plainText(message)}`),
  );
  const summary =
    found.length === 0
      ? 'Everything is as promised.'
      : `${counted(found.length, 'finding')}:\n${found.join('\n')}`;
  return `${textTable(HEADINGS, rows).join('\n')}\n\n${summary}\n`;
}

function rowOf(
  status: ProtectionStatus,
  protection: ProtectionPlan | undefined,
  terminal: Terminal,
  now: Date,
): readonly TextCell[] {
  const { newest, running, schedule, primary, recoverableSince, drill, findings, objectives } = status;
  const ago = (moment: string) => elapsed((now.getTime() - Date.parse(moment)) / 1000);
  const style = findings.length === 0 ? 'good' : 'error';
  return [
    { text: status.protection, shown: (text) => terminal.styled(style, text) },
    `${newest === undefined ? 'none' : `${ago(newest.at)} ago`}${running === undefined ? '' : ' (one runs)'}`,
    schedule?.suspended === true ? 'suspended' : minute(schedule?.next),
    archivedText(status, primary?.archivedAge),
    `${recoverableSince === undefined ? 'unknown' : ago(recoverableSince)} of ${time(objectives.retention)}`,
    drillText(drill, protection),
    drill?.suspended === true ? 'suspended' : minute(drill?.next),
  ];
}

function archivedText({ isArchiving, cluster }: BackupFacts, age: number | undefined): string {
  if (cluster === undefined) return 'unknown';
  const state = isArchiving === true ? 'working' : isArchiving === false ? 'failing' : 'unknown';
  return age === undefined ? state : `${state}, ${elapsed(age)} ago`;
}

function drillText(drill: BackupFacts['drill'], protection: ProtectionPlan | undefined): string {
  if (protection !== undefined && isWaived(protection.drill)) return 'waived';
  if (drill?.last === undefined) return drill?.running === undefined ? 'none yet' : 'running';
  return `${drill.last.verdict} ${elapsed(drill.last.age)} ago`;
}

function minute(moment: string | undefined): string {
  return moment === undefined ? '–' : `${moment.slice(0, 16).replace('T', ' ')}Z`;
}
