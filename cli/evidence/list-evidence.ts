import { evidenceProblems, type Problem } from '../../lib/core/problems';
import type { EvidenceRecord } from '../../lib/evidence';
import { openEnvelope } from '../../lib/evidence/envelope';
import { finding } from '../../lib/evidence/evidence-finding';
import { readStatement } from '../../lib/evidence/read-statement';
import { counted } from '../../lib/report/words';
import { ExitCode } from '../exit-codes';
import type { Host } from '../host';
import { Terminal } from '../terminal';
import { textTable } from '../text-table';
import { findRecords, type RecordsRequest } from './find-records';
import { recordRow, RECORD_HEADINGS, summaryOf, type RecordSummary } from './record-summary';
import { reportFindings } from './report-findings';

/** Shows the records of a place, without verifying any. Files that are no records are findings. Throws as `findRecords`. */
export async function listEvidence(
  request: RecordsRequest,
  host: Host,
  as: 'text' | 'json',
): Promise<ExitCode> {
  const read = (await findRecords(request, host)).map(readUnverified);
  const records = read.flatMap(({ summary }) => summary ?? []);
  const findings = read.flatMap(({ found }) => found ?? []);
  const code = findings.length === 0 ? ExitCode.clean : ExitCode.findings;
  const output = Terminal.output(host);
  if (as === 'json') {
    output.line(JSON.stringify({ records, findings }, undefined, 2));
    return code;
  }
  output.write(`${textTable(RECORD_HEADINGS, records.map(recordRow)).join('\n')}\n`);
  reportFindings(findings, host);
  Terminal.messages(host).line(
    `${counted(records.length, 'record')}, not verified: \`restorable evidence verify\` does that.`,
  );
  return code;
}

/** What a file says, whoever wrote it. */
function readUnverified({ name, content, unread }: EvidenceRecord): {
  readonly summary?: RecordSummary;
  readonly found?: Problem;
} {
  const unreadable = (reason: string) => ({
    found: finding(evidenceProblems.unreadableRecord, name, reason),
  });
  if (unread !== undefined) return unreadable(unread);
  const envelope = openEnvelope(content);
  if (typeof envelope === 'string') return unreadable(envelope);
  const read = readStatement(envelope.payload);
  if (read.kind === 'restore-drill') return { summary: summaryOf(name, read.statement) };
  return unreadable(read.reason);
}
