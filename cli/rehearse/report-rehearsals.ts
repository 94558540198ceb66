import type { Problem } from '../../lib/core/problems';
import { counted } from '../../lib/report/words';
import type { DrillResult } from '../../lib/plan';
import type { Host } from '../host';
import { reportProblems } from '../report-problems';
import { Terminal } from '../terminal';
import type { SkippedProtection } from './choose-protections';
import type { KeptEvidence } from './rehearsal-evidence';
import { notesOn, verdictTable } from './verdict-table';

/** Everything there is to tell of rehearsals. */
export interface RehearsalsReport {
  readonly results: readonly DrillResult[];
  readonly skipped: readonly SkippedProtection[];
  /** Undefined: nothing was kept. */
  readonly kept: KeptEvidence | undefined;
  readonly problems: readonly Problem[];
}

/** Tells verdicts, what was skipped, and what became of the evidence. */
export function reportRehearsals(report: RehearsalsReport, host: Host, as: 'text' | 'json'): void {
  const { results, skipped, kept, problems } = report;
  const output = Terminal.output(host);
  if (as === 'json') {
    const data = { rehearsals: results, skipped, ...(kept !== undefined && { evidence: kept }), problems };
    output.line(JSON.stringify(data, undefined, 2));
    return;
  }
  const lines = [
    ...skipped.map(({ protection, reason }) => `Not rehearsed: ${protection}: ${reason}.`),
    ...notesOn(results),
    ...(kept === undefined ? [] : [evidenceText(kept)]),
  ];
  output.write(`${verdictTable(results, output)}\n${lines.join('\n')}\n`);
  reportProblems([...problems, ...(kept?.findings ?? [])], host, 'text');
}

function evidenceText({ folder, publicKeys, records, findings }: KeptEvidence): string {
  const result =
    findings.length === 0 ? 'signatures and chain hold' : `${counted(findings.length, 'finding')}, see below`;
  return `Evidence: ${counted(records.length, 'record')} in ${folder}, verified with ${publicKeys}: ${result}.`;
}
