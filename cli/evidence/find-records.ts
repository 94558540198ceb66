import { cliProblems, fail } from '../../lib/core/problems';
import { readRecords, recordFolder, tryReadRecordName, type EvidenceRecord } from '../../lib/evidence';
import { tryFindClosest } from '../../lib/kubernetes/schema/closest-name';
import type { Host } from '../host';
import { openPlace, type EvidencePlace } from './open-place';

/** Which records are meant. */
export interface RecordsRequest extends EvidencePlace {
  /** `id` of a protection. @default - all of them */
  readonly protection?: string;
}

/** Reads the records of a place. Throws RST817, RST818, RST819, and what opening it throws. */
export async function readPlace(request: RecordsRequest, host: Host): Promise<readonly EvidenceRecord[]> {
  const { protection } = request;
  return readRecords(
    openPlace(request, host),
    protection === undefined ? undefined : recordFolder(protection),
  );
}

/** Reads the records of a place, at least one: a place without any proves nothing. Throws RST734, and as `readPlace`. */
export async function findRecords(request: RecordsRequest, host: Host): Promise<readonly EvidenceRecord[]> {
  const { place, protection } = request;
  const records = await readPlace(request, host);
  if (records.length > 0) return records;
  if (protection === undefined)
    return fail(cliProblems.noEvidence, { value: place, reason: 'no record is there' });
  const entries = await openPlace(request, host).list();
  const others = entries.flatMap(({ name }) => tryReadRecordName(name)?.protection ?? []);
  const closest = tryFindClosest(protection, new Set(others));
  return fail(cliProblems.noEvidence, {
    value: protection,
    reason: `it has no record there${closest === undefined ? '' : `; did you mean ${closest}?`}`,
  });
}
