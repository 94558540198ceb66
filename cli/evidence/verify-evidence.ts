import { verifyChain, type ChainVerification, type VerifiedRecord } from '../../lib/evidence';
import { counted } from '../../lib/report/words';
import { ExitCode } from '../exit-codes';
import type { Host } from '../host';
import { Terminal } from '../terminal';
import { textTable } from '../text-table';
import { findRecords, readPlace, type RecordsRequest } from './find-records';
import { readPublicKeys } from './key-files';
import { readHeads } from './read-heads';
import { recordRow, RECORD_HEADINGS, summaryOf, type RecordSummary } from './record-summary';
import { reportFindings } from './report-findings';

/** What is verified, and with what. Paths are relative to the current folder. */
export interface VerifyRequest extends RecordsRequest {
  /** Files of the public keys whose signatures count. */
  readonly keys: readonly string[];
  /** File with the heads of chains that were seen before. @default - a removed end of a chain is not found */
  readonly heads?: string;
}

/**
 * Verifies the records of a place, and shows the newest of each protection and everything that is wrong. Throws RST721,
 * RST735, RST802, and as `findRecords`.
 */
export async function verifyEvidence(
  request: VerifyRequest,
  host: Host,
  as: 'text' | 'json',
): Promise<ExitCode> {
  const { protection, keys, heads: file } = request;
  const publicKeys = readPublicKeys(keys, host.cwd);
  const known = file === undefined ? [] : Object.entries(readHeads(file, host.cwd));
  const heads = known.filter(([id]) => protection === undefined || id === protection);
  // Where something is known to have been written, nothing is a finding too: all of it was removed.
  const records = await (heads.length > 0 ? readPlace : findRecords)(request, host);
  const verification = await verifyChain(records, {
    publicKeys,
    heads: Object.fromEntries(heads),
    now: new Date(),
  });
  const { findings } = verification;
  if (as === 'json') tellData(verification, host);
  else
    tell(
      verification,
      `${counted(records.length, 'record')} verified with ${counted(publicKeys.length, 'key')}`,
      host,
    );
  return findings.length === 0 ? ExitCode.clean : ExitCode.findings;
}

function tellData({ records, heads, findings }: ChainVerification, host: Host): void {
  const data = {
    records: records.map(({ record, doubts }) => ({ ...summary(record), keyId: record.keyId, doubts })),
    heads,
    findings,
  };
  Terminal.output(host).line(JSON.stringify(data, undefined, 2));
}

function tell({ records, findings }: ChainVerification, what: string, host: Host): void {
  const output = Terminal.output(host);
  const newest = new Map(records.map(({ record }) => [record.protection, record]));
  if (newest.size > 0) {
    const rows = [...newest.values()].map((record) => recordRow(summary(record)));
    output.line(['Newest record of each protection:', ...textTable(RECORD_HEADINGS, rows), ''].join('\n'));
  }
  const result = findings.length === 0 ? 'signatures and chains hold' : counted(findings.length, 'finding');
  output.line(`${what}: ${result}.`);
  reportFindings(findings, host);
}

function summary({ name, statement }: VerifiedRecord): RecordSummary {
  return summaryOf(name, statement);
}
