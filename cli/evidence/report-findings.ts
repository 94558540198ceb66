import type { EvidenceFinding } from '../../lib/evidence';
import type { Host } from '../host';
import { reportProblems } from '../report-problems';
import { plainText } from '../text-table';

/** Tells findings as text. They quote names and texts that whoever can write to the place has chosen. */
export function reportFindings(findings: readonly EvidenceFinding[], host: Host): void {
  const plain = findings.map(({ path, reason, ...others }) => ({
    ...others,
    path: plainText(path),
    reason: plainText(reason),
  }));
  reportProblems(plain, host, 'text');
}
